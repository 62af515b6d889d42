"""One testimony in each state there is, made by the archive's own services, full of canaries."""

import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

import av
import numpy as np

from archive.consent.models import Attribution, HowGiven, Medium, Use
from archive.consent.services import consent_record
from archive.edition.models import Edition
from archive.holds.models import HoldKind
from archive.holds.services import hold_place
from archive.index_points.services import PlaceDraft, PointDraft, index_point_write
from archive.publishing.services import (
    candidate_approve,
    candidate_request,
    candidate_run_one,
    edition_edges,
    edition_open,
)
from archive.redaction.models import ReasonCode, RedactionKind
from archive.redaction.services import redaction_decide, redaction_propose
from archive.testimony.models import Recording, Testimony, TestimonyKind, TombstoneChoice
from archive.testimony.services import (
    GiverDraft,
    recording_receive,
    testimony_create,
    testimony_describe,
)
from archive.thesaurus.models import LabelKind
from archive.thesaurus.services import LabelDraft, TermDraft, term_write
from archive.transcript.edits import SegmentDraft
from archive.transcript.models import Transcript, TranscriptKind
from archive.transcript.services import transcript_accept, transcript_import
from archive.withdrawal.models import AskedBy
from archive.withdrawal.services import testimony_withdraw
from media.audience import Audience
from tests.commission.canary.canaries import Canary, Field
from tests.factories import NOW, UserFactory, words

# Every state of promises 2.0 that exists so far, in the order in which canaries are numbered.
STATES = (
    "draft",
    "redacting",
    "awaiting approval",
    "embargoed",
    "under order",
    "research",
    "public",
    "public without sound",
    "superseded",
    "narrowed",
    "withdrawn listed",
    "withdrawn unlisted",
    # Given at a hearing: waits for a person who confirms; was open until an order covered it.
    "unreleased",
    "stopped by an order",
)
# Said to have been given at a hearing once the hearing is there (`speaking`).
AT_HEARINGS = frozenset({"unreleased", "stopped by an order"})
PUBLIC_NOW = frozenset({"public", "public without sound", "superseded"})
RESEARCH_NOW = frozenset({"research"})


@dataclass
class Kept:
    """What the matrix needs to know of one testimony."""

    number: int
    state: str
    testimony: Testimony
    recording: Recording
    transcript: Transcript | None = None
    editions: list[Edition] = field(default_factory=list)

    def canary(self, which: Field) -> Canary:
        return Canary(which, self.number)


