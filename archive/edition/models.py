"""The reading room: immutable published versions of testimony, and the one way to read them."""

import secrets
import uuid
from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from archive.consent.models import Attribution, Medium, Use
from archive.holds.selectors import forbids_reading
from archive.testimony.models import Testimony, TestimonyKind
from archive.transcript.models import Transcript, TranscriptKind
from media.audience import Audience


class EditionState(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate: sealed, being checked")
    DISCARDED = "discarded", _("Candidate that was not used")
    OPEN = "open", _("Open")
    SUPERSEDED = "superseded", _("Replaced by a newer edition")
    CLOSED = "closed", _("Closed: what was agreed to ran out or was narrowed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def new_key() -> str:
    """A file's name in the store: 32 random characters that say nothing about what it holds."""
    return secrets.token_hex(16)


def _each(value: str | Collection[str] | None) -> Collection[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


class EditionQuerySet(models.QuerySet["Edition"]):
    def open_to(
        self,
        audiences: Iterable[Audience],
        *,
        use: Use | Collection[Use],
        at: datetime,
        medium: Medium | Collection[Medium] | None = None,
    ) -> "EditionQuerySet":
        """Editions that a reader with these audiences may have, for one use or for all of several.

        The only way in which anything outside the vault reads testimony. `use` is what the door is
        for; `medium` is asked too where the door hands out one (sound for the player), or several.
        An order or a delay that has begun binds from that moment, before a worker has closed what
        it covers. Raises ValueError where no use is named.
        """
        uses, media = _each(use), _each(medium)
        if not uses:
            raise ValueError("an edition is read for a use")
        asked = {f"uses__{Use(one).value}": True for one in uses}
        asked |= {f"media__{Medium(one).value}": True for one in media}
        bound = forbids_reading(at=at).filter(testimony=OuterRef("testimony"))
        return self.filter(
            Q(open_until__isnull=True) | Q(open_until__gt=at),
            ~Exists(bound),
            state=EditionState.OPEN,
            audience__in=[Audience(a) for a in audiences],
            **asked,
        )


class Edition(models.Model):
    """One version of one testimony for one audience, built from scratch and then never changed.

    Only its state moves: candidate → open → superseded or withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="editions")
    audience = models.CharField(max_length=16, choices=Audience.choices)
    # Counted per testimony, over all audiences, when opened; candidates have none.
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=12, choices=EditionState.choices, default=EditionState.CANDIDATE
    )

    # What the public sees, frozen.
    reference = models.CharField(max_length=24, blank=True)
    title = models.CharField(max_length=200)
    attribution = models.CharField(max_length=12, choices=Attribution.choices)
    summary = models.CharField(max_length=400, blank=True)
    content_note = models.TextField(blank=True)
    content_ranges = models.JSONField(default=list)
    kind = models.CharField(max_length=24, choices=TestimonyKind.choices)
    language = models.CharField(max_length=12)
    given_on = models.CharField(max_length=40, blank=True, help_text="EDTF")
    # The first and the last day that `given_on` stands for, for sorting and narrowing lists.
    given_first = models.DateField(null=True)
    given_last = models.DateField(null=True)
    place = models.CharField(max_length=200, blank=True)
    duration_ms = models.BigIntegerField(default=0)
    text_kind = models.CharField(max_length=12, choices=TranscriptKind.choices)
    # [{"reason": "PRIV", "start_ms": …, "end_ms": …, "words": 2}] widened times; no text.
    removed = models.JSONField(default=list)
    what_changed = models.CharField(
        max_length=300, blank=True, help_text="published: why this edition was made"
    )

    # What consent allowed when it was built, frozen; the strictest of all givers.
    uses = models.JSONField(default=dict)
    media = models.JSONField(default=dict)
    open_until = models.DateTimeField(null=True)
    consent_ids = models.JSONField(default=list)

    # How it was made.
    transcript = models.ForeignKey(Transcript, on_delete=models.PROTECT, related_name="editions")
    # Canonical JSON of all of the above, the turns and the files with their hashes.
    manifest = models.JSONField(default=dict)
    manifest_hash = models.CharField(max_length=64, blank=True)
    # Hash of all vault rows it was built from; when it no longer matches, the approval is void.
    basis_hash = models.CharField(max_length=64, blank=True)
    built_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    built_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["testimony", "audience"],
                condition=Q(state="open"),
                name="one_open_edition_per_audience",
            ),
            models.UniqueConstraint(fields=["testimony", "number"], name="edition_number_once"),
        ]
        indexes = [models.Index(fields=["state", "audience", "-opened_at"], name="edition_open")]

    def __str__(self) -> str:
        of = self.reference or str(self.testimony_id)[:8]
        return f"edition {self.number or 'candidate'} of {of}"


class EditionTurn(models.Model):
    """A stretch of the published text by one speaker."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="turns")
    position = models.PositiveIntegerField()
    start_ms = models.BigIntegerField()
    end_ms = models.BigIntegerField()
    speaker = models.CharField(max_length=120, blank=True, help_text="as published")
    asks = models.BooleanField(default=False, help_text="spoken by the one who asks, not the giver")
    # [{"text": "The first answer came from a"}, {"cut": "PRIV"}, {"text": "and it said…"}]
    parts = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="turn_position")
        ]

    def __str__(self) -> str:
        return f"turn {self.position}"


class FileKind(models.TextChoices):
    SOUND = "sound", _("Sound")
    CAPTIONS = "captions", _("Captions (WebVTT)")
    TEXT = "text", _("Text")
    PEAKS = "peaks", _("Shape of the sound")
    WORDS = "words", _("Times of words")


class EditionFile(models.Model):
    """A built file. Its name in the store is random; outside it is called by its reference."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=12, choices=FileKind.choices)
    key = models.CharField(max_length=64, unique=True, default=new_key)
    content_type = models.CharField(max_length=60)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind"], name="edition_file_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.edition_id}"
