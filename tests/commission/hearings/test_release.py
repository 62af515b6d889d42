"""What was said at a hearing goes out after a person confirmed it, and never without."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from archive.consent.models import Use
from archive.edition.models import Edition, EditionState
from archive.gate import GateRefused
from archive.holds.asking import holds_said
from archive.holds.models import Hold, HoldKind
from archive.holds.services import hold_lift, holds_in_force
from archive.ledger.models import LedgerEntry
from archive.publishing.services import candidate_approve, edition_edges, edition_open
from archive.redaction.models import ReasonCode
from archive.roles import ROLES as VAULT
from archive.testimony.models import TestimonyKind
from commission.hearings.orders.services import Covered, order_lift, order_place
from commission.hearings.release.opening import AGAIN, releases_open
from commission.hearings.release.services import (
    hearing_release_confirm,
    hearing_release_take_back,
)
from commission.hearings.vocabulary import OrderScope, ReleaseState, SittingState
from commission.hearings.witnesses.linking import appearance_link
from commission.roles import ROLES
from media.audience import Audience
from media.refusal import Refused
from media.runners import runners
from tests.archive.publishing_case import candidate, settle, testimony_ready
from tests.commission.hearings.factories import (
    AppearanceFactory,
    DelayedReleaseFactory,
    HearingFactory,
    SessionFactory,
    SittingFactory,
)
from tests.factories import EditionFactory, UserFactory

pytestmark = pytest.mark.django_db
HELD_ON = date(2026, 11, 19)
AFTER = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("America/Chicago"))
DAY = timedelta(days=1)
NOTICE = "The recording of this session opens tomorrow."


def officer():
    return UserFactory(role="hearing_officer")


def spoke(*, state=SittingState.HELD, **kwargs):
    """A witness who spoke on the day, on the public programme."""
    hearing = HearingFactory(**kwargs)
    SittingFactory(hearing=hearing, date=HELD_ON, state=state)
    witness = AppearanceFactory(hearing=hearing)
    SessionFactory(hearing=hearing, date=HELD_ON, witness=witness.called)
    return witness


def release_of(testimony, witness=None, *, by=None):
    """The testimony of that witness, linked and so held."""
    witness = witness or spoke()
    testimony.kind = TestimonyKind.HEARING
    testimony.save()
    link = appearance_link(
        hearing=witness.hearing,
        appearance=witness.key,
        testimony=testimony,
        by=by or UserFactory(role="statement_taker"),
        at=AFTER,
    )
    return link.release


def confirm(release, *, by=None, at=AFTER, **kwargs):
    return hearing_release_confirm(
        release=release, notice=NOTICE, by=by or officer(), at=at, **kwargs
    )


def approved(testimony, *, by=None):
    """A candidate that was checked and approved by somebody else."""
    edition = candidate(testimony)
    settle(edition)
    candidate_approve(
        edition=edition,
        manifest_hash=edition.manifest_hash,
        edges_heard=len(edition_edges(edition)),
        by=by or UserFactory(role="approver"),
        at=AFTER,
    )
    return edition


def is_open(at=AFTER):
    return Edition.objects.open_to([Audience.PUBLIC], use=Use.WEB_PUBLICATION, at=at).exists()


def order_on(witness, at=AFTER):
    return order_place(
        hearing=witness.hearing,
        made_by="The chair",
        made_on=at.date(),
        code=ReasonCode.SAFE,
        scope=OrderScope.CONTENT,
        starts_at=at,
        ends_at=None,
        review_on=(at + 90 * DAY).date(),
        text="Not to be published.",
        summary="What this witness said is not published.",
        covered=Covered(witnesses=(witness.key,)),
        by=officer(),
        at=at,
    )


def test_linking_a_recording_closes_it_and_holds_it():
    edition = EditionFactory()
    release = release_of(edition.testimony)
    assert not is_open()
    edition.refresh_from_db()
    assert edition.state == EditionState.CLOSED
    assert (release.hold.kind, release.state) == (HoldKind.DELAY, ReleaseState.WAITING)


def test_a_testimony_of_the_wrong_witness_moves_until_its_release_is_confirmed():
    right, wrong = spoke(), spoke()
    order_on(right)
    testimony = EditionFactory().testimony
    release = release_of(testimony, wrong)
    moved = release_of(testimony, right)
    assert moved == release
    assert (moved.link.hearing, moved.link.appearance_key) == (right.hearing, right.key)
    kinds = set(holds_in_force(testimony, at=AFTER).values_list("kind", flat=True))
    assert kinds == {HoldKind.DELAY, HoldKind.RESTRICTION_ORDER}
    other = release_of(EditionFactory().testimony, wrong)
    confirm(other)
    with pytest.raises(Refused) as refused:
        release_of(other.link.testimony, right)
    assert refused.value.code == "linked"


def test_what_was_said_at_a_hearing_opens_for_nobody_before_it_is_linked_to_its_witness():
    testimony = testimony_ready()
    testimony.kind = TestimonyKind.HEARING
    testimony.save()
    edition = approved(testimony)
    with pytest.raises(GateRefused) as refused:
        edition_open(edition=edition, by=UserFactory(role="publisher"), at=AFTER)
    assert str(refused.value) == "delay_not_confirmed"
    assert "Link it to its witness" in " ".join(map(str, holds_said(testimony, at=AFTER)))
    confirm(release_of(testimony))
    assert releases_open(at=AFTER) == 1
    assert is_open()


def test_it_opens_at_its_time_once_it_was_confirmed():
    release = release_of(testimony_ready())
    approved(release.link.testimony)
    with pytest.raises(GateRefused):
        edition_open(edition=Edition.objects.get(), by=UserFactory(role="publisher"), at=AFTER)
    assert releases_open(at=AFTER + 9 * DAY) == 0
    confirm(release, release_at=AFTER + DAY)
    assert releases_open(at=AFTER + DAY - AGAIN) == 0
    assert not is_open(AFTER + DAY - AGAIN)
    assert releases_open(at=AFTER + DAY) == 1
    assert is_open(AFTER + DAY)
    release.refresh_from_db()
    assert (release.state, release.opened_at) == (ReleaseState.OPENED, AFTER + DAY)
    assert releases_open(at=AFTER + DAY) == 0
    entry = LedgerEntry.objects.get(act="release.open")
    assert entry.actor == "clock"


def test_nothing_opens_without_a_second_persons_approval_and_it_is_tried_again():
    release = release_of(testimony_ready())
    confirm(release)
    assert releases_open(at=AFTER) == 0
    release.refresh_from_db()
    assert release.refused == ["candidate_missing"]
    edition = candidate(release.link.testimony)
    settle(edition)
    assert releases_open(at=AFTER + AGAIN) == 0
    release.refresh_from_db()
    assert "approval_missing" in release.refused
    assert holds_in_force(release.link.testimony, at=AFTER).exists()
    candidate_approve(
        edition=edition,
        manifest_hash=edition.manifest_hash,
        edges_heard=len(edition_edges(edition)),
        by=UserFactory(role="approver"),
        at=AFTER,
    )
    assert releases_open(at=AFTER + AGAIN * 3 / 2) == 0
    assert releases_open(at=AFTER + 2 * AGAIN) == 1


def test_a_confirmation_can_be_taken_back_before_it_opens():
    release = release_of(testimony_ready())
    approved(release.link.testimony)
    confirm(release)
    hearing_release_take_back(release=release, by=officer(), at=AFTER)
    assert releases_open(at=AFTER + 9 * DAY) == 0
    release.refresh_from_db()
    assert (release.state, release.notice, release.release_at) == (ReleaseState.WAITING, "", None)
    confirm(release)
    assert releases_open(at=AFTER) == 1
    with pytest.raises(Refused) as refused:
        hearing_release_take_back(release=release, by=officer(), at=AFTER)
    assert refused.value.code == "opened"


def test_an_order_that_is_placed_meanwhile_stops_it_until_it_is_lifted():
    witness = spoke()
    release = release_of(testimony_ready(), witness)
    approved(release.link.testimony)
    confirm(release)
    order = order_on(witness)
    assert releases_open(at=AFTER) == 0
    release.refresh_from_db()
    assert release.refused == ["order_in_force"]
    order_lift(order=order, by=UserFactory(role="commissioner"), at=AFTER)
    assert releases_open(at=AFTER + AGAIN) == 1


def test_an_order_closes_what_a_release_opened():
    witness = spoke()
    release = release_of(testimony_ready(), witness)
    approved(release.link.testimony)
    confirm(release)
    releases_open(at=AFTER)
    assert is_open()
    order = order_on(witness)
    assert not is_open()
    order_lift(order=order, by=UserFactory(role="commissioner"), at=AFTER)
    assert not is_open()
    assert releases_open(at=AFTER + DAY) == 0


@pytest.mark.parametrize("state", [one for one in SittingState if one != SittingState.HELD])
def test_nobody_confirms_before_the_day_was_held(state):
    release = release_of(EditionFactory().testimony, spoke(state=state))
    with pytest.raises(Refused) as refused:
        confirm(release)
    assert refused.value.code == "not_held"


@pytest.mark.parametrize("state", [SittingState.PLANNED, SittingState.POSTPONED])
@pytest.mark.parametrize("late", [0, 2])
def test_of_a_day_in_two_parts_each_is_held_or_called_off(state, late):
    witness = spoke()
    witness.hearing.sittings.update(sort_order=1)
    SittingFactory(hearing=witness.hearing, date=HELD_ON, state=state, sort_order=late)
    release = release_of(EditionFactory().testimony, witness)
    if state == SittingState.POSTPONED:
        confirm(release)
        return
    with pytest.raises(Refused) as refused:
        confirm(release)
    assert refused.value.code == "not_held"


def test_a_day_that_is_not_over_was_not_held_yet():
    release = release_of(EditionFactory().testimony)
    noon = datetime(2026, 11, 19, 12, tzinfo=ZoneInfo("America/Chicago"))
    with pytest.raises(Refused) as refused:
        confirm(release, at=noon)
    assert refused.value.code == "not_held"
    confirm(release, at=noon + timedelta(hours=4))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda row: row.sessions.update(witness=""), "not_in_programme"),
        (lambda row: row.sittings.all().delete(), "not_held"),
        (lambda row: row.appearances.all().delete(), "not_public"),
        (lambda row: type(row).objects.update(live=False), "not_public"),
    ],
)
def test_the_public_programme_has_to_say_when_the_witness_spoke(change, code):
    release = release_of(EditionFactory().testimony)
    change(release.link.hearing)
    with pytest.raises(Refused) as refused:
        confirm(release)
    assert refused.value.code == code


def test_who_linked_it_and_who_approved_it_does_not_confirm_it():
    linker = UserFactory(superuser=True)
    release = release_of(testimony_ready(), by=linker)
    approver = UserFactory(superuser=True)
    approved(release.link.testimony, by=approver)
    for by in (linker, approver):
        with pytest.raises(Refused) as refused:
            confirm(release, by=by)
        assert refused.value.code == "same_person"


def test_who_approves_it_after_confirming_it_opens_nothing():
    both = UserFactory(superuser=True)
    release = release_of(testimony_ready())
    confirm(release, by=both)
    approved(release.link.testimony, by=both)
    assert releases_open(at=AFTER) == 0
    release.refresh_from_db()
    assert release.refused == ["confirmed_own"]


def test_the_word_of_somebody_without_the_right_any_more_opens_nothing():
    by = officer()
    release = release_of(testimony_ready())
    approved(release.link.testimony)
    confirm(release, by=by)
    by.groups.clear()
    assert releases_open(at=AFTER) == 0
    release.refresh_from_db()
    assert release.refused == ["confirmer_gone"]


@pytest.mark.parametrize("role", [*VAULT, *ROLES])
def test_everybody_else_is_refused(role):
    waiting, sure = release_of(EditionFactory().testimony), release_of(EditionFactory().testimony)
    confirm(sure)
    by = UserFactory(role=role)
    acts = [
        lambda: confirm(waiting, by=by),
        lambda: hearing_release_take_back(release=sure, by=by, at=AFTER),
    ]
    for act in acts:
        if role == "hearing_officer":
            act()
            continue
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_allowed"


@pytest.mark.parametrize("role", [*VAULT, *ROLES])
def test_who_may_link(role):
    by, witness = UserFactory(role=role), spoke()
    testimony = EditionFactory().testimony
    if role == "statement_taker":
        release_of(testimony, witness, by=by)
        return
    with pytest.raises(Refused) as refused:
        release_of(testimony, witness, by=by)
    assert refused.value.code == "not_allowed"
    assert is_open()


def test_the_vault_cannot_lift_the_delay_of_a_hearing():
    """Nor once it is due: then the clock asks who confirmed it, and the vault would not."""
    release = release_of(testimony_ready())
    approved(release.link.testimony)
    administrator = UserFactory(role="administrator")
    with pytest.raises(Refused):
        hold_lift(hold=release.hold, by=administrator, at=AFTER)
    confirm(release, release_at=AFTER + DAY)
    for at in (AFTER, AFTER + DAY):
        with pytest.raises(Refused):
            hold_lift(hold=release.hold, by=administrator, at=at)
    assert Hold.objects.get().lifted_at is None
    assert releases_open(at=AFTER + DAY) == 1
    assert is_open(AFTER + DAY)


@pytest.mark.parametrize("state", list(ReleaseState))
def test_the_desk_says_what_is_missing(state):
    release = release_of(testimony_ready())
    testimony = release.link.testimony
    if state != ReleaseState.WAITING:
        confirm(release, release_at=AFTER + DAY)
    if state == ReleaseState.OPENED:
        approved(testimony)
        releases_open(at=AFTER + DAY)
    said = " ".join(str(one) for one in holds_said(testimony, at=AFTER + DAY))
    expected = {
        ReleaseState.WAITING: "only after a person has confirmed",
        ReleaseState.CONFIRMED: "it opens by itself on 21 November 2026",
        ReleaseState.OPENED: "",
    }[state]
    assert expected in said
    assert bool(said) is bool(expected)


def test_the_desk_says_what_stopped_it_last():
    witness = spoke()
    release = release_of(testimony_ready(), witness)
    confirm(release)
    releases_open(at=AFTER)
    order_on(witness)
    said = " ".join(str(one) for one in holds_said(release.link.testimony, at=AFTER))
    assert "No candidate has been built" in said
    assert "Order 1 of the commission is in force" in said


def test_a_worker_opens_releases():
    assert "releases" in [runner.name for runner in runners()]


def test_a_release_says_nothing_in_its_name():
    assert str(DelayedReleaseFactory()).startswith("release ")
