"""Hearings, markers and pages over the testimonies of the world, full of words of their own."""

from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.utils import timezone

from archive.redaction.models import ReasonCode
from archive.testimony.models import TestimonyKind
from archive.testimony.services import testimony_describe
from commission.documents.models import Access, Document
from commission.findings.citing.sealing import citation_seal, seal_read
from commission.findings.models import Citation
from commission.hearings.models import Moment
from commission.hearings.orders.services import Covered, order_place
from commission.hearings.vocabulary import EntryKind, OrderScope
from commission.hearings.witnesses.ciphers import cipher_give, cipher_name_add
from commission.hearings.witnesses.linking import appearance_link
from commission.markers.models import Marker, MarkerPhotograph
from commission.markers.nominations.services import (
    nomination_accept,
    nomination_decline,
    nomination_receive,
)
from commission.markers.places.services import place_set
from commission.markers.vocabulary import Precision
from commission.photographs.models import Licence
from commission.photographs.services import photograph_receive
from commission.review.services import record_save_draft, record_submit
from tests.commission.canary.canaries import Field
from tests.commission.canary.tracker import Kept as Told
from tests.commission.canary.world import World
from tests.commission.factories import cite, passage_of
from tests.commission.hearings.factories import (
    AppearanceFactory,
    DocketEntryFactory,
    HearingFactory,
    SessionFactory,
    SittingFactory,
)
from tests.commission.markers.factories import MarkerFactory
from tests.commission.markers.factories import cite as marker_cite
from tests.commission.pages.factories import article, body, home_page
from tests.commission.photographs.pictures import SECRET, jpeg
from tests.factories import NOW, UserFactory


class Put(StrEnum):
    """Where a word was put that occurs nowhere else. Of places the digits are the words."""

    HEARING = "qzhearing"
    HEARING_NEXT = "qzhearnext"
    HEARING_DRAFT = "qzheardraft"
    CIPHER_OTHER = "qzotherofcipher"
    ORDER_TEXT = "qzordertext"
    ENTRY = "qzentry"
    ENTRY_CLOSED = "qzclosedentry"
    ENTRY_ORDERED = "qzorderedentry"
    ENTRY_DRAFT = "qzdraftentry"
    PAPER_CLOSED = "qzclosedpaper"
    MARKER = "qzmarker"
    MARKER_NEXT = "qzmarknext"
    MARKER_DRAFT = "qzmarkdraft"
    WISH = "qzwish"
    WISH_WHERE = "qzwishwhere"
    WISH_WHY = "qzwishwhy"
    WISH_WHOM = "qzwishwhom"
    DECLINED = "qzdeclined"
    DECLINED_WHY = "qzdeclinedwhy"
    NOMINATOR = "qznominator"
    LATITUDE = "29.761234"
    LONGITUDE = "95.367891"
    # To a metre, as a cell would be told if it were too small.
    LATITUDE_SHORT = "29.76123"
    LONGITUDE_SHORT = "95.36789"
    PROPOSED = "31.417353"
    WORDS_ONLY = "33.918247"
    PHOTOGRAPH = "qzphotograph"
    PHOTOGRAPH_HIDDEN = "qzhiddenphotograph"
    PHOTOGRAPH_NAME = "qzphotoname"
    PHOTOGRAPH_INSIDE = SECRET.decode()
    PAGE = "qzpage"
    PAGE_NEXT = "qznextpage"
    PAGE_DRAFT = "qzdraftpage"
    PAGE_WAITS = "qzwaitspage"


PUBLIC = {Put.HEARING, Put.ENTRY, Put.MARKER, Put.PHOTOGRAPH, Put.PAGE}
HEARINGS = {Put.HEARING_NEXT, Put.HEARING_DRAFT}
DOCKETS = {Put.ENTRY_CLOSED, Put.ENTRY_ORDERED, Put.ENTRY_DRAFT}
MARKERS = {Put.MARKER_NEXT, Put.MARKER_DRAFT, Put.WISH}
PLACES = {
    Put.LATITUDE,
    Put.LONGITUDE,
    Put.LATITUDE_SHORT,
    Put.LONGITUDE_SHORT,
    Put.PROPOSED,
    Put.WORDS_ONLY,
}
WISHES = {Put.WISH, Put.WISH_WHERE, Put.WISH_WHY, Put.WISH_WHOM}
PAGES = {Put.PAGE_NEXT, Put.PAGE_DRAFT, Put.PAGE_WAITS}
# Beside what everybody may see. Nobody sees by a visit what is handed out by POST alone.
MAY_SEE: dict[str, set[Put | Told]] = {
    "registrar": HEARINGS | DOCKETS | {Put.PAPER_CLOSED},
    "commissioner": HEARINGS
    | DOCKETS
    | {Put.PAPER_CLOSED, Put.PHOTOGRAPH_HIDDEN}
    | MARKERS
    | PLACES
    | WISHES
    | PAGES,
    "hearing_officer": HEARINGS | DOCKETS,
    # Keeps the themes as well.
    "marker_keeper": MARKERS | PLACES | WISHES | {Put.PHOTOGRAPH_HIDDEN, Told.THEME_HIDDEN},
    "moderator": MARKERS | WISHES | {Put.DECLINED, Put.DECLINED_WHY},
    "editor": PAGES | {Put.PHOTOGRAPH_HIDDEN},
}
PERSONAS = ("hearing_officer", "marker_keeper", "moderator", "editor")


