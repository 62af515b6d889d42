"""Whose accounts there are."""

from django.db.models import QuerySet

from commission.accounts.models import User


def staff(*, who_left: bool = False) -> QuerySet[User]:
    """Everybody who may enter the admin; with `who_left` also those whose account was closed."""
    return User.objects.with_perm(
        "wagtailadmin.access_admin",
        is_active=None if who_left else True,  # type: ignore[arg-type]  # None: active or not
        backend="django.contrib.auth.backends.ModelBackend",
    )
