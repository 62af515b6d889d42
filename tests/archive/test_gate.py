"""The gate over its whole lattice: every combination of what it is asked, against set logic."""

import dataclasses
import itertools
from itertools import product

import pytest
from django.utils.functional import Promise
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.consent.models import Agreement
from archive.gate import Facts, GateStep, decide
from archive.gate.decision import Candidate, Embargo, GateRefused, Leaks, Word
from archive.gate.sentences import REFUSALS
from archive.transcript.models import TranscriptKind
from media.audience import Audience

LINKS = {
    "consent",
    "recordings",
    "transcript",
    "redaction",
    "candidate",
    "describe",
    "holds",
    "embargo",
}

# Every fact, with all values that it can have.
DIMENSIONS = {
    "step": list(GateStep),
    "audience": list(Audience),
    "agreement": list(Agreement),
    "machine_agreed": [False, True],
    "use_agreed": [False, True],
    "text_agreed": [False, True],
    "withdrawn": [False, True],
    "embargo": list(Embargo),
    "restricted": [False, True],
    "delayed": [False, True],
    "recordings": [0, 1, 2],
    "transcript": [None, *TranscriptKind],
    "redactions_waiting": [0, 1],
    "names_waiting": [0, 1],
    "spans_astray": [0, 1],
    "described": [False, True],
    "candidate": list(Candidate),
    "captioned": [False, True],
    "leaks": list(Leaks),
    "approval": list(Word),
}
# The one value of each fact that lets a step be taken, and the steps that look at it. Written from
# what was promised, not from the gate; what is not named here may have any value.
EVERY = set(GateStep)
OUT = {GateStep.BUILD, GateStep.OPEN}
ONLY_OPEN = {GateStep.OPEN}
GOOD = {
    "agreement": ({Agreement.DOCUMENTED}, EVERY),
    "withdrawn": ({False}, EVERY),
    "machine_agreed": ({True}, {GateStep.TRANSCRIBE}),
    "audience": ({Audience.PUBLIC, Audience.RESEARCH}, OUT),
    "use_agreed": ({True}, OUT),
    "text_agreed": ({True}, OUT),
    "recordings": ({0, 1}, OUT),
    "transcript": ({TranscriptKind.REVIEWED}, OUT),
    "redactions_waiting": ({0}, OUT),
    "names_waiting": ({0}, OUT),
    "spans_astray": ({0}, OUT),
    "described": ({True}, OUT),
    "embargo": ({Embargo.NONE, Embargo.LIFTED}, ONLY_OPEN),
    "restricted": ({False}, ONLY_OPEN),
    "delayed": ({False}, ONLY_OPEN),
    "candidate": ({Candidate.CURRENT}, ONLY_OPEN),
    "captioned": ({True}, ONLY_OPEN),
    "leaks": ({Leaks.CLEAN}, ONLY_OPEN),
    "approval": ({Word.GIVEN}, ONLY_OPEN),
}
# Which fact a refusal is about, by how its code begins.
ABOUT = {
    "agreement_": "agreement",
    "withdrawn": "withdrawn",
    "machine_": "machine_agreed",
    "web_": "use_agreed",
    "research_": "use_agreed",
    "sealed": "audience",
    "words_": "text_agreed",
    "recordings_": "recordings",
    "transcript_": "transcript",
    "redactions_": "redactions_waiting",
    "names_": "names_waiting",
    "spans_": "spans_astray",
    "summary_": "described",
    "embargo_": "embargo",
    "order_": "restricted",
    "delay_": "delayed",
    "candidate_": "candidate",
    "captions_": "captioned",
    "leaks_": "leaks",
    "approval_": "approval",
}
BEST = {
    "machine_agreed": True,
    "use_agreed": True,
    "text_agreed": True,
    "agreement": Agreement.DOCUMENTED,
    "withdrawn": False,
    "audience": Audience.PUBLIC,
    "embargo": Embargo.NONE,
    "restricted": False,
    "delayed": False,
    "recordings": 1,
    "transcript": TranscriptKind.REVIEWED,
    "redactions_waiting": 0,
    "names_waiting": 0,
    "spans_astray": 0,
    "described": True,
    "candidate": Candidate.CURRENT,
    "captioned": True,
    "leaks": Leaks.CLEAN,
    "approval": Word.GIVEN,
}


def bad_facts(facts: dict, step: GateStep) -> set[str]:
    """What stands in the way, by set logic alone."""
    bad = {
        name for name, (good, steps) in GOOD.items() if step in steps and facts[name] not in good
    }
    if "candidate" in bad and facts["candidate"] == Candidate.NONE:
        bad.discard("captioned")  # what was never built has no captions to miss
    if "audience" in bad:
        bad.discard("use_agreed")  # what is made for nobody has no use
    return bad


def about(code: str) -> str:
    """The fact that a refusal speaks of."""
    (name,) = {name for start, name in ABOUT.items() if code.startswith(start)}
    return name


FACT_OF = {code: about(code) for code in REFUSALS}


@pytest.mark.parametrize("step", GateStep)
def test_every_combination_of_good_and_bad_facts(step):
    """The whole lattice: allowed exactly when nothing is bad, and one refusal for each bad fact.

    Where a fact can be good or bad in several ways, its values take turns.
    """
    looked_at = [name for name, (_good, steps) in GOOD.items() if step in steps]
    values = {
        name: [
            itertools.cycle([v for v in DIMENSIONS[name] if (v in GOOD[name][0]) is good])
            for good in (False, True)
        ]
        for name in looked_at
    }
    cells = allowed = 0
    for pattern in product([0, 1], repeat=len(looked_at)):
        facts = dict(BEST)
        for name, good in zip(looked_at, pattern, strict=True):
            facts[name] = next(values[name][good])
        allowed += agrees(step, facts)
        cells += 1
    print(f"{step}: {cells} cells, {allowed} allowed")
    assert (cells, allowed) == (2 ** len(looked_at), 1)


