"""Pages of findings; the language stands before these addresses."""

from django.urls import path, register_converter

from commission.findings import views
from commission.findings.addresses import NumberConverter

register_converter(NumberConverter, "record_number")

app_name = "findings"
urlpatterns = [
    path("findings/", views.finding_list, name="list"),
    path("findings/<record_number:number>/", views.finding, name="finding"),
]
