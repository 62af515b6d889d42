"""Whether the day on which a witness spoke was held: before that nobody can confirm anything."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from commission.hearings.hearing.models import Hearing, Sitting
from commission.hearings.vocabulary import SittingState
from commission.hearings.witnesses.models import AppearanceTestimony
from media.refusal import Refused


def held_on(link: AppearanceTestimony, *, at: datetime) -> date:
    """The last day on which the witness spoke, in the public programme of the hearing.

    Raises Refused where the hearing is not public, its programme does not say when the witness
    speaks, or one of these days was not held or is not over. It reads the rows of `link.hearing`,
    which whoever asks about many prefetches.
    """
    hearing = link.hearing
    witness = next((w for w in hearing.appearances.all() if w.key == link.appearance_key), None)
    if not hearing.live or witness is None:
        raise Refused("not_public", _("The hearing, with this witness, has to be public first."))
    days = {one.date for one in hearing.sessions.all() if one.witness == witness.called}
    if not days:
        raise Refused(
            "not_in_programme", _("The programme does not say on which day this witness spoke.")
        )
    # A day may have two parts. What was called off took place neither then nor on that day.
    gone = (SittingState.POSTPONED, SittingState.CANCELLED)
    sittings = [one for one in hearing.sittings.all() if one.state not in gone]
    for day in days:
        parts = [one for one in sittings if one.date == day]
        held = all(one.state == SittingState.HELD and over_at(one, hearing) <= at for one in parts)
        if not parts or not held:
            raise Refused(
                "not_held",
                _("A recording is released after the hearing. Its day was not held yet."),
            )
    return max(days)


def over_at(sitting: Sitting, hearing: Hearing) -> datetime:
    """The moment at which a day begins, or ends where that is known, at the place."""
    clock = sitting.ends_at or sitting.starts_at or time(0)
    return datetime.combine(sitting.date, clock, tzinfo=ZoneInfo(hearing.time_zone))
