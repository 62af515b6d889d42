"""Hearing 12 with all that its page can show, and accounts that were given there."""

from datetime import UTC, date, datetime, time

from archive.testimony.models import TestimonyKind
from commission.documents.models import Access
from commission.hearings.models import Hearing, Moment
from commission.hearings.vocabulary import EntryKind, SessionKind
from tests.browser.public import wren
from tests.commission.factories import (
    FindingFactory,
    RecommendationFactory,
    ThemeFactory,
    cite,
)
from tests.commission.findings.six import paper
from tests.commission.hearings.factories import (
    AppearanceFactory,
    AppearanceTestimonyFactory,
    CipherFactory,
    DelayedReleaseFactory,
    DocketEntryFactory,
    HearingFactory,
    RestrictionOrderFactory,
    SessionFactory,
    SittingFactory,
)
from tests.factories import UserFactory

# Between the two days of the hearing.
TODAY = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
FIRST, SECOND = date(2026, 11, 19), date(2026, 11, 26)
OPENED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
REAL_NAME = "Perpetua Quillfeather"


def twelve(*, files=True) -> Hearing:
    """The hearing of the design: one day held, one to come, two ciphers, an order, a docket."""
    hearing = HearingFactory(
        number=12,
        title="Records that were not kept",
        summary="What the police service wrote down about its own use of force, what it did not, "
        "and who knew.",
        hearing_seeing="Hearing loop. Signed all day.",
        languages="Spanish and English, both ways, by headset.",
        quiet_room="Room 2.4, beside the hall. You can come and go.",
        support="Three trained listeners sit at the back, in green scarves.",
        costs="Nothing. We pay for travel.",
        ask_else="Write or call until Tuesday.",
        noticed_on=date(2026, 11, 5),
    )
    hearing.themes.set([ThemeFactory()])
    hearing.findings.set([FindingFactory(number=6)])
    hearing.recommendations.set([RecommendationFactory(number=14)])
    hearing.save()
    SittingFactory(hearing=hearing, date=FIRST, held=True, note="Stopped once, 11:42 to 11:46")
    SittingFactory(hearing=hearing, date=SECOND)
    c4 = AppearanceFactory(
        hearing=hearing,
        ciphered=True,
        cipher="C4",
        measures=["cipher", "screen", "voice_modulation"],
        about="The records room, 1996 to 2001",
        ruling=6,
    )
    AppearanceFactory(hearing=hearing, ciphered=True, ruling=6, sort_order=1)
    AppearanceFactory(hearing=hearing, sort_order=2)
    AppearanceFactory(
        hearing=hearing,
        name="Families of Ferry Road",
        about="Sixty-one letters",
        measures=["support_person", "breaks"],
        sort_order=3,
    )
    CipherFactory(cipher="C4", names=[REAL_NAME])
    _programme(hearing)
    edition = wren(
        "RB-0301",
        number=1,
        files=files,
        title="Witness C4",
        attribution="anonymous",
        kind=TestimonyKind.HEARING,
        given_on="2026-11-19",
        opened_at=OPENED,
    )
    link = AppearanceTestimonyFactory(of=c4, testimony=edition.testimony)
    release = DelayedReleaseFactory(link=link)
    release.hold.lifted_at, release.hold.lifted_by = OPENED, UserFactory()
    release.hold.save()
    release.confirmed_at, release.confirmed_by = OPENED, UserFactory(role="hearing_officer")
    release.release_at = release.opened_at = OPENED
    release.save()
    _docket(hearing, edition, wren(files=files))
    return hearing


def _programme(hearing: Hearing) -> None:
    for at, kind, rest in (
        (time(10), SessionKind.OPENING, {"what": "and what is under order today"}),
        (time(10, 15), SessionKind.APPEARANCE, {"witness": "C7"}),
        (time(11, 30), SessionKind.BREAK, {"what": "20 minutes"}),
        (time(14), SessionKind.CLOSED, {"what": "40 minutes. No public, no sound."}),
        (
            time(14, 50),
            SessionKind.APPEARANCE,
            {
                "witness": "Families of Ferry Road",
                "what": "three people, together",
                "content_note": "loss of a son and brother",
            },
        ),
    ):
        SessionFactory(
            hearing=hearing, date=SECOND, starts_at=at, kind=kind, **{"what": "", **rest}
        )
    SessionFactory(hearing=hearing, date=FIRST, witness="C4", what="who worked in the records room")
    SessionFactory(
        hearing=hearing,
        date=FIRST,
        starts_at=time(13, 30),
        witness="Odile Marchetti-Brandt",
        what="City Archive",
    )


def _docket(hearing: Hearing, said_there, said_elsewhere) -> None:
    plain = {"hearing": hearing, "exhibit": None}
    DocketEntryFactory(**plain, number=1, kind=EntryKind.NOTICE, title="Notice of hearing", note="")
    DocketEntryFactory(
        **plain,
        number=6,
        kind=EntryKind.RULING,
        title="Ruling on special measures",
        note="C4: granted. C7: granted in part",
        filed_by="The chair",
        filed_on=date(2026, 11, 12),
        document=paper("Ruling", size=1200, access=Access.PUBLIC),
    )
    statement = DocketEntryFactory(
        **plain,
        number=11,
        kind=EntryKind.STATEMENT,
        title="Statement of a clerk of the records room",
        document=paper("Statement of a clerk", size=1200, access=Access.PUBLIC),
    )
    letter = DocketEntryFactory(
        hearing=hearing,
        number=16,
        exhibit=33,
        spoken_of=said_elsewhere,
        document=paper("Letter of 4 February 1997", size=1200, access=Access.PUBLIC),
    )
    cite(letter, said_there, turn=2, model=Moment, field="entry")
    DocketEntryFactory(
        hearing=hearing, number=18, exhibit=35, title="A list with names", closed=True
    )
    RestrictionOrderFactory(
        number=7,
        hearing=hearing,
        summary="Nobody may publish anything that could show who Witness C4 is.",
        text="The witness lived behind the mill.",
        starts_at=OPENED,
        covers=[statement],
    )
