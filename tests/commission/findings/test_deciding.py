"""What commissioners decide after evidence changed: who, about what, and what follows."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from archive.ledger.models import LedgerEntry
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from commission.findings.deciding import evidence_decide
from commission.findings.models import EvidenceDecision, Finding
from commission.findings.selectors import (
    changes_uncovered,
    finding_public,
    finding_withdrawn,
    findings_public,
    findings_to_amend,
    findings_with_changed_evidence,
)
from commission.findings.vocabulary import DecisionKind
from commission.review.services import (
    record_approve,
    record_save_draft,
    record_submit,
    record_translate,
)
from media.refusal import Refused
from tests.commission.factories import FindingFactory, cite, locale
from tests.commission.findings.accounts import account
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)
REASONS = "Four other people say the same."


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


@pytest.fixture
def commissioner():
    return UserFactory(role="commissioner")


@pytest.fixture
def registrar():
    return UserFactory(role="registrar")


def take_back(edition, *, at=NOW, listed=True):
    testimony_withdraw(
        testimony=edition.testimony, asked_by=AskedBy.GIVER, listed=listed, by=UserFactory(), at=at
    )


@pytest.fixture
def finding(registrar):
    """Public, with a revision of its registrar's, and one of two passages taken back."""
    made = FindingFactory(number=6)
    gone, still = account(), account()
    cite(made, gone), cite(made, still)
    made.save_revision(user=registrar).publish(skip_permission_checks=True)
    Finding.objects.update(last_published_at=NOW)
    take_back(gone)
    return Finding.objects.get(pk=made.pk)


def seen(finding, *, at=LATER):
    [waiting] = changes_uncovered([finding], at=at)
    return [one.mark for one in waiting.changes]


def decide(finding, by, kind=DecisionKind.KEPT, *, at=LATER, **kwargs):
    asked = {"reasons": REASONS, "language": "en", "seen": kwargs.get("seen") or seen(finding)}
    return evidence_decide(finding=finding, kind=kind, by=by, at=at, **(asked | kwargs))


def test_a_finding_is_kept_and_waits_no_more(finding, commissioner):
    assert [row.finding for row in findings_with_changed_evidence(at=LATER)] == [finding]
    decision = decide(finding, commissioner)
    assert findings_with_changed_evidence(at=LATER) == []
    assert finding_public(6) == finding
    assert (decision.words.text, decision.decided_by) == (REASONS, commissioner)
    entry = LedgerEntry.objects.get(act="evidence.decide")
    assert entry.details == {"finding": 6, "kind": "kept", "changes": 1}
    assert REASONS not in json.dumps(list(LedgerEntry.objects.values("details")))


def test_the_next_change_waits_again(finding, commissioner):
    decide(finding, commissioner)
    take_back(finding.citations.last().edition, at=LATER)
    [again] = findings_with_changed_evidence(at=LATER)
    assert [one.since for one in again.changes] == [LATER]


def test_a_finding_to_be_amended_stays_and_waits_for_its_registrar(
    finding, registrar, commissioner
):
    decide(finding, commissioner, DecisionKind.AMENDED)
    assert findings_with_changed_evidence(at=LATER) == []
    assert finding_public(6) is not None
    assert [row.finding for row in findings_to_amend()] == [finding]
    draft = Finding.objects.get(pk=finding.pk)
    draft.conclusion = "Written anew without it."
    record_save_draft(record=draft, by=registrar)
    record_submit(record=draft, by=registrar)
    assert findings_to_amend() != []
    record_approve(record=Finding.objects.get(pk=finding.pk), by=commissioner)
    Finding.objects.update(last_published_at=LATER + timedelta(days=1))
    assert findings_to_amend() == []


def test_a_withdrawn_finding_leaves_in_every_language_and_says_why(
    finding, registrar, commissioner
):
    spanish = record_translate(record=finding, locale=locale("es"), by=registrar)
    Finding.objects.filter(pk=spanish.pk).update(live=True)
    decide(finding, commissioner, DecisionKind.WITHDRAWN)
    assert not findings_public().exists()
    assert not Finding.objects.filter(live=True).exists()
    assert finding_public(6) is None
    assert finding_withdrawn(6) == finding
    assert changes_uncovered(findings_public(), at=LATER) == []


def test_a_draft_that_waited_does_not_bring_a_withdrawn_finding_back(
    finding, registrar, commissioner
):
    other = UserFactory(role="commissioner")
    record_save_draft(record=finding, by=registrar)
    record_submit(record=finding, by=registrar)
    decide(finding, commissioner, DecisionKind.WITHDRAWN)
    with pytest.raises(Refused) as refused:
        record_approve(record=Finding.objects.get(pk=finding.pk), by=other)
    assert refused.value.code == "not_waiting"
    assert finding_public(6) is None


def test_a_finding_that_was_never_public_is_not_said_to_be_withdrawn():
    FindingFactory(number=7, draft=True)
    assert finding_withdrawn(7) is None
    assert finding_withdrawn(8) is None


@pytest.mark.parametrize("role", ["registrar", "tracker_editor", "approver", "administrator"])
def test_only_commissioners_decide(finding, role):
    with pytest.raises(Refused) as refused:
        decide(finding, UserFactory(role=role))
    assert refused.value.code == "not_allowed"


@pytest.mark.parametrize("superuser", [False, True])
def test_whoever_wrote_any_of_it_does_not_decide_whatever_else_they_are(finding, superuser):
    author = UserFactory(role="registrar", superuser=superuser)
    author.groups.add(*UserFactory(role="commissioner").groups.all())
    finding.save_revision(user=author)
    with pytest.raises(Refused) as refused:
        decide(finding, author)
    assert refused.value.code == "same_person"


