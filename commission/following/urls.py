"""Pages of followers; the language stands before these addresses."""

from django.urls import path, register_converter

from commission.following import views


class Token:
    """What stands in the links of e-mails."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Token, "token")

app_name = "following"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("asked/", views.asked, name="asked"),
    path("stopped/", views.stopped, name="stopped"),
    path("<token:token>/", views.page, name="page"),
    path("<token:token>/yes/", views.confirm, name="confirm"),
    path("<token:token>/rate/", views.rate, name="rate"),
    path("<token:token>/stop/", views.stop, name="stop"),
    path("<token:token>/forget/", views.forget, name="forget"),
]
