"""Withdraw, publish, reindex, lift, narrow and purge in any order: after every step, what was taken
back is not visible, and nothing is visible without consent.
"""

import contextlib
import itertools
from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from archive.consent.services import consent_confirm, consent_in_force, consent_record
from archive.edition.models import Edition, EditionState
from archive.edition.search_kind import TestimonyPassages
from archive.edition.selectors import USE_OF, edition_for_reader
from archive.gate import GateRefused
from archive.publishing.models import CandidateJob
from archive.publishing.services import (
    candidate_approve,
    candidate_request,
    candidate_run_one,
    edition_open,
    editions_expire,
)
from archive.redaction.models import RedactionState
from archive.redaction.services import redaction_lift
from archive.withdrawal.models import AskedBy, PurgeJob, Withdrawal
from archive.withdrawal.services import purge_run_one, testimony_withdraw
from media.audience import Audience
from media.refusal import Refused
from search.outbox.drain import outbox_run_one
from tests.archive.publishing_case import settle
from tests.factories import NOW, TestimonyFactory, TranscriptFactory, UserFactory, redaction_of

# How often each thing was seen: a machine that never opens anything proves nothing.
SEEN: Counter[str] = Counter()
AUDIENCES = st.sampled_from([Audience.PUBLIC, Audience.RESEARCH])
SPOKEN = [("giver-1", "We crossed with Quist at night."), ("asker", "And then?")]


