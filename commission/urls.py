"""All addresses."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern

from commission.accounts import views as accounts
from commission.pages import record, serving
from commission.pages import views as pages

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("leave/", pages.leave, name="leave"),
    path("robots.txt", pages.robots, name="robots"),
    path("", include("archive.reading.file_urls")),
    path("", include("commission.findings.file_urls")),
    path("", include("commission.hearings.file_urls")),
    path("", include("commission.markers.file_urls")),
    path("", include("commission.sharing.urls")),
    path("", include("commission.pages.file_urls")),
    path("", include("commission.maps.urls")),
    path("", include("commission.pages.paper_urls")),
    path("", include("commission.photographs.urls")),
    path("", include("commission.recommendations.data.urls")),
]
urlpatterns += i18n_patterns(
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("sign-in/", accounts.SignIn.as_view(), name="sign_in"),
    path("sign-out/", accounts.SignOut.as_view(), name="sign_out"),
    path("portal/", include("commission.recommendations.portal.urls")),
    path("follow/", include("commission.following.urls")),
    path("words/", record.words, name="words"),
    path("", include("archive.reading.urls")),
    path("", include("commission.findings.urls")),
    path("", include("commission.hearings.urls")),
    path("", include("commission.markers.urls")),
    path("", include("commission.recommendations.data.embed_urls")),
    path("", include("commission.recommendations.public.urls")),
    path("", include("commission.pages.record_urls")),
    path("", include("search.urls")),
    # Wagtail makes addresses of pages by this name. Its own views stay out.
    re_path(serve_pattern, serving.page, name="wagtail_serve"),
)

handler400 = "commission.errors.bad_request"
handler403 = "commission.errors.permission_denied"
handler404 = "commission.errors.page_not_found"
handler500 = "commission.errors.server_error"
