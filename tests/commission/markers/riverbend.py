"""Six markers that stand for all kinds, and what the third of them rests on."""

from datetime import date

from commission.markers.models import Marker, MarkerPhotograph
from commission.markers.vocabulary import Part, Precision, State
from tests.browser.public import wren
from tests.commission.factories import (
    FindingFactory,
    RecommendationFactory,
    ThemeFactory,
    WordsFactory,
)
from tests.commission.markers.factories import (
    ConditionFactory,
    InscriptionFactory,
    MarkerFactory,
    MarkerPersonFactory,
    MarkerSeriesFactory,
    PhotographFactory,
    StateChangeFactory,
    cite,
)

# Where two of them are in truth: what no answer may hold, however it is written.
EXACT = {2: (29.761234, -95.367891), 6: (29.743219, -95.343217)}
SPOKEN = "El papel no olvida, pero alguien tiene que guardarlo."
PAPER = "Paper does not forget, but someone has to keep it."
ARABIC = "الورق لا ينسى"
LIFE = (
    (State.NOMINATED, "2025-11", "By four families, on paper."),
    (State.COALITION_FORMED, "2025-12", "11 people, two of them from the police service."),
    (State.RESEARCH, "2026-01", "Against three testimonies and the city’s bridge records."),
    (State.CONSULTATION, "2026-03", "At the third meeting. One family asked not to be part of it."),
    (State.APPROVED, "2026-04-22", "By the City Council, 9 to 2."),
    (State.FUNDED, "2026-07", ""),
    (State.UNVEILED, "2026-09-09", "At dusk. No speeches, as the families wished."),
)


def riverbend() -> Marker:
    """All six; returns the third, the bridge, which has everything that a page can show."""
    series = MarkerSeriesFactory(title="Ferry Road", about="Where cars were stopped.")
    theme = ThemeFactory(name="Police", slug="police")
    MarkerFactory(
        number=1,
        title="City Hall steps",
        summary="",
        erected_on="2025-12-12",
        at=(29.7604, -95.3698),
        state__happened_on="2025-12-12",
    )
    wharf = MarkerFactory(
        number=2,
        title="Lower Wharf",
        summary="Where people lived.",
        place_words="Somewhere along the lower wharf.",
        place_reason="the families asked",
        erected_on="2026-05-01",
        at=EXACT[2],
        at__precision=Precision.NEIGHBOURHOOD,
        state__happened_on="2026-05-01",
    )
    InscriptionFactory(marker=wharf, language="es", text="Aquí vivíamos. Aquí seguimos.")
    bridge = _bridge(series, theme)
    MarkerFactory(
        number=4,
        title="East District station",
        erected_on="",
        at=(29.80, -95.30),
        state=State.CONSULTATION,
        state__happened_on="2026-10",
        series=series,
    )
    gate = MarkerFactory(number=5, title="Cannery gate", at=(29.70, -95.45), erected_on="1998~")
    StateChangeFactory(
        marker=gate,
        state=State.REMOVED,
        happened_on="2026-08-20",
        words=WordsFactory(text="It was broken at night. It is being remade."),
    )
    MarkerFactory(
        number=6,
        title="The orchard",
        summary="",
        place_words="Past the second gate, where the trees were.",
        erected_on="1997/2008",
        at=EXACT[6],
        at__precision=Precision.WORDS,
    )
    return bridge


def _bridge(series, theme) -> Marker:
    finding = FindingFactory(
        number=6,
        statement="For eleven years the police service kept no record of force used at traffic "
        "stops.",
    )
    asked = RecommendationFactory(number=27, title="Put up a marker at the Ferry Road bridge")
    bridge = MarkerFactory(
        number=3,
        series=series,
        at=(29.765, -95.36),
        at__precision=Precision.STREET,
        place_reason="the family asked",
        directions="Reached without steps from Ferry Road; the plate can be touched from a chair.",
        commentary="They are a mother’s words, as her daughter repeated them to the commission.",
        findings=[finding],
        recommendations=[asked],
        themes=[theme],
        state="none",
    )
    for n, (state, on, said) in enumerate(LIFE, start=1):
        words = WordsFactory(text=said) if said else None
        StateChangeFactory(marker=bridge, position=n, state=state, happened_on=on, words=words)
    ConditionFactory(marker=bridge, seen_on=date(2026, 11, 2), next_look_by=date(2027, 5, 2))
    InscriptionFactory(marker=bridge, language="es", text=SPOKEN, spoken=True)
    InscriptionFactory(marker=bridge, language="en", text=PAPER, spoken=True)
    InscriptionFactory(marker=bridge, language="ar", text=ARABIC, spoken=False)
    MarkerPersonFactory(marker=bridge, sort_order=1)
    for order, (part, who, verb, what) in enumerate(
        (
            (Part.TOLD, "Wren", "told", "the commission"),
            (Part.WORDS, "Families of Ferry Road", "chose", "the words, at three meetings"),
            (Part.PAID, "City Council", "paid", "and keeps it clean"),
        ),
        start=2,
    ):
        MarkerPersonFactory(
            marker=bridge,
            sort_order=order,
            part=part,
            person=who,
            verb=verb,
            what=what,
            period="",
            note="",
        )
    for order, alt in enumerate(
        (
            "A bronze plate set in a low stone wall. Beyond it the bridge, wet from rain.",
            "Two lines of raised letters, close; rain stands in the word olvida.",
        )
    ):
        photograph = PhotographFactory(alt=alt, caption="From the east bank.", taken="2026-09-09")
        MarkerPhotograph.objects.create(marker=bridge, photograph=photograph, sort_order=order)
    cite(bridge, wren(), turn=2)
    return bridge
