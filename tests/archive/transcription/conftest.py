"""Recordings that came in as every recording does, and a queue to put them into."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from archive.testimony.models import Recording
from archive.testimony.services import recording_receive
from archive.transcription.models import TranscriptionJob
from archive.transcription.services import transcription_request
from tests.factories import TestimonyFactory, UserFactory


@pytest.fixture
def received() -> Callable[..., Recording]:
    """Receives a file as a recording of a testimony whose giver agreed to everything."""

    def receive(path: Path, language: str = "en") -> Recording:
        with path.open("rb") as file:
            recording, _receipt = recording_receive(
                testimony=TestimonyFactory(consented=True, language=language),
                chunks=iter(lambda: file.read(65_536), b""),
                original_name=path.name,
                by=UserFactory(),
                at=timezone.now(),
            )
        return recording

    return receive


@pytest.fixture
def asked(received) -> Callable[..., TranscriptionJob]:
    """Receives a file and asks for its transcription."""

    def ask(path: Path, language: str = "en") -> TranscriptionJob:
        return transcription_request(
            recording=received(path, language), by=UserFactory(), at=timezone.now()
        )

    return ask


@pytest.fixture
def kennedy(shared) -> Path:
    return shared / "audio" / "en-kennedy-inaugural-1961.flac"
