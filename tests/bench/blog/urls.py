"""Our addresses, and beside them Wagtail's own view for the page that P5 compares with."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

from commission.urls import *  # noqa: F403 - the handlers of errors, too
from commission.urls import urlpatterns as ours

urlpatterns = [*ours, path("wagtails-own/", include(wagtail_urls))]