class World:
    """All testimonies and the people who made them."""

    def __init__(self) -> None:
        self.staff = {
            role: UserFactory(username=role, role=role)
            for role in (
                "statement_taker",
                "transcriber",
                "redactor",
                "approver",
                "publisher",
                "administrator",
            )
        }
        self.kept = [self._make(number, state) for number, state in enumerate(STATES)]

    def by_state(self, state: str) -> Kept:
        return next(kept for kept in self.kept if kept.state == state)

    # Each step as its own method, in the order in which they happen.

    def _make(self, number: int, state: str) -> Kept:
        kept = self._take_in(number, state)
        if state == "draft":
            return kept
        self._write_down(kept)
        self._index(kept)
        self._redact(kept, decide=state != "redacting")
        if state == "redacting":
            return kept
        audience = Audience.RESEARCH if state == "research" else Audience.PUBLIC
        candidate = self._build(kept, audience)
        if state == "awaiting approval":
            return kept
        self._approve(candidate)
        if state in ("embargoed", "unreleased"):
            return kept
        if state == "under order":
            self._order(kept)
            return kept
        kept.editions.append(edition_open(edition=candidate, by=self.staff["publisher"], at=NOW))
        if state == "superseded":
            self._supersede(kept)
        elif state == "narrowed":
            self._consent(kept, web=False)
        elif state.startswith("withdrawn"):
            testimony_withdraw(
                testimony=kept.testimony,
                asked_by=AskedBy.GIVER,
                listed=state.endswith(" listed"),
                by=self.staff["publisher"],
                at=NOW,
            )
        return kept

    def _take_in(self, number: int, state: str) -> Kept:
        taker = self.staff["statement_taker"]

        def word(which: Field) -> str:
            return Canary(which, number).word

        testimony = testimony_create(
            kind=TestimonyKind.STATEMENT,
            language="en",
            givers=[GiverDraft(real_name=word(Field.REAL_NAME), contact=word(Field.CONTACT))],
            given_on="2024-03-14",
            place=word(Field.PLACE),
            summary=f"told of {word(Field.SUMMARY)}.",
            by=taker,
            at=NOW,
        )
        if state == "embargoed":
            testimony_describe(
                testimony=testimony,
                embargo_until=date(2031, 1, 1),
                embargo_reason=word(Field.EMBARGO),
                by=taker,
                at=NOW,
            )
        if state == "withdrawn listed":
            testimony_describe(
                testimony=testimony, tombstone=TombstoneChoice.LISTED, by=taker, at=NOW
            )
        recording, _ = recording_receive(
            testimony=testimony,
            chunks=iter([tagged_sound(word(Field.TAG), word(Field.CHAPTER), pitch=200 + number)]),
            original_name=f"{word(Field.FILE_NAME)}.m4a",
            by=taker,
            at=NOW,
        )
        kept = Kept(number, state, testimony, recording)
        self._consent(kept, sound=state != "public without sound")
        return kept

    def _consent(self, kept: Kept, *, web: bool = True, sound: bool = True) -> None:
        uses = dict.fromkeys(Use, True)
        uses[Use.WEB_PUBLICATION] = web and kept.state != "research"
        consent_record(
            testimony=kept.testimony,
            giver=kept.testimony.givers.get(),
            uses=uses,
            media={Medium.TEXT: True, Medium.SOUND: sound},
            attribution=Attribution.PUBLIC_NAME,
            public_name=kept.canary(Field.PUBLIC_NAME).word,
            how_given=HowGiven.WRITTEN,
            form_text="form 7",
            form_language="en",
            given_on=date(2024, 3, 14),
            by=self.staff["statement_taker"],
            at=NOW,
        )

    def _write_down(self, kept: Kept) -> None:
        spoken = " ".join(
            [
                "It began by the river and",
                kept.canary(Field.SPOKEN).word,
                "was there with",
                kept.canary(Field.REDACTED).word,
                "and also",
                kept.canary(Field.RESEARCH_ONLY).word,
                "who left at dawn.",
            ]
        )
        timed = words(spoken, start_ms=200, each_ms=300)
        draft = SegmentDraft(
            key="", start_ms=200, end_ms=timed[-1]["end"], words=timed, speaker="giver-1"
        )
        typed = transcript_import(
            testimony=kept.testimony,
            recording=kept.recording,
            segments=[draft],
            language="en",
            made_with={"prepared": True},
            kind=TranscriptKind.CORRECTED,
            by=self.staff["transcriber"],
            at=NOW,
        )
        kept.transcript = transcript_accept(transcript=typed, by=self.staff["transcriber"], at=NOW)

    def _index(self, kept: Kept) -> None:
        """A point with a canary in each of its fields, and a term of its own."""

        def word(which: Field) -> str:
            return kept.canary(which).word

        term = term_write(
            draft=TermDraft((LabelDraft("en", LabelKind.PREFERRED, word(Field.POINT_TERM)),)),
            by=self.staff["publisher"],
            at=NOW,
        )
        index_point_write(
            testimony=kept.testimony,
            recording=kept.recording,
            draft=PointDraft(
                start_ms=0,
                title=word(Field.POINT_TITLE),
                synopsis=word(Field.POINT_SYNOPSIS),
                content_warning=word(Field.POINT_WARNING),
                keywords=(str(term.pk),),
                subjects=(str(term.pk),),
                place=PlaceDraft(word(Field.POINT_PLACE)),
                links=((word(Field.POINT_LINK), "https://example.org/"),),
            ),
            by=self.staff["transcriber"],
            at=NOW,
        )

    def _redact(self, kept: Kept, *, decide: bool) -> None:
        assert kept.transcript is not None
        for which in (Field.REDACTED, Field.RESEARCH_ONLY):
            word_id = next(
                word["id"]
                for word in kept.transcript.segments.get().words
                if word["text"] == kept.canary(which).word
            )
            redaction = redaction_propose(
                testimony=kept.testimony,
                recording=kept.recording,
                kind=RedactionKind.REMOVE,
                reason=ReasonCode.PRIV,
                word_ids=[word_id],
                note=kept.canary(Field.NOTE).word,
                open_to_research=which is Field.RESEARCH_ONLY,
                by=self.staff["redactor"],
                at=NOW,
            )
            if decide:
                redaction_decide(
                    redaction=redaction, approve=True, by=self.staff["approver"], at=NOW
                )

    def _build(self, kept: Kept, audience: Audience) -> Edition:
        job = candidate_request(
            testimony=kept.testimony, audience=audience, by=self.staff["publisher"], at=NOW
        )
        while candidate_run_one("canaries"):
            pass
        job.refresh_from_db()
        assert job.edition is not None, job.error_code
        return job.edition

    def _approve(self, candidate: Edition) -> None:
        candidate_approve(
            edition=candidate,
            manifest_hash=candidate.manifest_hash,
            edges_heard=len(edition_edges(candidate)),
            by=self.staff["approver"],
            at=NOW,
        )

    def _order(self, kept: Kept) -> None:
        hold_place(
            testimony=kept.testimony,
            kind=HoldKind.RESTRICTION_ORDER,
            code=kept.canary(Field.ORDER).word,
            by=self.staff["administrator"],
            at=NOW,
        )

    def _supersede(self, kept: Kept) -> None:
        """A second edition with another sentence; the first edition's sentence must be gone."""
        testimony_describe(
            testimony=kept.testimony,
            summary="told of something else.",
            by=self.staff["statement_taker"],
            at=NOW,
        )
        candidate = self._build(kept, Audience.PUBLIC)
        self._approve(candidate)
        later: datetime = NOW + timedelta(minutes=1)
        kept.editions.append(edition_open(edition=candidate, by=self.staff["publisher"], at=later))


def tagged_sound(tag: str, chapter: str, *, pitch: int, seconds: float = 6.0) -> bytes:
    """A tone as AAC in MP4 with a title, an artist, a comment and a chapter that tell too much."""
    out, rate = io.BytesIO(), 16_000
    with av.open(out, "w", format="mp4") as container:
        for name in ("title", "artist", "comment", "album"):
            container.metadata[name] = tag
        stream = container.add_stream("aac", rate=rate)
        stream.layout = "mono"
        stream.metadata["title"] = tag
        container.set_chapters(
            [
                {
                    "id": 1,
                    "start": 0,
                    "end": 3000,
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": chapter},
                }
            ]
        )
        time = np.arange(int(seconds * rate)) / rate
        samples = (0.2 * np.sin(2 * np.pi * pitch * time)).astype(np.float32)
        for n in range(0, len(samples), 1024):
            frame = av.AudioFrame.from_ndarray(samples[None, n : n + 1024], "fltp", "mono")
            frame.sample_rate, frame.pts = rate, n
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()
