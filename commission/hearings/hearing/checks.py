"""What a hearing must say before it may wait for approval."""

from django.utils.translation import gettext_lazy as _

from commission.findings.quoted_by_hand import own_words_require
from commission.hearings.docket.models import DocketEntry
from commission.hearings.hearing.models import Hearing
from commission.hearings.vocabulary import EntryKind, SpecialMeasure
from commission.hearings.witnesses.models import Cipher
from commission.review.words import record_texts
from media.refusal import Refused


def hearing_check(hearing: Hearing) -> None:
    """Raises Refused where the parts do not fit together, or a text repeats testimony."""
    if hearing.translated_from_id is None:
        _programme(hearing)
        _witnesses(hearing)
    own_words_require(record_texts(hearing))


def _programme(hearing: Hearing) -> None:
    days = {one.date for one in hearing.sittings.all()}
    called = {one.called for one in hearing.appearances.all()}
    for session in hearing.sessions.all():
        if session.date not in days:
            raise Refused("no_day", _("A session stands on a day that the hearing does not have."))
        if session.witness and session.witness not in called:
            raise Refused(
                "no_witness", _("A session names a witness who is not in the list of witnesses.")
            )


def _witnesses(hearing: Hearing) -> None:
    witnesses = list(hearing.appearances.all())
    if len({one.called for one in witnesses}) < len(witnesses):
        raise Refused("twice", _("Two witnesses are called the same. Write each once."))
    ciphers = {one.cipher for one in witnesses if one.cipher}
    known = set(Cipher.objects.filter(cipher__in=ciphers).values_list("cipher", flat=True))
    if ciphers - known:
        raise Refused(
            "cipher_unknown",
            _(
                "Nobody has said yet who stands behind a cipher, so nobody can keep the name out. "
                "Ask whoever may see names to do that first."
            ),
        )
    if any(not one.cipher and SpecialMeasure.CIPHER in one.measures for one in witnesses):
        raise Refused("cipher_missing", _("A witness was granted a cipher and has none. Give it."))
    ruled = {one.ruling for one in witnesses if one.ruling}
    rulings = DocketEntry.objects.originals().filter(
        hearing=hearing.original_id, kind__in=(EntryKind.RULING, EntryKind.ORDER)
    )
    if ruled - set(rulings.values_list("number", flat=True)):
        raise Refused("no_ruling", _("The docket of this hearing has no ruling with that number."))
