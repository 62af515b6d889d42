"""Hearings for tests. Rows are written directly, in states that services make."""

from datetime import date, datetime, time, timedelta

import factory

from archive.holds.models import Hold, HoldKind
from archive.redaction.models import ReasonCode
from archive.testimony.models import TestimonyKind
from commission.hearings.models import (
    Appearance,
    AppearanceTestimony,
    Cipher,
    CipherName,
    DelayedRelease,
    DocketEntry,
    Hearing,
    Moment,
    OrderCover,
    RestrictionOrder,
    Session,
    Sitting,
)
from commission.hearings.vocabulary import (
    EntryAccess,
    EntryKind,
    HearingType,
    OrderScope,
    SessionKind,
    SittingState,
)
from tests.commission.factories import InEnglish, cite
from tests.factories import NOW, TestimonyFactory, UserFactory


class HearingFactory(InEnglish):
    """A public hearing; `draft=True`: nobody has approved it. `on=[date, …]` gives it days."""

    class Meta:
        model = Hearing
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: n + 1)
    title = "Records that were not kept"
    summary = "What the police service wrote down about its own use of force, and what it did not."
    hearing_type = HearingType.THEMATIC
    venue_name = "Riverbend Library"
    venue_address = "2 Mill Street"
    place = "Riverbend"
    latitude = 41.5
    longitude = -88.1
    online_link = "https://example.org/listen"
    time_zone = "America/Chicago"
    sits = "Commissioners Abara-Lindqvist (chair), Okafor and Teyes"
    getting_in = "Step-free from Mill Street."
    broadcast_delay_minutes = 10
    live = True
    first_published_at = NOW

    class Params:
        draft = factory.Trait(live=False, first_published_at=None)

    @factory.post_generation
    def on(self, create, extracted, **kwargs):
        for day in [extracted] if isinstance(extracted, date) else extracted or []:
            SittingFactory(hearing=self, date=day, **kwargs)

    @factory.post_generation
    def findings(self, create, extracted, **kwargs):
        self.findings.set(extracted or [])
        self.save()


class SittingFactory(factory.django.DjangoModelFactory):
    """A planned day; `held=True`: it was held."""

    class Meta:
        model = Sitting

    hearing = factory.SubFactory(HearingFactory)
    date = date(2026, 11, 26)
    starts_at = time(10)
    ends_at = time(16)

    class Params:
        held = factory.Trait(state=SittingState.HELD)


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    hearing = factory.SubFactory(HearingFactory)
    date = date(2026, 11, 26)
    starts_at = time(10, 15)
    kind = SessionKind.APPEARANCE
    what = "who kept the daily book of one district"


class AppearanceFactory(factory.django.DjangoModelFactory):
    """A witness with a published name; `ciphered=True`: Witness C7."""

    class Meta:
        model = Appearance

    hearing = factory.SubFactory(HearingFactory)
    name = "Odile Marchetti-Brandt"
    about = "What the City Archive was given"

    class Params:
        ciphered = factory.Trait(
            name="",
            cipher="C7",
            measures=["cipher", "video_link", "support_person"],
            about="Keeping the daily book",
        )


class CipherFactory(factory.django.DjangoModelFactory):
    """Who stands behind C7; `names=[…]` or one name of ours."""

    class Meta:
        model = Cipher
        skip_postgeneration_save = True

    cipher = "C7"
    given_by = factory.SubFactory(UserFactory)
    given_at = NOW

    @factory.post_generation
    def names(self, create, extracted, **kwargs):
        for name in extracted or ["Perpetua Quillfeather"]:
            CipherName.objects.create(
                cipher=self, name=name, written_by=self.given_by, written_at=NOW
            )


class AppearanceTestimonyFactory(factory.django.DjangoModelFactory):
    """The testimony that a witness gave; `of=appearance`."""

    class Meta:
        model = AppearanceTestimony

    class Params:
        of = factory.SubFactory(AppearanceFactory)

    hearing = factory.LazyAttribute(lambda o: o.of.hearing)
    appearance_key = factory.LazyAttribute(lambda o: o.of.key)
    testimony = factory.SubFactory(TestimonyFactory, kind=TestimonyKind.HEARING)
    linked_by = factory.SubFactory(UserFactory)
    linked_at = NOW


class DelayedReleaseFactory(factory.django.DjangoModelFactory):
    """A recording that waits for a person; `link=` says which."""

    class Meta:
        model = DelayedRelease

    link = factory.SubFactory(AppearanceTestimonyFactory)
    hold = factory.LazyAttribute(
        lambda o: Hold.objects.create(
            testimony=o.link.testimony,
            kind=HoldKind.DELAY,
            code="DELAY-1",
            starts_at=NOW,
            placed_by=o.link.linked_by,
        )
    )


class DocketEntryFactory(InEnglish):
    """A public open exhibit; `draft`, `closed`; `spoken_of=edition` links its first turn."""

    class Meta:
        model = DocketEntry
        skip_postgeneration_save = True

    hearing = factory.SubFactory(HearingFactory)
    number = factory.Sequence(lambda n: n + 1)
    exhibit = factory.Sequence(lambda n: n + 1)
    kind = EntryKind.EXHIBIT
    title = "Letter of 4 February 1997"
    note = "Carbon copy, 1 page, from a family"
    filed_on = date(2026, 11, 19)
    filed_by = "Families of Ferry Road"
    access = EntryAccess.OPEN.value
    live = True
    first_published_at = NOW

    class Params:
        draft = factory.Trait(live=False, first_published_at=None)
        closed = factory.Trait(access=EntryAccess.CLOSED.value)

    @factory.post_generation
    def spoken_of(self, create, extracted, **kwargs):
        if extracted is not None:
            cite(self, extracted, model=Moment, field="entry", **kwargs)


class RestrictionOrderFactory(factory.django.DjangoModelFactory):
    """An order in force; `covers=[…]` of appearances, docket entries and testimonies.

    It places no holds: `order_place` does.
    """

    class Meta:
        model = RestrictionOrder
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: n + 1)
    made_by = "The chair"
    made_on = date(2026, 11, 18)
    code = ReasonCode.SAFE
    scope = OrderScope.IDENTITY
    starts_at = NOW - timedelta(days=1)
    review_on = factory.LazyAttribute(lambda o: (o.starts_at + timedelta(days=90)).date())
    text = "Nobody may publish that the witness lived behind the mill."
    summary = "Nobody may publish anything that could show who Witness C7 is."
    placed_by = factory.SubFactory(UserFactory)
    placed_at = NOW

    @factory.post_generation
    def covers(self, create, extracted, **kwargs):
        for one in extracted or []:
            cover(self, one)


def cover(order: RestrictionOrder, what) -> OrderCover:
    """Let an order cover a witness, a docket entry or a testimony."""
    if isinstance(what, Appearance):
        return OrderCover.objects.create(order=order, appearance_key=what.key)
    field = "entry" if isinstance(what, DocketEntry) else "testimony"
    return OrderCover.objects.create(order=order, **{field: what})


def lifted(order: RestrictionOrder, *, at: datetime = NOW) -> RestrictionOrder:
    """The same order, lifted."""
    order.lifted_at, order.lifted_by = at, UserFactory()
    order.save()
    return order
