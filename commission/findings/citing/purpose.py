"""For which kind of record a passage is chosen, and so who may choose and what may be quoted."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.consent.models import Use
from commission.findings.access import FRAME, QUOTES


@dataclass(frozen=True)
class Purpose:
    """What the pages of the chooser need to know of the record."""

    # One of these permissions is needed.
    rights: tuple[str, ...]
    # What givers have to have agreed to, and the sentence that says so.
    use: Use
    agreed: str | Promise
    # The template that the pages stand in.
    frame: str
    # Under which the three pages are found: "evidence" is evidence:find and the others.
    namespace: str

    def holds(self, user: Any) -> bool:
        """Whether somebody may choose passages for such records."""
        return any(user.has_perm(right) for right in self.rights)

    @property
    def find(self) -> str:
        """Name of the page that looks for words."""
        return f"{self.namespace}:find"

    @property
    def passage(self) -> str:
        """Name of the page of an account."""
        return f"{self.namespace}:passage"

    @property
    def chosen(self) -> str:
        """Name of the page of what was chosen."""
        return f"{self.namespace}:chosen"


FINDINGS = Purpose(
    rights=tuple(f"findings.{name}" for name in QUOTES),
    use=Use.REPORT_CITATION,
    agreed=_(
        "Only accounts that are open to everybody, and whose givers agreed to be quoted in "
        "findings, are looked through."
    ),
    frame=FRAME,
    namespace="evidence",
)
