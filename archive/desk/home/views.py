"""My day: what waits for the person who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.desk.access import desk_page


@desk_page()
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/home.html")
