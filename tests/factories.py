"""Records for tests, with traits that read like sentences.

They write rows directly and so may make states that services would refuse; a test of a service
should come to its state through the services before it.
"""

import hashlib
import uuid
from datetime import UTC, date, datetime

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from archive.consent.models import Agreement, Attribution, Consent, HowGiven, Medium, Use
from archive.dates import interval_of
from archive.edition.models import Edition, EditionFile, EditionState, EditionTurn, FileKind
from archive.index_points.models import EditionPoint
from archive.ledger.canonical import sha256_of
from archive.people.models import StatementGiver
from archive.publishing.models import Approval
from archive.publishing.sealing import manifest_of
from archive.redaction.models import ReasonCode, Redaction, RedactionKind, RedactionState
from archive.testimony.models import Recording, Testimony, TestimonyGiver, TestimonyKind
from archive.transcript.models import Segment, Transcript, TranscriptKind
from media.audience import Audience
from media.models import Accession, Blob

NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    """An account. `UserFactory(role="redactor")` puts it into that role's group."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff{n}")
    password = factory.django.Password("correct horse battery")

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        if extracted:
            from commission.pages.editors import EDITORS, editors_allow
            from commission.roles import roles_create

            if not Group.objects.filter(name=extracted).exists():
                roles_create()  # emptied by a transactional test
            if extracted == EDITORS:
                editors_allow()  # below a home page that came since
            self.groups.add(Group.objects.get(name=extracted))

    class Params:
        superuser = factory.Trait(is_superuser=True, is_staff=True)


class GiverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StatementGiver

    real_name = factory.Sequence(lambda n: f"Ines Pellworth {n}")
    contact = "by letter only"
    created_at = NOW


class TestimonyFactory(factory.django.DjangoModelFactory):
    """A testimony in the vault; `with_giver`, and `consented` to everything under a chosen name."""

    __test__ = False

    class Meta:
        model = Testimony
        skip_postgeneration_save = True

    kind = TestimonyKind.STATEMENT
    language = "en"
    given_on = "2024-03-14"
    place = "Riverbend Library"
    summary = "told the commission what happened on Ferry Road."
    created_by = factory.SubFactory(UserFactory)
    created_at = NOW

    @factory.post_generation
    def with_giver(self, create, extracted, **kwargs):
        if extracted:
            TestimonyGiver.objects.create(testimony=self, giver=GiverFactory())

    @factory.post_generation
    def consented(self, create, extracted, **kwargs):
        if extracted:
            if not self.giver_links.exists():
                TestimonyGiver.objects.create(testimony=self, giver=GiverFactory())
            for link in self.giver_links.all():
                ConsentFactory(testimony=self, giver=link.giver, **kwargs)


class ConsentFactory(factory.django.DjangoModelFactory):
    """Agreed to all uses and media under the name Wren."""

    class Meta:
        model = Consent

    version = factory.LazyAttribute(
        lambda o: Consent.objects.filter(testimony=o.testimony, giver=o.giver).count() + 1
    )
    agreement = Agreement.DOCUMENTED
    uses = factory.LazyFunction(lambda: {use.value: True for use in Use})
    media = factory.LazyFunction(lambda: {medium.value: True for medium in Medium})
    attribution = Attribution.PUBLIC_NAME
    public_name = "Wren"
    how_given = HowGiven.WRITTEN
    form_text_hash = hashlib.sha256(b"form 7").hexdigest()
    form_language = "en"
    given_on = date(2024, 3, 14)
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = NOW


class BlobFactory(factory.django.DjangoModelFactory):
    """A row without bytes. Tests that read sound receive a real file instead."""

    class Meta:
        model = Blob

    sha256 = factory.LazyFunction(lambda: hashlib.sha256(uuid.uuid4().bytes).hexdigest())
    size = 1000
    container = "flac"
    codec = "flac"
    channels = 1
    sample_rate = 16000
    condition = "sound"
    header_ms = 60_000
    decoded_ms = 60_000
    received_at = NOW


class AccessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Accession

    blob = factory.SubFactory(BlobFactory)
    original_name = "Pellworth interview.flac"
    received_by = factory.SubFactory(UserFactory)
    received_at = NOW


class RecordingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recording

    testimony = factory.SubFactory(TestimonyFactory)
    accession = factory.SubFactory(AccessionFactory)
    position = factory.LazyAttribute(lambda o: o.testimony.recordings.count() + 1)
    duration_ms = 60_000
    peaks = factory.LazyFunction(lambda: [(n * 37) % 100 for n in range(200)])


def words(text: str, *, start_ms: int, first: int = 1, each_ms: int = 400, p: float | None = 0.95):
    """Timed words for a sentence, `each_ms` apart, with ids counted from `first`."""
    return [
        {
            "id": f"w{first + n:05d}",
            "text": word,
            "start": start_ms + n * each_ms,
            "end": start_ms + n * each_ms + each_ms - 40,
            "p": p,
        }
        for n, word in enumerate(text.split())
    ]


SPOKEN = [
    ("asker", "This is a statement to the commission. You can stop whenever you like."),
    ("giver-1", "My mother wrote to the district on the fourth of February."),
    (
        "giver-1",
        "The first answer came from Sergeant Pellworth, and it said the matter was closed.",
    ),
    ("asker", "How many letters were there?"),
    ("giver-1", "Sixty-one. Nobody wrote it down. So it had not happened."),
]


class TranscriptFactory(factory.django.DjangoModelFactory):
    """A reviewed transcript of SPOKEN; pass `spoken=[(speaker, text), …]` for other words."""

    class Meta:
        model = Transcript
        skip_postgeneration_save = True

    testimony = factory.SubFactory(TestimonyFactory)
    recording = factory.LazyAttribute(
        lambda o: o.testimony.recordings.first() or RecordingFactory(testimony=o.testimony)
    )
    version = factory.LazyAttribute(lambda o: o.testimony.transcripts.count() + 1)
    kind = TranscriptKind.REVIEWED
    language = "en"
    made_with = factory.LazyFunction(lambda: {"model": "tiny.en"})
    content_hash = factory.LazyFunction(lambda: hashlib.sha256(uuid.uuid4().bytes).hexdigest())
    created_at = NOW

    class Params:
        machine = factory.Trait(kind=TranscriptKind.MACHINE)

    @factory.post_generation
    def spoken(self, create, extracted, **kwargs):
        start, count = 1000, 1
        for position, (speaker, text) in enumerate(extracted or SPOKEN):
            timed = words(text, start_ms=start, first=count)
            Segment.objects.create(
                transcript=self,
                key=f"s{position + 1:05d}",
                position=position,
                speaker=speaker,
                start_ms=start,
                end_ms=timed[-1]["end"],
                words=timed,
            )
            start, count = timed[-1]["end"] + 1000, count + len(timed)


class RedactionFactory(factory.django.DjangoModelFactory):
    """Proposed; `approved` by somebody else. `of="Sergeant Pellworth,"` finds those words."""

    class Meta:
        model = Redaction

    testimony = factory.SubFactory(TestimonyFactory)
    recording = factory.LazyAttribute(lambda o: o.testimony.recordings.first())
    kind = RedactionKind.REMOVE
    reason = ReasonCode.PRIV
    start_ms = 10_000
    end_ms = 10_800
    sound_start_ms = factory.LazyAttribute(lambda o: max(0, o.start_ms - 250))
    sound_end_ms = factory.LazyAttribute(lambda o: o.end_ms + 250)
    proposed_by = factory.SubFactory(UserFactory)
    proposed_at = NOW
    state = RedactionState.PROPOSED
    # Each state comes with the people whose acts lead to it.
    decided_by = factory.LazyAttribute(
        lambda o: None if o.state == RedactionState.PROPOSED else UserFactory()
    )
    decided_at = factory.LazyAttribute(lambda o: NOW if o.decided_by else None)
    lift_proposed_by = factory.LazyAttribute(
        lambda o: UserFactory() if o.state == RedactionState.LIFTED else None
    )
    lifted_by = factory.LazyAttribute(
        lambda o: UserFactory() if o.state == RedactionState.LIFTED else None
    )
    lifted_at = factory.LazyAttribute(lambda o: NOW if o.lifted_by else None)

    class Params:
        approved = factory.Trait(state=RedactionState.APPROVED)


def redaction_of(transcript: Transcript, text: str, **kwargs) -> Redaction:
    """A redaction of the first place in the transcript where these words stand."""
    sought = text.split()
    for segment in transcript.segments.all():
        for n in range(len(segment.words) - len(sought) + 1):
            found = segment.words[n : n + len(sought)]
            if [word["text"] for word in found] == sought:
                return RedactionFactory(
                    testimony=transcript.testimony,
                    recording=transcript.recording,
                    word_ids=[word["id"] for word in found],
                    placed_on=transcript,
                    start_ms=found[0]["start"],
                    end_ms=found[-1]["end"],
                    **kwargs,
                )
    raise AssertionError(f"{text!r} is not in the transcript")


class EditionFactory(factory.django.DjangoModelFactory):
    """An open public edition by Wren with turns; `files=True` adds small real files,
    `files={FileKind.TEXT}` some of them.

    It is sealed under the hash of its manifest, and what is open was approved by somebody: the
    database opens nothing else. Traits: `candidate`, `superseded`, `withdrawn`, `for_research`.
    """

    class Meta:
        model = Edition
        skip_postgeneration_save = True

    testimony = factory.SubFactory(TestimonyFactory, consented=True)
    audience = Audience.PUBLIC
    number = factory.LazyAttribute(lambda o: o.testimony.editions.count() + 1)
    state = EditionState.OPEN
    reference = factory.LazyAttribute(
        lambda o: o.testimony.reference or f"RB-{Edition.objects.count() + 1:04d}"
    )
    title = "Wren"
    attribution = Attribution.PUBLIC_NAME
    summary = factory.SelfAttribute("testimony.summary")
    kind = factory.SelfAttribute("testimony.kind")
    language = factory.SelfAttribute("testimony.language")
    given_on = factory.SelfAttribute("testimony.given_on")
    given_first = factory.LazyAttribute(lambda o: _days(o.given_on, "first"))
    given_last = factory.LazyAttribute(lambda o: _days(o.given_on, "last"))
    place = factory.SelfAttribute("testimony.place")
    duration_ms = 60_000
    text_kind = TranscriptKind.REVIEWED
    removed = factory.LazyFunction(
        lambda: [{"reason": "PRIV", "start_ms": 12_000, "end_ms": 13_500, "words": 2}]
    )
    uses = factory.LazyFunction(lambda: {use.value: True for use in Use})
    media = factory.LazyFunction(lambda: {medium.value: True for medium in Medium})
    transcript = factory.LazyAttribute(
        lambda o: o.testimony.transcripts.last() or TranscriptFactory(testimony=o.testimony)
    )
    built_at = NOW
    opened_at = NOW

    class Params:
        candidate = factory.Trait(
            state=EditionState.CANDIDATE, number=None, reference="", opened_at=None
        )
        superseded = factory.Trait(state=EditionState.SUPERSEDED, closed_at=NOW)
        withdrawn = factory.Trait(state=EditionState.WITHDRAWN, closed_at=NOW)
        for_research = factory.Trait(audience=Audience.RESEARCH)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        state = kwargs.pop("state")
        edition = super()._create(model_class, *args, state=EditionState.CANDIDATE, **kwargs)
        edition.to_be = state
        return edition

    @factory.post_generation
    def turns(self, create, extracted, **kwargs):
        """`turns=[(speaker, parts), …]`; without it the words of SPOKEN with the name cut out."""
        if self.reference and self.testimony.reference != self.reference:
            self.testimony.reference = self.reference
            self.testimony.save()
        start = 1000
        for position, (speaker, parts) in enumerate(extracted or _published()):
            length = 400 * sum(len(part.get("text", "x").split()) for part in parts)
            EditionTurn.objects.create(
                edition=self,
                position=position,
                start_ms=start,
                end_ms=start + length,
                speaker=speaker,
                asks=speaker == "Statement taker",
                parts=parts,
            )
            start += length + 1000

    @factory.post_generation
    def points(self, create, extracted, **kwargs):
        """`points=[(start_ms, end_ms, title, {more}), …]`: what the index beside the words says."""
        for position, (start, end, title, *more) in enumerate(extracted or ()):
            EditionPoint.objects.create(
                edition=self,
                position=position,
                start_ms=start,
                end_ms=end,
                title=title,
                **(more[0] if more else {}),
            )

    @factory.post_generation
    def files(self, create, extracted, **kwargs):
        if extracted:
            from media.files import file_write

            for kind, (content_type, data) in _small_files().items():
                if extracted is not True and kind not in extracted:
                    continue
                file = EditionFile(edition=self, kind=kind, content_type=content_type)
                written = file_write(key=file.key, source=data)
                file.size, file.sha256 = written.size, written.sha256
                file.save()

    @factory.post_generation
    def sealed(self, create, extracted, **kwargs):
        """Last: what stands until here is what its hash is of."""
        self.manifest = manifest_of(self)
        self.manifest_hash = sha256_of(self.manifest)
        self.save(update_fields=["manifest", "manifest_hash"])
        if self.to_be == EditionState.OPEN:
            approve(self)
        self.state = self.to_be
        self.save(update_fields=["state"])


def _days(given_on: str, end: str) -> date | None:
    days = interval_of(given_on)
    return getattr(days, end) if days else None


def approve(edition: Edition) -> Approval:
    """The row of an approval by somebody who did nothing else."""
    return Approval.objects.create(
        edition=edition,
        manifest_hash=edition.manifest_hash,
        approved_by=UserFactory(),
        approved_at=NOW,
    )


def _published():
    names = {"asker": "Statement taker", "giver-1": "Wren"}
    for speaker, text in SPOKEN:
        before, name, after = text.partition("Sergeant Pellworth,")
        parts = [{"text": before.strip()}]
        if name:
            parts += [{"cut": "PRIV"}, {"text": after.strip()}]
        yield names[speaker], parts


def _small_files() -> dict[FileKind, tuple[str, bytes]]:
    """Three seconds of a low tone as AAC in MP4, and the texts that belong to it."""
    return {
        FileKind.SOUND: ("audio/mp4", small_sound()),
        FileKind.CAPTIONS: (
            "text/vtt",
            b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Wren>My mother wrote.\n",
        ),
        FileKind.TEXT: ("text/plain", b"Wren: My mother wrote.\n"),
        FileKind.PEAKS: ("application/json", b'{"peaks": [0, 50, 100, 50, 0]}'),
        FileKind.WORDS: ("application/json", b'{"words": []}'),
    }


_sound: dict[float, bytes] = {}


def small_sound(seconds: float = 3.0, rate: int = 48_000) -> bytes:
    """A quiet tone as AAC in MP4 with fast start, made once per session."""
    if seconds not in _sound:
        import tempfile
        from pathlib import Path

        import av
        import numpy as np

        # Fast start reads the file again, so it is written to a real one.
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "tone.m4a"
            _tone(av, np, out, seconds, rate)
            _sound[seconds] = out.read_bytes()
    return _sound[seconds]


def _tone(av, np, out, seconds: float, rate: int) -> None:
    """Encode the tone."""
    with av.open(str(out), "w", format="mp4", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("aac", rate=rate)
        stream.layout = "mono"
        time = np.arange(int(seconds * rate)) / rate
        samples = (0.1 * np.sin(2 * np.pi * 220 * time)).astype(np.float32)
        for n in range(0, len(samples), 1024):
            frame = av.AudioFrame.from_ndarray(
                samples[None, n : n + 1024], format="fltp", layout="mono"
            )
            frame.sample_rate, frame.pts = rate, n
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
