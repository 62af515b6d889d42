"""Spans that must not go out, proposed by one person and decided by another."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.testimony.models import Recording, Testimony
from archive.transcript.models import Transcript


class RedactionKind(models.TextChoices):
    """What happens to the words. The sound of a span is always silence of the same length."""

    REMOVE = "remove", _("Remove, show a bar")
    PSEUDONYMISE = "pseudonymise", _("Put a pseudonym")
    GENERALISE = "generalise", _("Make general (“an officer”)")
    MUTE = "mute", _("Silence a stretch without words")


class ReasonCode(models.TextChoices):
    """Shown at the place of the removal. Keyed to practice: FOIA exemptions, inquiry orders."""

    PRIV = "PRIV", _("Personal information")
    ANON = "ANON", _("Anonymity was granted")
    MED = "MED", _("Medical details")
    THIRD = "THIRD", _("Someone who was not asked, or not heard")
    SAFE = "SAFE", _("Risk to life or safety")
    MINOR = "MINOR", _("A child")
    CULT = "CULT", _("Cultural protocol")
    INV = "INV", _("Open investigation")
    SRC = "SRC", _("Confidential source")
    LAW = "LAW", _("Court order or privilege")
    WITHDRAWN = "WITHDRAWN", _("Consent taken back")


class RedactionState(models.TextChoices):
    PROPOSED = "proposed", _("Waiting for another person")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    LIFTED = "lifted", _("Lifted")


# States in which the span's words and sound may not go out.
WITHHELD = (RedactionState.PROPOSED, RedactionState.APPROVED)


class ProtectedName(models.Model):
    """A name that must stand nowhere outside. Each of its places is decided by a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    testimony = models.ForeignKey(
        Testimony, on_delete=models.PROTECT, related_name="protected_names"
    )
    name = models.CharField(max_length=200)
    reason = models.CharField(max_length=12, choices=ReasonCode.choices, default=ReasonCode.PRIV)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"protected name {str(self.id)[:8]}"


class OccurrenceKept(models.Model):
    """A person's word that the name stands here and may stay, or that this is not that name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    protected_name = models.ForeignKey(ProtectedName, on_delete=models.PROTECT, related_name="kept")
    # By the words' ids, so that the decision survives a correction of other words.
    word_ids = models.JSONField(default=list)
    why = models.CharField(max_length=300, help_text="for the approver; never published")
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"occurrence kept {str(self.id)[:8]}"


class Redaction(models.Model):
    """One span: words by their ids, sound by times, widened so that no syllable stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="redactions")
    recording = models.ForeignKey(
        Recording, null=True, on_delete=models.PROTECT, related_name="redactions"
    )
    kind = models.CharField(max_length=16, choices=RedactionKind.choices)
    reason = models.CharField(max_length=12, choices=ReasonCode.choices)
    # Researchers under agreement may read and hear it; the public may not.
    open_to_research = models.BooleanField(default=False)
    replacement = models.CharField(
        max_length=120, blank=True, help_text="published in place of the words"
    )
    note = models.TextField(blank=True, help_text="for the approver; never published")
    word_ids = models.JSONField(
        default=list, help_text="ids of transcript words; empty: a time range"
    )
    start_ms = models.BigIntegerField(help_text="of the words or the range chosen")
    end_ms = models.BigIntegerField()
    sound_start_ms = models.BigIntegerField(help_text="widened to the nearest pause, or by 250 ms")
    sound_end_ms = models.BigIntegerField()
    protected_name = models.ForeignKey(
        ProtectedName, null=True, on_delete=models.PROTECT, related_name="redactions"
    )
    state = models.CharField(
        max_length=12, choices=RedactionState.choices, default=RedactionState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)
    # Lifting needs two people as well.
    lift_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    # The text that it was placed on, or last confirmed on: its words there are what it is about,
    # and it must still lie on them. Null: it was placed by its times before there was a text.
    placed_on = models.ForeignKey(
        Transcript, null=True, on_delete=models.PROTECT, related_name="redactions"
    )
    # So does confirming that it lies right on a text that has changed since.
    confirm_proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirm_proposed_on = models.ForeignKey(
        Transcript, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["start_ms"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="redaction_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True) | ~Q(lifted_by=F("lift_proposed_by")),
                name="redaction_lifted_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=RedactionState.PROPOSED)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="redaction_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=RedactionState.LIFTED)
                | Q(
                    lift_proposed_by__isnull=False,
                    lifted_by__isnull=False,
                    lifted_at__isnull=False,
                ),
                name="redaction_lifted_by_two",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (
                    Q(confirm_proposed_by__isnull=False) & ~Q(confirmed_by=F("confirm_proposed_by"))
                ),
                name="redaction_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(sound_start_ms__lte=F("start_ms")) & Q(sound_end_ms__gte=F("end_ms")),
                name="redaction_sound_covers_words",
            ),
        ]

    def __str__(self) -> str:
        return f"redaction {str(self.id)[:8]}"
