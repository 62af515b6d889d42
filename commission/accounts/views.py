"""Signing in and out on the public side. Staff may also use the door of the desk."""

from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest
from django.urls import reverse

# Who has no place in the admin and pages of their own.
PORTAL = ("answer_for_body", "assess_for_community")


class SignIn(LoginView):
    """A name and a password. What is wrong with them is not told, nor who has an account.

    The only page outside the desk that sets a cookie for a visitor: its form needs a token.
    """

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_success_url(self) -> str:
        """The desk, the portal, or the list of accounts; no address is taken over."""
        return reverse(_first_page(self.request))


class SignOut(LogoutView):
    """End the session. Takes a POST alone, so that no link from elsewhere signs anybody out."""

    http_method_names = ["post", "options"]

    def get_success_url(self) -> str:
        """The front page, as everybody sees it."""
        return reverse("home")


def _first_page(request: HttpRequest) -> str:
    user = request.user
    if not isinstance(user, PermissionsMixin):
        return "reading:list"
    if user.has_perm("wagtailadmin.access_admin"):
        return "wagtailadmin_home"
    portal = any(user.has_perm(f"recommendations.{name}") for name in PORTAL)
    return "portal:home" if portal else "reading:list"
