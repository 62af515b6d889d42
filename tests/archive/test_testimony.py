"""Taking in testimony: what is kept, what is refused, what the ledger tells."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from archive.ledger.models import LedgerEntry
from archive.people.models import StatementGiver
from archive.testimony import shapes
from archive.testimony.models import Recording, Testimony, Workflow
from archive.testimony.selectors import embargoes_to_review
from archive.testimony.services import (
    EmbargoRunning,
    GiverDraft,
    OnlyRecording,
    embargo_lift,
    recording_receive,
    recording_set_aside,
    recording_take_back,
    testimony_create,
    testimony_describe,
)
from archive.testimony.shapes import Shapes
from media.models import Blob
from media.refusal import Refused
from tests.factories import RecordingFactory, TestimonyFactory, UserFactory, small_sound

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def create(by, at, **fields) -> Testimony:
    return testimony_create(
        **{
            "kind": "interview",
            "language": "en",
            "givers": [GiverDraft("Ines Pellworth", "by letter")],
            "by": by,
            "at": at,
            **fields,
        }
    )


def describe(testimony, at, **fields) -> Testimony:
    return testimony_describe(testimony=testimony, by=UserFactory(), at=at, **fields)


class Test_creating:
    def test_the_people_are_kept_in_the_order_in_which_they_are_named(self, taker, now):
        names = ["Ines Pellworth", "Tomas Quill", "Ada Farrow"]
        testimony = create(taker, now, givers=[GiverDraft(name) for name in names])
        links = testimony.giver_links.select_related("giver")
        assert [link.giver.real_name for link in links] == names
        assert [link.position for link in links] == [1, 2, 3]

    def test_it_has_no_number_before_it_is_published(self, taker, now):
        assert create(taker, now).reference is None

    def test_the_ledger_tells_who_took_it_in_and_no_name(self, taker, now):
        testimony = create(taker, now)
        row = LedgerEntry.objects.get()
        assert (row.act, row.actor) == ("testimony.create", str(taker.pk))
        assert row.record == row.testimony == str(testimony.pk)
        assert row.details == {"kind": "interview", "givers": 1}

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("kind", "rumour"),
            ("language", "English please"),
            ("given_on", "last winter"),
            ("given_on", "2024-13"),
            ("summary", "x" * 401),
        ],
    )
    def test_what_cannot_be_right_is_refused_by_its_field(self, taker, now, field, value):
        with pytest.raises(ValidationError) as error:
            create(taker, now, **{field: value})
        assert field in error.value.message_dict
        assert not Testimony.objects.exists()

    @pytest.mark.parametrize("givers", [[], [GiverDraft("  ")]])
    def test_somebody_gave_it(self, taker, now, givers):
        with pytest.raises(ValidationError):
            create(taker, now, givers=givers)
        assert not Testimony.objects.exists()
        assert not StatementGiver.objects.exists()
        assert not LedgerEntry.objects.exists()

    @pytest.mark.parametrize("given_on", ["", "2024-03-14", "1996", "1996-21", "1996~", "1984-06?"])
    def test_a_day_a_season_or_about_a_year_are_dates(self, taker, now, given_on):
        assert create(taker, now, given_on=given_on).given_on == given_on

    @pytest.mark.parametrize("given_on", ["soon", "2024-13", "2024-02-31", "14 March 2024"])
    def test_a_day_that_is_in_no_calendar_is_refused(self, taker, now, given_on):
        with pytest.raises(ValidationError, match="Give a day, month, season or year"):
            create(taker, now, given_on=given_on)
        assert not Testimony.objects.exists()


class Test_describing:
    def test_the_ledger_tells_which_fields_changed_and_not_what_they_say(self, now):
        testimony = TestimonyFactory()
        describe(testimony, now, summary="told of Sergeant Pellworth.", place=testimony.place)
        row = LedgerEntry.objects.get()
        assert row.details == {"fields": ["summary"]}
        testimony.refresh_from_db()
        assert testimony.summary == "told of Sergeant Pellworth."

    def test_saying_the_same_again_is_no_act(self, now):
        testimony = TestimonyFactory()
        describe(testimony, now, place=testimony.place)
        assert not LedgerEntry.objects.exists()

    @pytest.mark.parametrize("field", ["reference", "workflow", "embargo_lifted_at", "created_by"])
    def test_what_others_decide_is_not_described(self, now, field):
        with pytest.raises(TypeError):
            describe(TestimonyFactory(), now, **{field: None})

    @pytest.mark.parametrize(
        "ranges",
        [
            [{"start_ms": 5, "end_ms": 5, "note": "nothing"}],
            [{"start_ms": -1, "end_ms": 5, "note": "before"}],
            [{"start_ms": 1, "end_ms": 5}],
            [{"start_ms": "1", "end_ms": 5, "note": "text"}],
            {"start_ms": 1, "end_ms": 5, "note": "no list"},
            [3],
        ],
    )
    def test_a_stretch_has_a_beginning_a_later_end_and_a_note(self, now, ranges):
        with pytest.raises(ValidationError) as error:
            describe(TestimonyFactory(), now, content_ranges=ranges)
        assert "content_ranges" in error.value.message_dict


class Test_embargo:
    UNTIL = date(2026, 5, 12)

    @pytest.fixture
    def embargoed(self, now):
        return describe(TestimonyFactory(), now, embargo_until=self.UNTIL)

    def test_it_is_looked_at_again_after_its_last_day(self, embargoed, now):
        assert not embargoes_to_review(at=now).exists()
        assert embargoes_to_review(at=now + DAY).get() == embargoed

    def test_it_is_lifted_by_a_person_and_not_before_its_end(self, embargoed, now):
        with pytest.raises(EmbargoRunning):
            embargo_lift(testimony=embargoed, by=UserFactory(), at=now)
        embargo_lift(testimony=embargoed, by=UserFactory(), at=now + DAY)
        assert not embargoes_to_review(at=now + DAY).exists()
        assert LedgerEntry.objects.last().act == "embargo.lift"

    def test_there_is_nothing_to_lift_twice(self, embargoed, now):
        embargo_lift(testimony=embargoed, by=UserFactory(), at=now + DAY)
        with pytest.raises(ValidationError):
            embargo_lift(testimony=embargoed, by=UserFactory(), at=now + DAY)
        with pytest.raises(ValidationError):
            embargo_lift(testimony=TestimonyFactory(), by=UserFactory(), at=now)

    def test_it_does_not_go_by_being_left_out(self, embargoed, now):
        with pytest.raises(ValidationError) as error:
            describe(embargoed, now, embargo_until=None)
        assert "embargo_until" in error.value.message_dict

    @pytest.mark.parametrize("earlier", [UNTIL - DAY, UNTIL - 400 * DAY])
    def test_it_is_not_made_shorter_while_it_runs(self, embargoed, now, earlier):
        with pytest.raises(ValidationError) as error:
            describe(embargoed, now, embargo_until=earlier)
        assert "lift it on the day after" in error.value.message_dict["embargo_until"][0]
        with pytest.raises(EmbargoRunning):
            embargo_lift(testimony=embargoed, by=UserFactory(), at=now)

    def test_one_person_sets_it_and_makes_it_longer(self, embargoed, now):
        describe(embargoed, now, embargo_until=self.UNTIL + DAY)
        assert embargoed.embargo_until == self.UNTIL + DAY

    def test_a_new_day_begins_a_new_embargo(self, embargoed, now):
        embargo_lift(testimony=embargoed, by=UserFactory(), at=now + DAY)
        describe(embargoed, now + DAY, embargo_until=date(2027, 1, 1))
        assert embargoed.embargo_lifted_at is None
        assert LedgerEntry.objects.last().details["embargo_until"] == "2027-01-01"


class Test_recordings:
    def receive(self, testimony, now, data=None, name="Pellworth interview.m4a"):
        return recording_receive(
            testimony=testimony,
            chunks=[data or small_sound()],
            original_name=name,
            by=UserFactory(),
            at=now,
        )

    def test_it_is_kept_with_a_receipt(self, now):
        testimony = TestimonyFactory()
        recording, receipt = self.receive(testimony, now)
        assert recording.accession == receipt.accession
        assert recording.duration_ms == pytest.approx(3000, abs=100)
        assert testimony.workflow == Workflow.RECORDED
        row = LedgerEntry.objects.get()
        assert row.details["sha256"] == receipt.blob.sha256
        assert "Pellworth" not in str(row.details)

    def test_the_same_bytes_again_are_one_file_one_recording_and_two_accessions(self, now):
        testimony = TestimonyFactory()
        first, one = self.receive(testimony, now)
        again, two = self.receive(testimony, now)
        assert again == first
        assert again.accession == one.accession != two.accession
        assert two.already_held
        assert testimony.recordings.count() == Blob.objects.count() == 1
        row = LedgerEntry.objects.order_by("number").last()
        assert (row.act, row.record) == ("recording.receive_again", str(first.pk))
        assert row.details["accession"] == str(two.accession.pk)

    def test_another_testimony_may_hold_the_same_bytes(self, now):
        first, _one = self.receive(TestimonyFactory(), now)
        second, receipt = self.receive(TestimonyFactory(), now)
        assert receipt.already_held
        assert second != first

    def test_one_is_set_aside_and_taken_back_and_the_ledger_says_who(self, now):
        testimony, by = TestimonyFactory(), UserFactory()
        RecordingFactory(testimony=testimony)
        other = RecordingFactory(testimony=testimony)
        for _twice in range(2):
            aside = recording_set_aside(recording=other, by=by, at=now)
        assert (aside.set_aside_at, aside.set_aside_by) == (now, by)
        for _twice in range(2):
            back = recording_take_back(recording=other, by=by, at=now)
        assert (back.set_aside_at, back.set_aside_by) == (None, None)
        rows = LedgerEntry.objects.filter(record=str(other.pk)).order_by("number")
        assert [row.act for row in rows] == ["recording.set_aside", "recording.take_back"]
        assert {row.actor for row in rows} == {str(by.pk)}

    def test_the_last_one_is_not_set_aside(self, now):
        testimony = TestimonyFactory()
        only = RecordingFactory(testimony=testimony)
        with pytest.raises(OnlyRecording):
            recording_set_aside(recording=only, by=UserFactory(), at=now)
        recording_set_aside(
            recording=RecordingFactory(testimony=testimony), by=UserFactory(), at=now
        )
        with pytest.raises(OnlyRecording):
            recording_set_aside(recording=only, by=UserFactory(), at=now)

    def test_its_shape_is_drawn_by_a_worker_once_it_is_kept(self, now):
        recording, _receipt = self.receive(TestimonyFactory(), now)
        assert recording.peaks is None
        assert Shapes().run_one("w")
        recording.refresh_from_db()
        assert max(recording.peaks) > 0
        assert not Shapes().run_one("w"), "it is drawn once"

    def test_a_shape_that_cannot_be_drawn_refuses_nothing(self, now, monkeypatch):
        def refuse(*_given):
            raise Refused("killed", "The decoder was killed.")

        monkeypatch.setattr(shapes, "sound_peaks", refuse)
        recording, _receipt = self.receive(TestimonyFactory(), now)
        assert Shapes().run_one("w")
        recording.refresh_from_db()
        assert recording.peaks == []
        assert not Shapes().run_one("w"), "it is not tried for ever"

    def test_a_store_that_does_not_answer_is_asked_again_later(self, now, monkeypatch):
        def fail(*_given):
            raise ConnectionError

        recording, _receipt = self.receive(TestimonyFactory(), now)
        drawing = Shapes()
        with monkeypatch.context() as store:
            store.setattr(shapes, "blob_path", fail)
            assert not drawing.run_one("w")
        assert not drawing.run_one("w"), "a pause first"
        with time_machine.travel(timezone.now() + shapes.PAUSE):
            assert drawing.run_one("w")
        recording.refresh_from_db()
        assert max(recording.peaks) > 0

    def test_what_is_no_recording_is_refused_and_leaves_nothing(self, now):
        with pytest.raises(Refused):
            self.receive(TestimonyFactory(), now, b"#EXTM3U\nhttp://elsewhere/1.ts\n")
        assert not Recording.objects.exists()
        assert not LedgerEntry.objects.exists()


def test_the_database_keeps_a_person_once_in_a_testimony(taker, now):
    testimony = create(taker, now)
    with pytest.raises(IntegrityError):
        testimony.giver_links.create(giver=testimony.giver_links.get().giver, position=2)
