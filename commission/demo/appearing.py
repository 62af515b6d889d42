"""What a story becomes that was told at a hearing: linked to its witness, released by a person."""

import time

from django.utils import timezone

from archive.testimony.models import Testimony
from commission.demo.hearings import Bench
from commission.demo.stories import Story
from commission.demo.told import texts
from commission.hearings.models import DelayedRelease, Hearing
from commission.hearings.release.services import hearing_release_confirm
from commission.hearings.witnesses.linking import appearance_link

STEP_LIMIT = 60  # seconds within which the worker opens what was confirmed


def spoken_on(story: Story) -> str:
    """The day on which a story was told at the hearing, as EDTF."""
    sessions = _hearing().sessions.filter(witness=story.appears_as).order_by("date")
    return str(sessions[0].date.isoformat())


def appearance_give(story: Story, testimony: Testimony, bench: Bench) -> None:
    """Link a testimony to the witness who gave it: from then on it waits for a person."""
    hearing = _hearing()
    witness = next(one for one in hearing.appearances.all() if one.called == story.appears_as)
    appearance_link(
        hearing=hearing,
        appearance=witness.key,
        testimony=testimony,
        by=bench.taker,
        at=timezone.now(),
    )


def appearance_release(testimony: Testimony, bench: Bench) -> None:
    """Confirm that a recording may go out, and wait until the worker has opened it.

    Raises RuntimeError with the gate's codes where it does not open.
    """
    release = DelayedRelease.objects.get(link__testimony=testimony)
    release = hearing_release_confirm(
        release=release,
        notice=texts("hearings")["release"]["notice"],
        by=bench.officer,
        at=timezone.now(),
    )
    begun = time.monotonic()
    while release.opened_at is None:
        if release.refused or time.monotonic() - begun > STEP_LIMIT:
            raise RuntimeError(f"The recording did not open: {', '.join(release.refused)}")
        time.sleep(0.2)
        release.refresh_from_db()


def _hearing() -> Hearing:
    held: Hearing = Hearing.objects.originals().get(number=1)
    return held