def test_what_nobody_looked_at_is_not_decided(finding, commissioner):
    marks = seen(finding)
    take_back(finding.citations.last().edition, at=LATER)
    for shown in (marks, [], [{}], [{"citation": "x"}]):
        with pytest.raises(Refused) as refused:
            evidence_decide(
                finding=finding,
                kind="kept",
                reasons=REASONS,
                language="en",
                seen=shown,
                by=commissioner,
                at=LATER,
            )
        assert refused.value.code == "changed_since"
    assert not EvidenceDecision.objects.exists()


def test_the_same_change_is_decided_once(finding, commissioner):
    marks = seen(finding)
    decide(finding, commissioner)
    with pytest.raises(Refused) as refused:
        decide(finding, UserFactory(role="commissioner"), seen=marks)
    assert refused.value.code == "nothing_changed"


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_while_nothing_changed_there_is_nothing_to_decide(commissioner, kind):
    calm = FindingFactory(cites=account())
    with pytest.raises(Refused) as refused:
        decide(calm, commissioner, kind, seen=[{}])
    assert refused.value.code == "nothing_changed"


def test_reasons_are_needed_and_do_not_repeat_an_account(finding, commissioner):
    with pytest.raises(Refused) as refused:
        decide(finding, commissioner, reasons="  ")
    assert refused.value.code == "no_words"
    said = "Sixty-one. Nobody wrote it down. So it had not happened."
    with pytest.raises(Refused) as refused:
        decide(finding, commissioner, reasons=f"She told us: {said}")
    assert refused.value.code == "quoted_by_hand"
    assert not EvidenceDecision.objects.exists()


# --- the desk -----------------------------------------------------------------------------


def test_the_desk_says_what_changed_and_never_what_was_said(client, finding, commissioner):
    client.force_login(commissioner)
    page = client.get(reverse("evidence:changed")).content.decode()
    assert "Finding 6" in page
    page = client.get(reverse("evidence:finding", args=[finding.pk])).content.decode()
    assert "Evidence changed." in page
    # The passage that still stands is read once; the other is not.
    assert page.count("Nobody wrote it down.") == 1
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "The evidence of one finding changed." in home


def marks_on(page: str) -> str:
    from html import unescape

    return unescape(page.split('name="marks" value="')[1].split('"')[0])


def test_a_commissioner_decides_on_the_page(client, finding, commissioner):
    client.force_login(commissioner)
    address = reverse("evidence:finding", args=[finding.pk])
    marks = marks_on(client.get(address).content.decode())
    answer = client.post(address, {"marks": marks, "kind": "withdrawn", "reasons": REASONS})
    assert answer.status_code == 302
    assert finding_public(6) is None
    page = client.get(address).content.decode()
    assert REASONS in page
    assert 'name="kind"' not in page


@pytest.mark.parametrize(
    "sent",
    [
        {"marks": "[]"},
        {"marks": "{"},
        {"marks": '"x"'},
        {"marks": "[1, null]"},
        {"kind": ""},
        {"kind": "published"},
        {"reasons": ""},
    ],
)
def test_what_is_wrong_is_said_and_nothing_that_was_written_is_lost(
    client, finding, commissioner, sent
):
    client.force_login(commissioner)
    address = reverse("evidence:finding", args=[finding.pk])
    marks = marks_on(client.get(address).content.decode())
    answer = client.post(address, {"marks": marks, "kind": "kept", "reasons": REASONS} | sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert sent.get("reasons", REASONS) in page
    assert not EvidenceDecision.objects.exists()


def test_whoever_wrote_it_is_told_so_in_place_of_the_form(client, finding):
    author = UserFactory(role="commissioner")
    finding.save_revision(user=author)
    client.force_login(author)
    page = client.get(reverse("evidence:finding", args=[finding.pk])).content.decode()
    assert "You wrote this finding. Another commissioner decides it." in page
    assert 'name="kind"' not in page


RIGHTS = {
    "registrar": {"changed", "finding", "held"},
    "commissioner": {"changed", "finding"},
    "tracker_editor": set(),
    "focal_point": set(),
    "community_assessor": set(),
    "redactor": set(),
    "administrator": set(),
    None: set(),
}


@pytest.mark.parametrize("role", RIGHTS)
@pytest.mark.parametrize("name", ["changed", "finding", "held"])
def test_each_page_is_for_whose_work_it_is(client, finding, role, name):
    address = reverse(f"evidence:{name}", args=[] if name == "changed" else [finding.pk])
    assert client.get(address).status_code == 302  # to the sign-in
    client.force_login(UserFactory(role=role) if role else UserFactory())
    answer = client.get(address)
    assert (answer.status_code == 200) is (name in RIGHTS[role])
    assert "no-store" in answer["Cache-Control"]
    assert finding.statement not in answer.content.decode() or name in RIGHTS[role]


def test_a_finding_that_is_none_has_no_page(client, commissioner, finding, registrar):
    client.force_login(commissioner)
    assert client.get(reverse("evidence:finding", args=[10**9])).status_code == 404
    spanish = record_translate(record=finding, locale=locale("es"), by=registrar)
    assert client.get(reverse("evidence:finding", args=[spanish.pk])).status_code == 404


def test_the_desk_of_many_findings_asks_no_more_than_of_few(
    client, commissioner, django_assert_max_num_queries
):
    gone = account()
    for _n in range(12):
        FindingFactory(cites=[gone, account()])
    take_back(gone)
    client.force_login(commissioner)
    client.get(reverse("evidence:changed"))
    with django_assert_max_num_queries(30):
        page = client.get(reverse("evidence:changed")).content.decode()
    assert page.count("evidence/") >= 12
