"""Names of people stand in the vault's columns and nowhere that leaves it by itself."""

import logging
import pickle
import traceback
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from archive.consent.models import Attribution, HowGiven, Medium, Use
from archive.consent.services import consent_in_force, consent_record
from archive.holds.services import hold_place
from archive.ledger.models import LedgerEntry
from archive.people.services import GiverDraft
from archive.redaction.models import ProtectedName
from archive.testimony.models import Testimony
from archive.testimony.services import recording_receive, testimony_create, testimony_describe
from archive.transcription.models import TranscriptionJob
from media.jobs import Job
from tests.factories import (
    ConsentFactory,
    EditionFactory,
    TranscriptFactory,
    redaction_of,
    small_sound,
)

pytestmark = pytest.mark.django_db

# In every field of the vault that can hold what a person said or is called.
CANARY = "Zebedina"
FULL = f"{CANARY} Quorn"


def text(where: str) -> str:
    return f"{CANARY} {where}"


@pytest.fixture
def vault(taker, now):
    """A testimony that went through the services with the canary wherever it fits."""
    testimony = testimony_create(
        kind="statement",
        language="en",
        givers=[GiverDraft(FULL, text("by letter"))],
        place=text("at home"),
        summary=text("told of it."),
        content_note=text("is named"),
        by=taker,
        at=now,
    )
    giver = testimony.giver_links.get().giver
    testimony_describe(
        testimony=testimony,
        by=taker,
        at=now,
        summary=text("told of all of it."),
        embargo_reason=text("asked for it"),
        content_ranges=[{"start_ms": 1, "end_ms": 2, "note": text("speaks")}],
    )
    recording, _receipt = recording_receive(
        testimony=testimony,
        chunks=[small_sound()],
        original_name=f"{FULL}.m4a",
        by=taker,
        at=now,
    )
    consent_record(
        testimony=testimony,
        giver=giver,
        uses=dict.fromkeys(Use, True),
        media=dict.fromkeys(Medium, True),
        attribution=Attribution.REAL_NAME,
        public_name=CANARY,
        how_given=HowGiven.WRITTEN,
        form_text=text("agrees"),
        form_language="en",
        given_on=date(2026, 5, 1),
        proof=recording.accession,
        by=taker,
        at=now,
    )
    hold_place(testimony=testimony, kind="legal_hold", code="2026-14", by=taker, at=now)
    transcript = TranscriptFactory(testimony=testimony, spoken=[("giver-1", f"I am {FULL} indeed")])
    name = ProtectedName.objects.create(
        testimony=testimony, name=FULL, created_by=taker, created_at=now
    )
    redaction_of(transcript, FULL, protected_name=name, note=text("stands"), replacement=text("so"))
    EditionFactory(testimony=testimony, title=FULL, transcript=transcript)
    TranscriptionJob.objects.create(recording=recording, requested_by=taker, created_at=now)
    return testimony


def rows_of_the_vault():
    for label in ("archive", "media", "search"):
        for model in apps.get_app_config(label).get_models():
            yield from model._default_manager.all()


def test_the_canary_is_really_in_the_vault(vault):
    assert Testimony.objects.filter(summary__contains=CANARY).exists()
    assert vault.consents.filter(public_name=CANARY).exists()
    assert consent_in_force(vault, at=vault.created_at).display_title == FULL


def test_no_row_says_a_name_when_it_is_printed(vault):
    seen = set()
    for row in rows_of_the_vault():
        assert CANARY not in str(row), type(row)
        assert CANARY not in repr(row), type(row)
        seen.add(type(row))
    assert len(seen) >= 15


def test_what_holds_names_in_memory_does_not_print_them(vault, now):
    assert CANARY not in repr(GiverDraft(FULL, FULL))
    assert CANARY not in repr(consent_in_force(vault, at=now))


def test_the_ledger_holds_no_name(vault):
    assert LedgerEntry.objects.count() >= 5
    for row in LedgerEntry.objects.values():
        assert CANARY not in str(row)


def test_no_job_holds_a_name(vault):
    jobs = [model for model in apps.get_models() if issubclass(model, Job)]
    assert len(jobs) >= 3
    for model in jobs:
        for row in model._default_manager.values():
            assert CANARY not in str(row)
        free = {
            field.name
            for field in model._meta.concrete_fields
            if field.get_internal_type() in ("TextField", "CharField") and not field.choices
        }
        # Text that somebody writes is published with the edition; all else is a code or a hash.
        assert free <= {"worker", "error_code", "language", "what", "what_changed"}, model


@pytest.mark.parametrize("field", ["real_name", "language", "given_on"])
def test_a_refusal_does_not_repeat_what_was_written(taker, now, field):
    written = {"real_name": "Zebedina" * 40, "language": FULL, "given_on": f"with {FULL}"[:40]}
    given = {
        "kind": "statement",
        "language": "en",
        "givers": [GiverDraft(written["real_name"] if field == "real_name" else "Somebody")],
        "by": taker,
        "at": now,
    }
    if field != "real_name":
        given[field] = written[field]
    with pytest.raises(ValidationError) as error:
        testimony_create(**given)
    assert CANARY not in "".join(traceback.format_exception(error.value))


def test_nothing_is_logged_while_it_is_taken_in(caplog, request):
    caplog.set_level(logging.DEBUG)
    request.getfixturevalue("vault")
    # The factories tell what they make; nothing of ours and nothing of Django's may.
    said = [record.getMessage() for record in caplog.records if record.name != "factory.generate"]
    assert CANARY not in "\n".join(said)


def test_a_draft_can_still_be_used(vault):
    assert pickle.loads(pickle.dumps(GiverDraft(FULL))).real_name == FULL  # noqa: S301
    assert ConsentFactory._meta.model is type(vault.consents.get())
