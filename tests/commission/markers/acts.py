"""Every act on a marker and its photographs beside writing and approving, with its right."""

from datetime import timedelta

from commission.markers.life.services import (
    condition_record,
    marker_words_take_down,
    state_correct,
    state_record,
)
from commission.markers.life.withdrawing import marker_withdraw
from commission.markers.models import PlaceProposal
from commission.markers.nominations.contacts import contact_read
from commission.markers.nominations.services import (
    damage_tell,
    nomination_accept,
    nomination_decline,
    nomination_mark_spam,
    nomination_receive,
)
from commission.markers.places.services import place_agree, place_refuse, place_set
from commission.photographs.models import Licence
from commission.photographs.services import (
    photograph_describe,
    photograph_receive,
    photograph_take_down,
    photograph_translate,
)
from tests.commission.factories import WordsFactory
from tests.commission.markers.factories import (
    MarkerFactory,
    NominationFactory,
    PhotographFactory,
)
from tests.commission.photographs.pictures import png
from tests.factories import NOW, UserFactory

KEEPS, APPROVES = "markers.keep_marker", "markers.approve_marker"
MODERATES = "markers.moderate_nominations"
ADDS, CHANGES = "photographs.add_photograph", "photographs.change_photograph"
SEEN = {
    "alt": "A plate in a wall.",
    "caption": "",
    "photographer": "R. Osei-Lund",
    "licence": Licence.CC_BY,
    "taken": "",
    "language": "en",
}


class Stood:
    """A public marker with all that can be done to it, a wish for another, and a photograph."""

    def __init__(self) -> None:
        self.marker = MarkerFactory(
            number=40, state__happened_on="2025-09-09", at=(41.5, -88.1), at__precision="street"
        )
        self.words = WordsFactory(text="A car ran into it.")
        self.damaged = MarkerFactory(number=41, state="damaged", state__words=self.words)
        self.proposal = PlaceProposal.objects.create(
            marker=self.marker,
            latitude=41.5,
            longitude=-88.1,
            precision="exact",
            proposed_by=UserFactory(),
            proposed_at=NOW,
        )
        self.nomination = NominationFactory()
        self.photograph = PhotographFactory()


# Act: (the one right that it takes, what calls it).
ACTS = {
    "place_set": (
        KEEPS,
        lambda one, who: place_set(
            marker=one.stood.damaged,
            latitude=41.5,
            longitude=-88.1,
            precision="neighbourhood",
            **who,
        ),
    ),
    "place_agree": (APPROVES, lambda one, who: place_agree(proposal=one.stood.proposal, **who)),
    "place_refuse": (APPROVES, lambda one, who: place_refuse(proposal=one.stood.proposal, **who)),
    "state_record": (
        KEEPS,
        lambda one, who: state_record(
            marker=one.stood.marker,
            state="removed",
            happened_on="2026-04-10",
            text="The road is widened.",
            language="en",
            **who,
        ),
    ),
    "state_correct": (
        KEEPS,
        lambda one, who: state_correct(
            row=one.stood.marker.states.get(),
            state="installed",
            happened_on="2025-09-08",
            text="The feast was a day later.",
            language="en",
            **who,
        ),
    ),
    "condition_record": (
        KEEPS,
        lambda one, who: condition_record(
            marker=one.stood.marker,
            seen_on=(NOW - timedelta(days=1)).date(),
            condition="fair",
            language="en",
            **who,
        ),
    ),
    "marker_words_take_down": (
        KEEPS,
        lambda one, who: marker_words_take_down(words=one.stood.words, why="PRIV", **who),
    ),
    "marker_withdraw": (
        APPROVES,
        lambda one, who: marker_withdraw(
            marker=one.stood.marker, reasons="The family asked.", language="en", **who
        ),
    ),
    # What a visitor sends needs no account; what staff write down in their stead needs a right.
    "nomination_receive": (
        MODERATES,
        lambda one, who: nomination_receive(
            what="A marker", place="The gate", why="Nobody else does.", language="en", **who
        ),
    ),
    "damage_tell": (
        MODERATES,
        lambda one, who: damage_tell(
            marker=one.stood.marker, text="A letter is gone.", language="en", **who
        ),
    ),
    "nomination_accept": (
        MODERATES,
        lambda one, who: nomination_accept(nomination=one.stood.nomination, **who),
    ),
    "nomination_decline": (
        MODERATES,
        lambda one, who: nomination_decline(
            nomination=one.stood.nomination, reason="It stands already.", **who
        ),
    ),
    "nomination_mark_spam": (
        MODERATES,
        lambda one, who: nomination_mark_spam(nomination=one.stood.nomination, **who),
    ),
    "contact_read": (
        MODERATES,
        lambda one, who: contact_read(nomination=one.stood.nomination, **who),
    ),
    "photograph_receive": (
        ADDS,
        lambda one, who: photograph_receive(
            chunks=[png((40, 30))], original_name="plate.png", **SEEN, **who
        ),
    ),
    "photograph_describe": (
        CHANGES,
        lambda one, who: photograph_describe(photograph=one.stood.photograph, **SEEN, **who),
    ),
    "photograph_translate": (
        CHANGES,
        lambda one, who: photograph_translate(
            photograph=one.stood.photograph, language="es", alt="Una placa.", caption="", **who
        ),
    ),
    "photograph_take_down": (
        CHANGES,
        lambda one, who: photograph_take_down(photograph=one.stood.photograph, why="PRIV", **who),
    ),
}
