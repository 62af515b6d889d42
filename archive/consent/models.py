"""What was agreed: append-only, versioned, by use. The newest version in force decides."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.people.models import StatementGiver
from archive.testimony.models import Testimony
from media.models import Accession


class Use(models.TextChoices):
    """What somebody may agree to, each on its own. Every door names one of these."""

    WEB_PUBLICATION = "web_publication", _("Publish on the web")
    RESEARCH = "research", _("Researchers, under agreement")
    TEACHING = "teaching", _("Teaching")
    PUBLICATION = "publication", _("Books and print")
    BROADCAST = "broadcast", _("Radio, film and television")
    EXHIBITION = "exhibition", _("Exhibitions")
    DEPOSIT = "deposit", _("Deposit in another archive")
    AI_PROCESSING = "ai_processing", _("Writing down by machine, on our own computers")
    EXTERNAL_PROCESSING = "external_processing", _("Processing by others")
    REPORT_CITATION = "report_citation", _("Quote in findings and reports")
    SHARE_IMAGE = "share_image", _("Images made for sharing")
    MEMORIAL_INSCRIPTION = "memorial_inscription", _("Words on a memorial")
    LEGISLATIVE_USE = "legislative_use", _("Use by legislators")
    TRAINING_OF_POLICE = "training_of_police", _("Training of police")


class Medium(models.TextChoices):
    TEXT = "text", _("The words")
    SOUND = "sound", _("The voice")
    IMAGE = "image", _("Pictures")


class Attribution(models.TextChoices):
    """How the giver is named, from the most to the least open."""

    REAL_NAME = "real_name", _("Their own name")
    PUBLIC_NAME = "public_name", _("A name they chose")
    ANONYMOUS = "anonymous", _("No name")


class HowGiven(models.TextChoices):
    WRITTEN = "written", _("In writing")
    ORAL = "oral_recording", _("Spoken and recorded")
    PROXY = "proxy", _("Through somebody they named")
    GUARDIAN = "guardian", _("Through a guardian")


class Agreement(models.TextChoices):
    PENDING = "pending", _("Not yet given")
    DOCUMENTED = "documented", _("Given and on record")
    UPDATE_REQUIRED = "update_required", _("Must be asked again")
    DISPUTED = "disputed", _("Disputed")
    EXPIRED = "expired", _("Run out")
    WITHDRAWN = "withdrawn", _("Taken back")


class Consent(models.Model):
    """One version of what one giver agreed to for one testimony. Never edited, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="consents")
    giver = models.ForeignKey(StatementGiver, on_delete=models.PROTECT, related_name="consents")
    version = models.PositiveIntegerField()
    agreement = models.CharField(max_length=16, choices=Agreement.choices)
    uses = models.JSONField(default=dict, help_text="{use: true or false}; absent means not agreed")
    media = models.JSONField(
        default=dict, help_text="{medium: true or false}; absent means not agreed"
    )
    attribution = models.CharField(max_length=12, choices=Attribution.choices)
    public_name = models.CharField(max_length=120, blank=True)
    open_until = models.DateField(null=True, blank=True, help_text="last day on which it holds")
    how_given = models.CharField(max_length=16, choices=HowGiven.choices)
    form_text_hash = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the form's text"
    )
    form_language = models.CharField(max_length=12)
    given_on = models.DateField()
    proof = models.ForeignKey(
        Accession, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # A wider consent than the one before it waits for a second person (ConsentConfirmation).
    widens = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["testimony", "giver", "version"], name="consent_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.version} of {self.testimony_id}"


class ConsentConfirmation(models.Model):
    """A second person's word that a widened consent is what the giver said. Append-only."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="confirmation")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"confirmation of {self.consent_id}"
