"""What has become of cited passages, as the next reader sees it."""

from datetime import timedelta

import pytest

from archive.consent.models import Use
from archive.edition.models import Edition, EditionState
from archive.holds.models import HoldKind
from archive.holds.services import hold_place
from archive.publishing.closing import editions_narrow
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import purge_run_one, testimony_withdraw
from commission.findings.evidence import changes_of, evidence_of
from commission.findings.models import Citation
from commission.findings.selectors import changes_uncovered, findings_with_changed_evidence
from commission.findings.vocabulary import EvidenceState
from tests.commission.factories import FindingFactory, cite
from tests.commission.findings.accounts import SAID, account
from tests.factories import NOW, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)
STILL_LATER = NOW + timedelta(days=60)
CHANGED_WORDS = [SAID[0], ("Wren", "Sixty-two. Somebody wrote it down."), SAID[2]]
WITH_MORE = [*SAID, ("Wren", "One more thing.")]


@pytest.fixture
def edition():
    return account()


@pytest.fixture
def citation(edition):
    return cite(FindingFactory(), edition)


def seen(citation, at=STILL_LATER):
    [one] = evidence_of([citation], at=at)
    cheap = changes_of([citation], at=at)
    # Whoever asks only what changed is told the same.
    assert [row.mark for row in cheap] == ([one.mark] if one.changed else [])
    return one


def withdraw(edition, *, listed, at=LATER):
    return testimony_withdraw(
        testimony=edition.testimony, asked_by=AskedBy.GIVER, listed=listed, by=UserFactory(), at=at
    )


def test_a_passage_holds_while_its_edition_is_open(edition, citation):
    one = seen(citation)
    assert one.state == EvidenceState.HOLDS
    assert not one.changed
    assert one.quotation.text == SAID[1][1]
    assert (one.edition, one.reference, one.since) == (edition, edition.reference, None)


def test_a_newer_edition_with_the_same_words_carries_it(edition, citation):
    newer = account(WITH_MORE, of=edition.testimony, at=LATER)
    one = seen(citation)
    assert one.state == EvidenceState.CARRIED
    assert one.edition == newer
    assert one.quotation.text == SAID[1][1]
    assert not one.changed


def test_a_newer_edition_with_other_words_replaces_it_and_shows_neither(edition, citation):
    account(CHANGED_WORDS, of=edition.testimony, at=LATER)
    one = seen(citation)
    assert one.state == EvidenceState.REPLACED
    assert (one.edition, one.quotation, one.since) == (None, None, LATER)
    assert one.reference == edition.reference


def test_a_removal_inside_the_passage_is_another_passage(edition, citation):
    account(
        [SAID[0], ("Wren", "Sixty-one. | PRIV | So it had not happened.")], of=edition.testimony
    )
    assert seen(citation).state == EvidenceState.REPLACED


@pytest.mark.parametrize("listed", [True, False])
def test_after_a_withdrawal_only_a_listed_one_is_named(edition, citation, listed):
    withdraw(edition, listed=listed)
    one = seen(citation)
    assert (one.state, one.since, one.quotation) == (EvidenceState.WITHDRAWN, LATER, None)
    assert one.reference == (edition.reference if listed else "")


def test_an_account_that_comes_back_with_the_same_words_is_evidence_again(edition, citation):
    withdraw(edition, listed=True)
    account(of=edition.testimony, at=STILL_LATER)
    assert seen(citation).state == EvidenceState.CARRIED


def test_what_is_open_until_a_moment_is_closed_from_that_moment_on(citation):
    Edition.objects.update(open_until=LATER)
    assert seen(citation, LATER - timedelta(seconds=1)).state == EvidenceState.HOLDS
    one = seen(citation, LATER)
    assert (one.state, one.since, one.reference) == (EvidenceState.CLOSED, LATER, "")


def test_an_order_closes_it_and_names_nothing(edition, citation):
    hold_place(
        testimony=edition.testimony,
        kind=HoldKind.RESTRICTION_ORDER,
        code="RO-7",
        by=UserFactory(),
        at=LATER,
    )
    one = seen(citation)
    assert (one.state, one.since, one.reference) == (EvidenceState.CLOSED, LATER, "")


def test_an_order_that_begins_later_closes_it_at_that_moment_before_a_worker_does(
    edition, citation
):
    hold_place(
        testimony=edition.testimony,
        kind=HoldKind.RESTRICTION_ORDER,
        code="RO-7",
        starts_at=LATER,
        by=UserFactory(),
        at=NOW,
    )
    assert seen(citation, LATER - timedelta(seconds=1)).state == EvidenceState.HOLDS
    one = seen(citation)
    assert (one.state, one.since, one.reference) == (EvidenceState.CLOSED, LATER, "")