@pytest.mark.parametrize("step", [GateStep.TRANSCRIBE, GateStep.BUILD])
def test_every_combination_of_all_values(step):
    looked_at = [name for name, (_good, steps) in GOOD.items() if step in steps]
    combinations = product(*(DIMENSIONS[name] for name in looked_at))
    allowed = sum(
        agrees(step, {**BEST, **dict(zip(looked_at, values, strict=True))})
        for values in combinations
    )
    # For two audiences, with one recording or with none.
    assert allowed == {GateStep.TRANSCRIBE: 1, GateStep.BUILD: 4}[step]


def test_every_combination_of_all_values_that_only_opening_looks_at():
    looked_at = [name for name, (_good, steps) in GOOD.items() if steps == ONLY_OPEN]
    for audience in Audience:
        combinations = product(*(DIMENSIONS[name] for name in looked_at))
        allowed = sum(
            agrees(
                GateStep.OPEN,
                {**BEST, "audience": audience, **dict(zip(looked_at, values, strict=True))},
            )
            for values in combinations
        )
        # With no embargo, and with one that was lifted.
        assert allowed == (0 if audience == Audience.SEALED else 2)


def test_every_three_facts_in_all_their_values():
    """Each three facts of opening over all values while the rest is good."""
    for names in itertools.combinations(GOOD, 3):
        for values in product(*(DIMENSIONS[name] for name in names)):
            agrees(GateStep.OPEN, {**BEST, **dict(zip(names, values, strict=True))})


def agrees(step: GateStep, facts: dict) -> bool:
    """Compare the gate with set logic; whether both say yes."""
    bad = bad_facts(facts, step)
    decision = decide(Facts(step=step, **facts))
    assert decision.allowed is not bool(bad), facts
    assert {FACT_OF[line.code] for line in decision.refusals} == bad, facts
    assert len(decision.refusals) == len(bad), facts
    return decision.allowed


any_facts = st.builds(
    Facts, **{name: st.sampled_from(values) for name, values in DIMENSIONS.items()}
)


@settings(deadline=None, max_examples=500)
@given(any_facts, st.data())
def test_what_a_step_does_not_look_at_changes_nothing(facts, data):
    unseen = [n for n in DIMENSIONS if n != "step" and facts.step not in GOOD[n][1]]
    if not unseen:
        return
    changed = {n: data.draw(st.sampled_from(DIMENSIONS[n])) for n in unseen if n != "audience"}
    assert decide(dataclasses.replace(facts, **changed)) == decide(facts)


@settings(deadline=None, max_examples=500)
@given(any_facts, st.sampled_from([n for n in DIMENSIONS if n != "step"]))
def test_making_one_fact_good_never_takes_a_yes_away(facts, name):
    better = decide(dataclasses.replace(facts, **{name: BEST[name]}))
    before = decide(facts)
    assert better.allowed or not before.allowed
    assert {FACT_OF[line.code] for line in better.refusals} - {"use_agreed", "captioned"} <= {
        FACT_OF[line.code] for line in before.refusals
    }


@settings(deadline=None, max_examples=300)
@given(any_facts, st.integers(1, 500), st.integers(1, 500))
def test_how_many_wait_does_not_matter_once_one_does(facts, redactions, names):
    one = dataclasses.replace(facts, redactions_waiting=1, names_waiting=1, recordings=2)
    many = dataclasses.replace(
        facts, redactions_waiting=redactions, names_waiting=names, recordings=redactions + 1
    )
    assert decide(one) == decide(many)


@settings(deadline=None, max_examples=300)
@given(any_facts)
def test_what_may_be_opened_may_also_be_built(facts):
    opened = decide(dataclasses.replace(facts, step=GateStep.OPEN))
    built = decide(dataclasses.replace(facts, step=GateStep.BUILD))
    assert built.allowed or not opened.allowed
    assert set(built.refusals) <= set(opened.refusals)


@settings(deadline=None, max_examples=300)
@given(any_facts)
def test_every_condition_is_told_once_either_way(facts):
    decision = decide(facts)
    assert decision.allowed is not bool(decision.refusals)
    lines = decision.refusals + decision.passed
    assert len({line.code for line in lines}) == len(lines)
    assert {line.link for line in lines} <= LINKS
    everything_good = decide(Facts(step=facts.step, **BEST))
    assert len(lines) == len(everything_good.passed)


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_a_sentence_that_says_what_to_do(code):
    sentence = REFUSALS[code]
    assert isinstance(sentence, Promise)
    said = str(sentence)
    assert said[0].isupper()
    assert said.endswith(".")
    assert "!" not in said
    assert len(said.split(". ")) >= 2 or "; " in said or ", and " in said or ":" in said


def test_every_refusal_can_happen():
    seen = set()
    for name, values in DIMENSIONS.items():
        for value in values:
            for step in GateStep:
                for audience in Audience:
                    facts = {**BEST, "step": step, "audience": audience, "use_agreed": False}
                    decision = decide(Facts(**{**facts, name: value}))
                    seen |= {line.code for line in decision.refusals}
    assert seen == set(REFUSALS)


def test_a_refused_step_says_codes_and_nothing_else():
    decision = decide(Facts(step=GateStep.OPEN, **{**BEST, "described": False, "delayed": True}))
    assert str(GateRefused(decision)) == "delay_not_confirmed summary_missing"
