"""A hearing, its days, and what happens on them."""

import uuid
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import TranslatableMixin

from commission.findings.models import Finding
from commission.hearings.hearing.translating import rows_follow
from commission.hearings.vocabulary import HearingType, Openness, SessionKind, SittingState
from commission.recommendations.models import Recommendation
from commission.reports.models import Theme
from commission.review.models import PublicRecord
from commission.review.translations import to_read

NOTICE_DAYS = 14  # what the Post Office Horizon IT Inquiry gives, before it publishes


def site_zone() -> str:
    """The time zone of the installation."""
    return str(settings.TIME_ZONE)


class Hearing(PublicRecord):
    """Where the commission sits in public. Who stands behind a cipher is never in here."""

    KEPT_FIELDS = (*PublicRecord.KEPT_FIELDS, "number")
    ORIGINALS_ALONE = ("sittings", "themes", "findings", "recommendations")
    BEING_THERE = (
        "getting_in",
        "hearing_seeing",
        "languages",
        "quiet_room",
        "support",
        "costs",
        "ask_else",
    )
    TRANSLATED = (
        "title",
        "summary",
        "venue_name",
        "place",
        "sits",
        "notice_short_why",
        *BEING_THERE,
        "sessions",
        "appearances",
    )

    # Stable, in addresses and citations: /hearings/12/. The same in every language.
    number = models.PositiveIntegerField(_("number"), editable=False)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("what it is about"), help_text=_("A few sentences, an empty line between paragraphs.")
    )
    hearing_type = models.CharField(_("type"), max_length=24, choices=HearingType.choices)
    openness = models.CharField(
        _("who may be there"), max_length=16, choices=Openness.choices, default=Openness.PUBLIC
    )
    venue_name = models.CharField(_("venue"), max_length=200, blank=True)
    venue_address = models.CharField(_("address"), max_length=300, blank=True)
    place = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("the town, for lists and filters")
    )
    # Of a public building. No witness's home is ever a venue.
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("of the building, in degrees"),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("of the building, in degrees"),
    )
    online_link = models.URLField(_("link for listening"), max_length=300, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=site_zone, help_text=_("such as: America/New_York")
    )
    sits = models.CharField(
        _("who sits"),
        max_length=300,
        blank=True,
        help_text=_("such as: Commissioners Abara (chair), Okafor and Teyes"),
    )
    getting_in = models.TextField(_("getting in"), blank=True, help_text=_("steps, lift, doors"))
    hearing_seeing = models.TextField(
        _("hearing and seeing"), blank=True, help_text=_("loop, signing, words on a screen")
    )
    languages = models.TextField(_("languages and interpreters"), blank=True)
    quiet_room = models.TextField(_("a quiet room"), blank=True)
    support = models.TextField(
        _("someone with you"), blank=True, help_text=_("who the support workers are, how to ask")
    )
    costs = models.TextField(_("what it costs"), blank=True)
    ask_else = models.TextField(_("how to ask for something else"), blank=True)
    broadcast_delay_minutes = models.PositiveSmallIntegerField(
        _("delay of the sound, in minutes"),
        null=True,
        blank=True,
        help_text=_("on the day, for who listens online; empty: none"),
    )
    notice_days = models.PositiveSmallIntegerField(
        _("days of notice that the rules ask for"), default=NOTICE_DAYS
    )
    noticed_on = models.DateField(_("announced on"), null=True, blank=True)
    notice_short_why = models.CharField(_("why the notice was shorter"), max_length=300, blank=True)
    findings = ParentalManyToManyField(
        Finding, blank=True, related_name="hearings", verbose_name=_("findings that rest on it")
    )
    recommendations = ParentalManyToManyField(
        Recommendation,
        blank=True,
        related_name="hearings",
        verbose_name=_("recommendations that rest on it"),
    )
    themes = ParentalManyToManyField(
        Theme, blank=True, related_name="hearings", verbose_name=_("themes")
    )

    class Meta(PublicRecord.Meta):
        ordering = ["-number"]
        default_permissions = ("add", "change", "view")
        permissions = [("approve_hearing", "Approve hearings")]
        constraints = [
            models.UniqueConstraint(fields=["locale", "number"], name="hearing_number"),
        ]
        unique_together = TranslatableMixin.Meta.unique_together

    def __str__(self) -> Any:
        return _("Hearing %(number)s") % {"number": self.number}

    def clean(self) -> None:
        """Half a position is none, and a time zone is one that clocks know."""
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give latitude and longitude, or neither.")})
        if self.time_zone not in available_timezones():
            raise ValidationError({"time_zone": _("Write it as America/New_York.")})

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A translation's programme and witnesses are the original's, in words of its own."""
        record = super().with_content_json(content)
        if record.translated_from_id:
            rows_follow(record, to_read(record.translated_from))
        return record

    def get_latest_revision_as_object(self) -> Any:
        """As above; without a newer draft Wagtail takes the public row as it lies there."""
        record = super().get_latest_revision_as_object()
        if record.translated_from_id:
            rows_follow(record, to_read(record.translated_from))
        return record

    @property
    def first_day(self) -> date | None:
        """The first day that was not put off or called off; None where there is none."""
        gone = (SittingState.POSTPONED, SittingState.CANCELLED)
        return min((one.date for one in self.sittings.all() if one.state not in gone), default=None)

    @property
    def notice_given(self) -> int | None:
        """Days between the announcement and the first day; None where one of both is not known."""
        first = self.first_day
        return (first - self.noticed_on).days if first and self.noticed_on else None

    @property
    def notice_short(self) -> bool:
        """Whether it was announced later than the rules ask."""
        given = self.notice_given
        return given is not None and given < self.notice_days


class Sitting(models.Model):
    """One day of a hearing, in the hearing's time zone."""

    hearing = ParentalKey(Hearing, on_delete=models.CASCADE, related_name="sittings")
    # Names the day over all revisions of its hearing, also when it is moved.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    date = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to about"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=SittingState.choices, default=SittingState.PLANNED
    )
    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("such as: Stopped once, 11:42 to 11:46"),
    )

    class Meta:
        ordering = ["date", "sort_order", "pk"]
        default_permissions = ()
        verbose_name = _("day")
        verbose_name_plural = _("days")

    def __str__(self) -> str:
        return f"sitting {self.key}"

    def clean(self) -> None:
        """A day ends after it begins."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Give an end that is after the beginning.")})

    @property
    def described(self) -> str:
        """For whoever approves it."""
        times = " to ".join(f"{one:%H:%M}" for one in (self.starts_at, self.ends_at) if one)
        said = (f"{self.date:%Y-%m-%d}", times, str(self.get_state_display()), self.note)
        return ", ".join(one for one in said if one)


class Session(models.Model):
    """A stretch of a day: who speaks, a break, what is closed.

    The witness is named as the hearing names them, by published name or cipher, so that a row can
    be written before the witness's own row was saved.
    """

    hearing = ParentalKey(Hearing, on_delete=models.CASCADE, related_name="sessions")
    # Names the session over all revisions and translations of its hearing.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    date = models.DateField(_("day"))
    starts_at = models.TimeField(_("at"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=SessionKind.choices)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    what = models.CharField(_("what happens"), max_length=400, blank=True)
    content_note = models.CharField(
        _("content note"),
        max_length=200,
        blank=True,
        help_text=_("such as: loss of a son and brother"),
    )
    witness = models.CharField(
        _("witness"),
        max_length=200,
        blank=True,
        help_text=_("the published name or the cipher, as in the list of witnesses"),
    )

    class Meta:
        ordering = ["date", "starts_at", "sort_order", "pk"]
        default_permissions = ()
        verbose_name = _("session")
        verbose_name_plural = _("programme")

    def __str__(self) -> str:
        return f"session {self.key}"

    @property
    def texts(self) -> tuple[str, ...]:
        """What a translation says in words of its own."""
        return (str(self.key), self.heading, self.what, self.content_note)

    @property
    def described(self) -> str:
        """For whoever approves it."""
        when = f"{self.date:%Y-%m-%d}" + (f" {self.starts_at:%H:%M}" if self.starts_at else "")
        kind = str(self.get_kind_display())
        said = (when, kind, self.witness, self.heading, self.what, self.content_note)
        return ", ".join(one for one in said if one)
