"""Addresses of the hearings' desk, below /admin/hearings/. Ids only."""

from django.urls import path

from commission.hearings.desk import ciphers, orders, papers, releases, views

app_name = "hearing_desk"

one = "<int:hearing>/"
urlpatterns = [
    path("", views.home, name="home"),
    path(one, views.hearing, name="hearing"),
    path(f"{one}link/<uuid:appearance>/", views.link, name="link"),
    path(f"{one}order/", orders.place, name="order_place"),
    path("papers/", papers.paper, name="paper"),
    path("releases/<uuid:release>/", releases.confirm, name="confirm"),
    path("releases/<uuid:release>/take-back/", releases.take_back, name="take_back"),
    path("orders/", orders.listed, name="orders"),
    path("orders/<uuid:order>/", orders.order, name="order"),
    path("orders/<uuid:order>/text/", orders.text, name="order_text"),
    path("orders/<uuid:order>/widen/", orders.widen, name="order_widen"),
    path("orders/<uuid:order>/look-again/", orders.look_again, name="order_review"),
    path("orders/<uuid:order>/lift/", orders.lift, name="order_lift"),
    path("ciphers/", ciphers.listed, name="ciphers"),
    path("ciphers/<uuid:cipher>/", ciphers.cipher, name="cipher"),
    path("ciphers/<uuid:cipher>/names/", ciphers.names, name="cipher_names"),
]
