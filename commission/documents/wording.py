"""What the public reads in the place of a document that was taken down."""

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.reading.turns import reason_label
from archive.reading.wording import day_of
from commission.documents.models import Access, Document


def taken_down(document: Document | None) -> str:
    """That a document was taken down, when and why; empty for every other.

    Neither its title, which may be what had to go, nor anything of one that was never public.
    """
    if document is None or document.access != Access.PUBLIC or document.taken_down_at is None:
        return ""
    return _("A document was taken down on %(day)s: %(why)s.") % {
        "day": day_of(timezone.localdate(document.taken_down_at)),
        "why": reason_label(document.taken_down_why).lower(),
    }
