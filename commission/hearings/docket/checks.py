"""What an entry of a docket must say before it may wait for approval."""

from django.utils.translation import gettext_lazy as _

from commission.findings.quoted_by_hand import own_words_require
from commission.hearings.docket.models import DocketEntry
from commission.hearings.vocabulary import EntryAccess
from commission.review.words import record_texts
from media.refusal import Refused


def entry_check(entry: DocketEntry) -> None:
    """Raises Refused for an open entry whose document was taken down, and for repeated testimony.

    What is closed says nothing outside, so nothing is asked of its document.
    """
    document = entry.document
    if (
        entry.access == EntryAccess.OPEN
        and document is not None
        and document.taken_down_at is not None
    ):
        raise Refused(
            "taken_down", _("Its document was taken down. Close the entry, or choose another one.")
        )
    cited = [one.edition_id for one in entry.moments.all()]
    own_words_require(record_texts(entry), cited=cited)