class Races(RuleBasedStateMachine):
    """One testimony; every rule is one act of one person or one turn of one worker."""

    @initialize(audience=AUDIENCES, opened=st.booleans())
    def taken_in(self, audience, opened):
        """Half of the runs begin with an open edition: by chance alone few would ever have one."""
        self.testimony = TestimonyFactory(consented=True, consented__media={"text": True})
        transcript = TranscriptFactory(testimony=self.testimony, spoken=SPOKEN)
        redaction_of(transcript, "Quist", approved=True)
        if opened:
            self.everybody_does_their_part(audience, opens=True)

    @rule(audience=AUDIENCES, opens=st.booleans())
    def everybody_does_their_part(self, audience, opens):
        """All that comes before opening, perhaps opening too: runs get further than by chance."""
        self.a_candidate_is_asked_for(audience)
        self.a_worker_builds()
        self.somebody_approves()
        if opens:
            self.somebody_opens(stale=False)

    @rule(audience=AUDIENCES)
    def it_is_given_again(self, audience):
        """The giver agrees anew to all of it, and it goes all the way once more."""
        self.the_giver_answers_anew(web=True, research=True)
        self.everybody_does_their_part(audience, opens=True)

    @rule(audience=AUDIENCES)
    def a_candidate_is_asked_for(self, audience):
        with contextlib.suppress(GateRefused):
            candidate_request(
                testimony=self.testimony, audience=audience, by=UserFactory(), at=timezone.now()
            )

    @rule()
    def a_worker_builds(self):
        CandidateJob.objects.update(not_before=None)
        candidate_run_one("worker")

    @rule()
    def somebody_approves(self):
        for edition in Edition.objects.filter(state=EditionState.CANDIDATE):
            settle(edition)
            with contextlib.suppress(Refused):
                candidate_approve(
                    edition=edition,
                    manifest_hash=edition.manifest_hash,
                    edges_heard=0,
                    by=UserFactory(),
                    at=timezone.now(),
                )

    @rule(stale=st.booleans())
    def somebody_opens(self, stale):
        """Whatever they have on their screen: also what was discarded or taken back meanwhile."""
        rows = Edition.objects.order_by("-built_at")
        if not stale:
            rows = rows.filter(state=EditionState.CANDIDATE)
        for edition in rows[:2]:
            with contextlib.suppress(GateRefused):
                edition_open(edition=edition, by=UserFactory(), at=timezone.now())

    @rule(by=st.sampled_from([AskedBy.GIVER, AskedBy.COMMISSION]), listed=st.booleans())
    def it_is_taken_back(self, by, listed):
        SEEN["taken back while open"] += any(True for _ in self._visible())
        testimony_withdraw(
            testimony=self.testimony,
            asked_by=by,
            listed=listed,
            by=UserFactory(),
            at=timezone.now(),
        )

    @rule(web=st.booleans(), research=st.booleans())
    def the_giver_answers_anew(self, web, research):
        consent = consent_record(
            testimony=self.testimony,
            giver=self.testimony.givers.get(),
            uses={"web_publication": web, "research": research},
            media={"text": True},
            attribution="public_name",
            public_name="Wren",
            how_given="written",
            form_language="en",
            given_on=NOW.date(),
            by=UserFactory(),
            at=timezone.now(),
        )
        if consent.widens:
            consent_confirm(consent=consent, by=UserFactory(), at=timezone.now())

    @rule()
    def a_redaction_is_lifted(self):
        for redaction in self.testimony.redactions.filter(state=RedactionState.APPROVED):
            redaction_lift(redaction=redaction, by=UserFactory(), at=timezone.now())

    @rule()
    def the_index_is_told(self):
        outbox_run_one("worker")

    @rule()
    def something_is_purged(self):
        PurgeJob.objects.update(not_before=None)
        purge_run_one("worker")

    @precondition(lambda self: hasattr(self, "testimony"))
    @rule()
    def the_clock_runs(self):
        editions_expire(at=timezone.now())

    def _visible(self):
        now = timezone.now()
        for audience in USE_OF:
            rows = Edition.objects.open_to([audience], use=USE_OF[audience], at=now)
            yield from ((audience, edition) for edition in rows)

    @invariant()
    def what_was_taken_back_is_not_visible(self):
        if not hasattr(self, "testimony"):
            return
        last = Withdrawal.objects.order_by("-withdrawn_at").first()
        for audience, edition in self._visible():
            SEEN[f"open to {audience}"] += 1
            SEEN["open again after it was taken back"] += last is not None
            assert last is None or edition.built_at > last.withdrawn_at

    @invariant()
    def nothing_is_visible_without_consent_and_approval(self):
        if not hasattr(self, "testimony"):
            return
        consent = consent_in_force(self.testimony, at=timezone.now())
        for audience, edition in self._visible():
            assert USE_OF[audience] in consent.uses
            assert edition.approval.manifest_hash == edition.manifest_hash
            assert edition.turns.exists()
            assert edition.files.filter(purged_at__isnull=True).count() == 3

    @invariant()
    def every_door_agrees(self):
        if not hasattr(self, "testimony"):
            return
        now, kind = timezone.now(), TestimonyPassages()
        open_now = {str(edition.pk) for _audience, edition in self._visible()}
        for edition in Edition.objects.exclude(reference=""):
            record = str(edition.pk)
            shown = kind.shown([record], audiences=list(Audience.values), at=now)
            assert bool(shown) is (record in open_now)
            assert bool(list(kind.passages(record))) is (record in open_now)
            found = edition_for_reader(edition.reference, audiences=list(USE_OF), at=now)
            assert found is None or str(found.pk) in open_now

    @invariant()
    def a_withheld_word_is_in_no_edition_of_the_public(self):
        if not hasattr(self, "testimony"):
            return
        withheld = self.testimony.redactions.filter(state=RedactionState.APPROVED).exists()
        for edition in Edition.objects.all():
            text = str(list(edition.turns.values_list("parts", flat=True)))
            assert not (withheld and "Quist" in text)


@pytest.mark.django_db
def test_no_order_of_acts_shows_what_may_not_be_seen():
    names = itertools.count()

    class Fresh(Races):
        """Each run in a transaction of its own, undone at its end."""

        def __init__(self):
            next(names)
            self.undo = transaction.atomic()
            self.undo.__enter__()
            super().__init__()

        def teardown(self):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    run_state_machine_as_test(
        Fresh,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert next(names) >= 15
    assert all(
        SEEN[sight]
        for sight in (
            "open to public",
            "open to research",
            "taken back while open",
            "open again after it was taken back",
        )
    ), SEEN
