"""Refusals that several parts of the vault share."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media.refusal import Refused


class SamePerson(Refused):
    """Two people are asked for, and this is the same one again."""

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__(
            "same_person",
            message or _("You proposed this yourself. Another person must decide it."),
        )
