"""Original files: the bytes as they arrived, and each arrival of them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Condition(models.TextChoices):
    """What probing found. Damaged files are kept: a broken original is still an original."""

    SOUND = "sound", _("Whole, from beginning to end")
    DAMAGED = "damaged", _("Damaged: header and sound disagree, or it stops early")


# Containers of documents: papers that prove something. They are never played and never shown.
DOCUMENTS = frozenset({"pdf", "jpeg", "png", "tiff"})


class Blob(models.Model):
    """Bytes received once, kept under their SHA-256, never changed, never sent by a web server."""

    sha256 = models.CharField(primary_key=True, max_length=64, editable=False)
    size = models.BigIntegerField(help_text="bytes")
    container = models.CharField(
        max_length=16, help_text="demuxer forced for every opening: wav, mp3…; or pdf, jpeg…"
    )
    codec = models.CharField(max_length=32, blank=True)
    channels = models.PositiveSmallIntegerField(default=0)
    sample_rate = models.PositiveIntegerField(default=0, help_text="Hz")
    condition = models.CharField(max_length=16, choices=Condition.choices)
    header_ms = models.BigIntegerField(null=True, help_text="length that the header states")
    decoded_ms = models.BigIntegerField(null=True, help_text="length that could be decoded")
    steady = models.BooleanField(
        default=False, help_text="its own times were found to be its samples': one may start inside"
    )
    tracks = models.PositiveSmallIntegerField(
        default=1, help_text="streams of sound; the first is the one that is heard"
    )
    received_at = models.DateTimeField()
    fixity_checked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"blob {self.sha256[:12]}"

    @property
    def is_document(self) -> bool:
        """Whether this is a paper, which can prove a consent and can be no recording."""
        return self.container in DOCUMENTS


class Accession(models.Model):
    """One arrival of a blob: who, when, under what name. The same bytes twice: two of these."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="accessions")
    # The name a file came with can hold a person's name: shown in the vault and nowhere else.
    original_name = models.CharField(max_length=400)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"accession {self.id}"