def test_taking_back_the_leave_to_quote_closes_it_while_the_account_stays_open(edition, citation):
    link = edition.testimony.giver_links.get()
    uses = {use.value: use != Use.REPORT_CITATION for use in Use}
    ConsentFactory(testimony=edition.testimony, giver=link.giver, uses=uses, recorded_at=LATER)
    editions_narrow(testimony=edition.testimony, by=UserFactory(), at=LATER)
    account(of=edition.testimony, at=STILL_LATER, uses=uses)
    assert Edition.objects.filter(state=EditionState.OPEN).count() == 1
    one = seen(citation, STILL_LATER)
    assert (one.state, one.since, one.reference) == (EvidenceState.CLOSED, LATER, "")


def test_it_closed_when_the_last_edition_that_could_be_quoted_did(edition, citation):
    second = account(WITH_MORE, of=edition.testimony, at=LATER)
    Edition.objects.filter(pk=second.pk).update(state=EditionState.CLOSED, closed_at=STILL_LATER)
    assert seen(citation).since == STILL_LATER


def test_an_edition_for_researchers_is_never_quoted(edition, citation):
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.CLOSED, closed_at=LATER)
    account(of=edition.testimony, at=STILL_LATER, for_research=True)
    assert seen(citation).state == EvidenceState.CLOSED


@pytest.mark.parametrize("missing", [Use.WEB_PUBLICATION, Use.REPORT_CITATION])
def test_only_what_may_be_read_here_and_quoted_is_quoted(edition, citation, missing):
    allowed = {use.value: use != missing for use in Use}
    Edition.objects.filter(pk=edition.pk).update(uses=allowed)
    one = seen(citation)
    assert (one.state, one.quotation, one.reference) == (EvidenceState.CLOSED, None, "")


def test_a_hash_that_is_not_that_of_the_words_shows_none(citation):
    Citation.objects.update(quote_hash="0" * 64)
    citation.refresh_from_db()
    [one] = evidence_of([citation], at=LATER)
    assert one.state == EvidenceState.REPLACED
    assert one.quotation is None


def test_a_later_correction_does_not_ask_again_what_was_decided(edition, citation):
    account(CHANGED_WORDS, of=edition.testimony, at=LATER)
    first = seen(citation).mark
    account([*CHANGED_WORDS, ("Wren", "One more thing.")], of=edition.testimony, at=STILL_LATER)
    assert seen(citation).mark == first


def test_the_passages_come_in_the_order_in_which_they_were_asked_for(edition):
    finding = FindingFactory()
    rows = [cite(finding, edition, turn=turn) for turn in (2, 1, 0)]
    assert [one.citation for one in evidence_of(rows, at=LATER)] == rows
    assert evidence_of([], at=LATER) == []


@pytest.mark.parametrize("what", [evidence_of, changes_of])
def test_many_citations_ask_no_more_than_few(what, django_assert_num_queries):
    finding, asked = FindingFactory(), []
    for _n in range(6):
        edition = account()
        cite(finding, edition), cite(finding, edition, turn=2)
        account(WITH_MORE, of=edition.testimony, at=LATER)
        asked.append(cite(finding, account()))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for rows in (Citation.objects.all()[:6], Citation.objects.all()):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            what(list(rows), at=STILL_LATER)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_findings_with_changes_are_told_once_and_the_longest_waiting_first(
    django_assert_max_num_queries,
):
    old, new, still = account(), account(), account()
    FindingFactory(number=1, cites=[new, still])
    FindingFactory(number=2, cites=[old, old])
    FindingFactory(number=3, cites=still)
    FindingFactory(number=4, cites=old, draft=True)
    withdraw(old, listed=False, at=LATER)
    withdraw(new, listed=True, at=STILL_LATER)
    with django_assert_max_num_queries(10):
        found = findings_with_changed_evidence(at=STILL_LATER)
    assert [(row.finding.number, len(row.changes)) for row in found] == [(2, 2), (1, 1)]
    assert changes_uncovered([], at=STILL_LATER) == []


def test_after_the_removal_of_everything_nothing_of_the_words_is_left(edition, citation):
    withdraw(edition, listed=True)
    while purge_run_one("worker"):
        pass
    assert seen(citation).state == EvidenceState.WITHDRAWN
    assert not edition.turns.exists()
