"""The programme of a hearing: its days, newest first, and what is heard of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from archive.reading.wording import day_of
from commission.hearings.models import Appearance, Hearing, Session, Sitting
from commission.hearings.public.days import numbered
from commission.hearings.public.voices import Voice
from commission.hearings.public.words import full_day, off_said, times_of
from commission.hearings.vocabulary import SessionKind, SittingState, SpecialMeasure

# How a knot on the line is drawn.
HEARD, SPEAKS, SHUT = "voice", "solid", "gap"


@dataclass(frozen=True)
class Slot:
    """One stretch of a day. Its words are in `language`; who speaks is a public name."""

    session: Session
    heading: str
    # Whether the heading is in `language`, too; a name, and the kind of a stretch, are not.
    own_heading: bool
    what: str
    content_note: str
    language: str
    knot: str
    measures: Sequence[str]
    voices: Sequence[Voice]


@dataclass(frozen=True)
class Day:
    """One day of the programme; one without a sitting is none of the hearing's own days."""

    on: date
    number: int
    sitting: Sitting | None
    slots: Sequence[Slot]

    @property
    def state(self) -> str:
        """Held, postponed or cancelled; nothing of a day that is planned."""
        if self.sitting is None or self.sitting.state == SittingState.PLANNED:
            return ""
        return self.sitting.get_state_display().lower()

    @property
    def off(self) -> bool:
        """Whether it does not take place on this day."""
        return self.sitting is not None and bool(off_said(self.sitting))

    @property
    def label(self) -> str:
        """Day 2, or nothing for a day that is not one of the hearing's."""
        return _("Day %(number)s") % {"number": self.number} if self.number else ""

    @property
    def said(self) -> str:
        """Thursday 26 November 2026."""
        return full_day(self.on)

    @property
    def day(self) -> str:
        """26 November 2026."""
        return day_of(self.on)

    @property
    def times(self) -> str:
        """10 a.m. to about 4 p.m."""
        return times_of(self.sitting) if self.sitting else ""

    @property
    def noted(self) -> bool:
        """Whether something of it has a content note."""
        return any(slot.content_note for slot in self.slots)

    @property
    def voices(self) -> list[Voice]:
        """All that can be read or heard of it now."""
        return [voice for slot in self.slots for voice in slot.voices]


def sat_in_order(days: Sequence[Day]) -> list[Day]:
    """The days that are the hearing's own, the first one first."""
    return sorted((one for one in days if one.sitting), key=lambda one: one.number)


def programme_of(hearing: Hearing, shown: Hearing, voices: Sequence[Voice]) -> list[Day]:
    """All days: those to come in their order, then those that were held, newest first. `shown` is
    the row in the language of the page. No more queries than the sittings, sessions and witnesses
    of the two rows.
    """
    sittings = list(hearing.sittings.all())
    sessions = list(hearing.sessions.all())
    numbers = numbered(sittings)
    # A row of a translation that has no words yet leaves them to the original.
    texts = {one.key: one for one in shown.sessions.all() if any(one.texts[1:])}
    witnesses = {one.called: one for one in hearing.appearances.all()}
    spoken = _spoken(sessions, witnesses, voices)
    slots: dict[date, list[Slot]] = {}
    for one in sessions:
        text = texts.get(one.key, one)
        language = shown.locale.language_code if one.key in texts else hearing.locale.language_code
        slots.setdefault(one.date, []).append(
            _slot(one, text, language, witnesses.get(one.witness), spoken.get(one.key, []))
        )
    days = [Day(one.date, numbers[one.key], one, slots.pop(one.date, [])) for one in sittings]
    days += [Day(on, 0, None, rest) for on, rest in slots.items()]
    days.sort(key=lambda one: (one.on, one.number))
    held = [one for one in days if one.sitting and one.sitting.state == SittingState.HELD]
    return [*(one for one in days if one not in held), *reversed(held)]


def _slot(
    session: Session, text: Session, language: str, witness: Appearance | None, voices: list[Voice]
) -> Slot:
    who = witness.shown if witness else session.witness
    if session.kind == SessionKind.CLOSED:
        knot = SHUT
    elif any(voice.heard for voice in voices):
        knot = HEARD
    else:
        knot = SPEAKS if session.witness or session.kind == SessionKind.APPEARANCE else ""
    return Slot(
        session=session,
        heading=who or text.heading or str(session.get_kind_display()),
        own_heading=not who and bool(text.heading),
        what=text.what or (text.heading if who else ""),
        content_note=text.content_note,
        language=language,
        knot=knot,
        measures=[
            str(SpecialMeasure(one).label)
            for one in (witness.measures if witness else [])
            if one != SpecialMeasure.CIPHER and one in SpecialMeasure.values
        ],
        voices=voices,
    )


def _spoken(
    sessions: Sequence[Session], witnesses: Mapping[str, Appearance], voices: Sequence[Voice]
) -> dict[UUID, list[Voice]]:
    """What is heard in which session: that of the day on which it was said, else the first."""
    found: dict[UUID, list[Voice]] = {}
    for voice in voices:
        theirs = [
            one
            for one in sessions
            if one.kind != SessionKind.CLOSED
            and (witness := witnesses.get(one.witness)) is not None
            and witness.key == voice.witness
        ]
        same_day = [one for one in theirs if one.date.isoformat() == voice.edition.given_on]
        for one in (same_day or theirs)[:1]:
            found.setdefault(one.key, []).append(voice)
    return found
