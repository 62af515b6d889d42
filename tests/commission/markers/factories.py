"""Markers for tests. Rows are written directly, in states that services make.

`MarkerFactory(at=(29.76, -95.36))` stands at a spot; `precision=` says how much is told of it.
"""

from datetime import date

import factory

from commission.markers.models import (
    ConditionSeen,
    Inscription,
    Marker,
    MarkerCitation,
    MarkerPerson,
    MarkerPlace,
    MarkerSeries,
    MarkerWithdrawal,
    Nomination,
    PublicPlace,
    StateChange,
)
from commission.markers.nominations.models import NominationKind
from commission.markers.places.grid import area_of
from commission.markers.vocabulary import Condition, Part, Precision, State
from commission.photographs.models import Licence, Photograph
from tests.commission.factories import InEnglish, WordsFactory, passage_of
from tests.factories import NOW, UserFactory


class MarkerSeriesFactory(InEnglish):
    class Meta:
        model = MarkerSeries
        django_get_or_create = ("locale", "slug")

    slug = "ferry-road"
    title = "Ferry Road"


class MarkerFactory(InEnglish):
    """A public marker that was unveiled; `draft=True` one that nobody has approved.

    `state="none"` for one of which nothing is recorded, `withdrawn=True` for one taken back.
    """

    class Meta:
        model = Marker
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: n + 1)
    title = "Ferry Road bridge"
    summary = "A bronze at the east end of the bridge."
    commentary = "The families chose the words."
    material = "Bronze on river stone"
    size = "90 by 60 cm"
    erected_on = "2026-09-09"
    place_words = "At the east end of the bridge, on the south side."
    live = True
    first_published_at = NOW

    class Params:
        draft = factory.Trait(live=False, first_published_at=None)

    @factory.post_generation
    def state(self, create, extracted, **kwargs):
        if extracted != "none":
            StateChangeFactory(marker=self, state=extracted or State.UNVEILED, **kwargs)

    @factory.post_generation
    def at(self, create, extracted, precision=Precision.EXACT, **kwargs):
        if extracted:
            put(self, *extracted, precision=precision)

    @factory.post_generation
    def withdrawn(self, create, extracted, **kwargs):
        if extracted:
            Marker.objects.filter(pk=self.pk).update(live=False)
            self.live = False
            MarkerWithdrawal.objects.create(
                marker=self,
                words=WordsFactory(text="The family asked."),
                withdrawn_by=UserFactory(),
                withdrawn_at=NOW,
            )

    @factory.post_generation
    def themes(self, create, extracted, **kwargs):
        _relate(self, "themes", extracted)

    @factory.post_generation
    def findings(self, create, extracted, **kwargs):
        _relate(self, "findings", extracted)

    @factory.post_generation
    def recommendations(self, create, extracted, **kwargs):
        _relate(self, "recommendations", extracted)

    @factory.post_generation
    def cites(self, create, extracted, **kwargs):
        for edition in extracted if isinstance(extracted, list) else [extracted] * bool(extracted):
            cite(self, edition, **kwargs)


def _relate(marker, name, rows):
    if rows:
        getattr(marker, name).set(rows)
        marker.save()


def put(marker, latitude, longitude, *, precision=Precision.EXACT):
    """Let a marker stand at a spot, and the public be told what may be told of it."""
    MarkerPlace.objects.create(
        marker=marker,
        latitude=latitude,
        longitude=longitude,
        precision=precision,
        set_by=UserFactory(),
        set_at=NOW,
    )
    area = area_of(latitude, longitude, precision)
    edges = {} if area is None else vars(area)
    PublicPlace.objects.create(marker=marker, precision=precision, **edges)


def cite(marker, edition, *, turn: int = 1, **kwargs):
    """Let a marker rest on one whole turn of an edition."""
    values = passage_of(edition, turn)
    return MarkerCitation.objects.create(marker=marker, edition=edition, **values, **kwargs)


class StateChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StateChange

    marker = factory.SubFactory(MarkerFactory)
    position = factory.LazyAttribute(lambda o: o.marker.states.count() + 1)
    state = State.UNVEILED
    happened_on = "2026-09-09"
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOW


class ConditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConditionSeen

    marker = factory.SubFactory(MarkerFactory)
    seen_on = date(2026, 5, 2)
    condition = Condition.GOOD
    next_look_by = date(2026, 11, 2)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOW


class InscriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inscription

    marker = factory.SubFactory(MarkerFactory)
    sort_order = factory.LazyAttribute(lambda o: o.marker.inscriptions.count())
    language = "en"
    text = "Paper does not forget."


class MarkerPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MarkerPerson

    marker = factory.SubFactory(MarkerFactory)
    part = Part.REMEMBERED
    person = "A bookkeeper at the cannery"
    verb = "wrote"
    what = "sixty-one letters, and kept a copy of each"
    period = "1997/2008"
    note = "Her name is not given: the family asked."


class PhotographFactory(factory.django.DjangoModelFactory):
    """A photograph without files; `commission.photographs.services` makes one with them."""

    class Meta:
        model = Photograph

    alt = "A bronze plate set in a low stone wall."
    language = "en"
    photographer = "R. Osei-Lund"
    licence = Licence.CC_BY
    width = 1600
    height = 1200
    taken_in_by = factory.SubFactory(UserFactory)
    taken_in_at = NOW


class NominationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Nomination

    kind = NominationKind.MARKER
    what = "A marker at the cannery gate"
    place = "Past the second gate"
    why = "Because nobody else remembers it"
    language = "en"
    received_at = NOW