class Speaking:
    """One record in each state, made by the services where they decide what comes out."""

    def __init__(self, world: World) -> None:
        self.staff = {role: UserFactory(username=role, role=role) for role in PERSONAS}
        self.commissioner = world.tracker.staff["commissioner"]
        self.registrar = world.tracker.staff["registrar"]
        self.at = timezone.now()
        self._hearings(world)
        self._docket(world)
        self._order(world)
        self._markers(world)
        self._wishes()
        self._photographs()
        self._pages(world)

    def _hearings(self, world: World) -> None:
        day = (self.at - timedelta(days=1)).date()
        self.hearing = HearingFactory(number=1, title=f"It {Put.HEARING.value} sat")
        SittingFactory(hearing=self.hearing, date=day, held=True)
        by = world.staff["statement_taker"]
        self.witnesses = {}
        for cipher, state in (("C7", "unreleased"), ("C8", "stopped by an order")):
            kept = world.by_state(state)
            row = cipher_give(
                cipher=cipher, name=kept.canary(Field.REAL_NAME).word, by=by, at=self.at
            )
            cipher_name_add(cipher=row, name=Put.CIPHER_OTHER.value, by=by, at=self.at)
            witness = AppearanceFactory(hearing=self.hearing, ciphered=True, cipher=cipher)
            SessionFactory(hearing=self.hearing, date=day, witness=cipher)
            self.witnesses[state] = witness
        self.hearing.summary = f"Next: {Put.HEARING_NEXT.value}."
        record_save_draft(record=self.hearing, by=self.registrar)
        self.hearing.refresh_from_db()
        draft = HearingFactory(number=2, draft=True, title=Put.HEARING_DRAFT.value)
        draft.save_revision(user=self.registrar)

    def _docket(self, world: World) -> None:
        closed_paper = Document.objects.create(
            title=Put.PAPER_CLOSED.value,
            access=Access.HELD,
            language="en",
            taken_in_by=self.registrar,
            taken_in_at=NOW,
        )
        self.entries = {
            put: DocketEntryFactory(
                hearing=self.hearing,
                number=number,
                exhibit=number,
                kind=EntryKind.EXHIBIT,
                title=put.value,
                note=put.value,
                draft=put is Put.ENTRY_DRAFT,
                closed=put is Put.ENTRY_CLOSED,
                document=closed_paper if put is Put.ENTRY_CLOSED else None,
            )
            for number, put in enumerate(
                (Put.ENTRY, Put.ENTRY_CLOSED, Put.ENTRY_ORDERED, Put.ENTRY_DRAFT), start=1
            )
        }
        for entry in self.entries.values():
            entry.save_revision(user=self.registrar)
        for state in ("public", "withdrawn unlisted", "stopped by an order"):
            edition = world.by_state(state).editions[0]
            cite(self.entries[Put.ENTRY], edition, turn=0, model=Moment, field="entry")

    def _order(self, world: World) -> None:
        """What waits is linked and held; what was open is linked, and covered by an order."""
        who: Any = {"by": world.staff["statement_taker"], "at": self.at}
        for state, witness in self.witnesses.items():
            testimony = testimony_describe(
                testimony=world.by_state(state).testimony, kind=TestimonyKind.HEARING, **who
            )
            appearance_link(
                hearing=self.hearing, appearance=witness.key, testimony=testimony, **who
            )
        order_place(
            hearing=self.hearing,
            made_by="The chair",
            made_on=self.at.date(),
            code=ReasonCode.SAFE,
            scope=OrderScope.CONTENT,
            starts_at=self.at,
            ends_at=None,
            review_on=(self.at + timedelta(days=90)).date(),
            text=f"They live {Put.ORDER_TEXT.value} still.",
            summary="What Witness C8 said is not published.",
            covered=Covered(
                witnesses=(self.witnesses["stopped by an order"].key,),
                entries=(self.entries[Put.ENTRY_ORDERED],),
            ),
            by=self.staff["hearing_officer"],
            at=self.at,
        )

    def _markers(self, world: World) -> None:
        keeper = self.staff["marker_keeper"]
        self.rough = self._standing(
            1, (Put.LATITUDE, f"-{Put.LONGITUDE}"), Precision.NEIGHBOURHOOD, Put.MARKER
        )
        self._placed(self.rough, (Put.PROPOSED, "-95"), Precision.EXACT)
        self.rough.commentary = Put.MARKER_NEXT.value
        record_save_draft(record=self.rough, by=keeper)
        self._standing(2, (Put.WORDS_ONLY, "-95"), Precision.WORDS)
        draft = MarkerFactory(number=3, draft=True, title=Put.MARKER_DRAFT.value)
        draft.save_revision(user=keeper)
        for number, state in ((4, "public"), (5, "withdrawn unlisted"), (6, "stopped by an order")):
            marker_cite(MarkerFactory(number=number), world.by_state(state).editions[0], turn=0)

    def _standing(
        self, number: int, spot: tuple[str, str], precision: Precision, title: str = "A plate"
    ) -> Marker:
        """A public marker whose place was kept while it was a draft: nobody had to agree."""
        marker = MarkerFactory(number=number, draft=True, title=str(title))
        self._placed(marker, spot, precision)
        Marker.objects.filter(pk=marker.pk).update(live=True, first_published_at=NOW)
        return Marker.objects.get(pk=marker.pk)

    def _placed(self, marker: Marker, spot: tuple[str, str], precision: Precision) -> None:
        place_set(
            marker=marker,
            latitude=float(spot[0]),
            longitude=float(spot[1]),
            precision=precision,
            by=self.staff["marker_keeper"],
            at=self.at,
        )

    def _wishes(self) -> None:
        """One that waits, one that became a draft, one that was declined."""
        by = self.staff["moderator"]
        texts = {
            "what": Put.WISH.value,
            "place": Put.WISH_WHERE.value,
            "why": Put.WISH_WHY.value,
            "remembers": Put.WISH_WHOM.value,
        }
        sent = [
            nomination_receive(
                **{name: text if n < 2 else Put.DECLINED.value for name, text in texts.items()},
                contact=f"{Put.NOMINATOR.value}@example.org",
                language="en",
                at=self.at,
            )
            for n in range(3)
        ]
        nomination_accept(nomination=sent[1], by=by, at=self.at)
        nomination_decline(nomination=sent[2], reason=Put.DECLINED_WHY.value, by=by, at=self.at)

    def _photographs(self) -> None:
        """One that a public marker shows, one that nothing shows."""
        for put in (Put.PHOTOGRAPH, Put.PHOTOGRAPH_HIDDEN):
            row = photograph_receive(
                chunks=[jpeg((400, 300))],
                original_name=f"{Put.PHOTOGRAPH_NAME.value}.jpg",
                alt=put.value,
                language="en",
                licence=Licence.CC_BY,
                by=self.staff["marker_keeper"],
                at=self.at,
            )
            if put is Put.PHOTOGRAPH:
                MarkerPhotograph.objects.create(marker=self.rough, photograph=row)

    def _pages(self, world: World) -> None:
        """A piece of news on every testimony that was ever open, and one in each other state."""
        home_page()
        editor = self.staff["editor"]
        for kept in world.kept:
            if kept.editions:
                article(
                    title=f"Voices {kept.number}",
                    kind="news",
                    body=body(("passage", self._place(kept.editions[0]))),
                )
        page = article(title=Put.PAGE.value, kind="news", by=editor)
        page.lede = Put.PAGE_NEXT.value
        record_save_draft(record=page, by=editor)
        article(title=Put.PAGE_DRAFT.value, slug=str(uuid4()), public=False, by=editor)
        waits = article(title=Put.PAGE_WAITS.value, slug=str(uuid4()), public=False, by=editor)
        record_submit(record=waits, by=editor)

    def _place(self, edition) -> dict[str, object]:
        return seal_read(citation_seal(Citation(edition=edition, **passage_of(edition, 0))))
