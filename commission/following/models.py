"""Who asked to be told by e-mail. Addresses are encrypted, and go with the last thing followed."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.jobs import Job, JobState


def new_token() -> str:
    """What stands in the link of an e-mail: 256 random bits that say nothing."""
    return secrets.token_urlsafe(32)


class TopicKind(models.TextChoices):
    RECOMMENDATION = "recommendation", _("A recommendation")
    BODY = "body", _("A body")
    THEME = "theme", _("A theme")


class Rate(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    MONTHLY = "monthly", _("Once a month")


class Follower(models.Model):
    """One address, encrypted. Deleted with the last of its follows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.BinaryField(help_text="encrypted (commission.following.addresses)")
    # HMAC of the address, so that the same one is found again without being readable.
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=12)
    created_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"follower {self.id}"


class Follow(models.Model):
    """One thing that a follower is told about. Nothing is sent before it was confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=16, choices=TopicKind.choices)
    # Number of a recommendation, or slug of a body or theme: what stands in public addresses.
    topic = models.CharField(max_length=80)
    rate = models.CharField(max_length=8, choices=Rate.choices)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    # Up to when what happened was told.
    told_until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["follower", "kind", "topic"], name="followed_once")
        ]
        indexes = [models.Index(fields=["rate", "told_until"], name="follow_due")]

    def __str__(self) -> str:
        return f"follow {self.id}"


class LetterKind(models.TextChoices):
    LINK = "link", _("The link that confirms, or leads to what is followed")
    NEWS = "news", _("What happened")


class Letter(Job):
    """One message to one follower, until it was sent. Its words are made when it is sent."""

    MAX_ATTEMPTS = 60  # two weeks and more with the pauses between them

    follow = models.ForeignKey(Follow, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=8, choices=LetterKind.choices)
    # News up to this moment is told in it; `told_until` moves here when it was sent.
    until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["follow", "kind"],
                condition=~Q(state__in=[JobState.DONE, JobState.CANCELLED]),
                name="one_letter_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="letter_waiting"),
            models.Index(fields=["kind", "created_at"], name="letter_recent"),
        ]
