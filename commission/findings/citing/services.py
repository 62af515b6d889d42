"""Making a citation of what stands in an open edition, and putting it into a draft."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.consent.models import Use
from archive.edition.models import Edition
from archive.edition.quoting import Place, place_whole, quotation_at, times_between
from archive.edition.word_times import words_of
from commission.accounts.models import User
from commission.findings.evidence import editions_quotable
from commission.findings.models import Citation, Finding
from media.refusal import Refused

LONGEST = 200  # words: what is longer is an account, and is read on its own page


def citation_make(
    *, edition: Edition, place: Place, at: datetime, use: Use = Use.REPORT_CITATION
) -> Citation:
    """A citation of these words, not saved: it is kept with the draft that it is put into.

    The place grows to whole words and whole marks. Raises Refused where the edition may not be
    quoted now for this use, has no such place, or the words are by two people, too many, or only
    removals.
    """
    # Asked by its key: nothing that the caller holds says that it is open.
    quotable = editions_quotable(at=at, use=use).filter(pk=edition.pk).first()
    if quotable is None:
        raise Refused("not_quotable", _("This account may not be quoted. Choose another passage."))
    turns = list(
        quotable.turns.filter(
            position__gte=place.first_turn, position__lte=place.last_turn
        ).order_by("position")
    )
    quotation = None
    if turns and place.first_turn <= place.last_turn:
        ends = turns[0].position, turns[-1].position
        if ends == (place.first_turn, place.last_turn):
            place = place_whole(turns, place)
            quotation = quotation_at(quotable, place, turns)
    if quotation is None:
        raise Refused("no_words", _("There are no words at this place. Choose others."))
    if len({(turn.speaker, turn.asks) for turn in turns}) > 1:
        raise Refused(
            "two_speakers", _("These words are by two people. Cite the words of each on their own.")
        )
    if len(quotation.text.split()) > LONGEST:
        raise Refused(
            "too_long", _("This is more than two hundred words. Choose the part that matters.")
        )
    start, end = (0, 0)
    if quotable.duration_ms:
        start, end = times_between(turns, words_of(quotable), place)
    return Citation(
        edition=quotable,
        start_ms=start,
        end_ms=end,
        first_turn=place.first_turn,
        from_char=place.from_char,
        last_turn=place.last_turn,
        to_char=place.to_char,
        quote_hash=quotation.hash,
    )


@transaction.atomic
def citation_add(*, finding: Finding, citation: Citation, by: User) -> Finding:
    """Put a citation at the end of a finding's newest draft and save that as a new draft.

    For whoever works without script; the editor carries citations in its form. Returns the draft.
    Raises Refused for whoever may not change findings, while it is locked or waits for approval,
    and for a passage that is cited already.
    """
    locked = Finding.objects.select_for_update().get(pk=finding.pk)
    draft = locked.get_latest_revision_as_object()
    if not by.has_perm("findings.change_finding"):
        raise Refused(
            "not_allowed", _("Your role does not include this. An administrator can change it.")
        )
    lock = draft.get_lock()
    if lock is not None and lock.for_user(by):
        raise Refused("locked", _("This finding cannot be changed now: it is locked, or it waits."))
    present = list(draft.citations.all())
    if any(_same(one, citation) for one in present):
        raise Refused("cited_already", _("This finding cites these words already."))
    citation.sort_order = max((one.sort_order for one in present), default=-1) + 1
    draft.citations.add(citation)
    draft.save_revision(user=by)
    return draft


def _same(one: Citation, other: Citation) -> bool:
    return (one.edition_id, one.first_turn, one.from_char, one.last_turn, one.to_char) == (
        other.edition_id,
        other.first_turn,
        other.from_char,
        other.last_turn,
        other.to_char,
    )
