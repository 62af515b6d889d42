"""Who is signed in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from commission.accounts.models import User


def person(request: HttpRequest) -> User:
    """The account. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
