"""A marker: what stands on it, who had what part in it, and what it rests on.

Where it is, what became of it and who asked for it are rows of other tables (`places`, `life`,
`nominations`): publishing an older text must never bring an older state back.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import TranslatableMixin

from archive.reading.wording import language_name
from commission.dates import EDTF_HELP, edtf_validate
from commission.findings.models import CitedPassage, Finding
from commission.markers.dates import span_of
from commission.markers.record.series import MarkerSeries
from commission.markers.vocabulary import Part
from commission.photographs.models import Photograph
from commission.recommendations.models import Recommendation
from commission.reports.models import Theme
from commission.review.models import PublicRecord

# A tag of BCP 47, as far as inscriptions need one.
LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
# Whoever keeps markers reads no drafts of findings.
PUBLIC = {"live": True, "translated_from": None}


class Marker(PublicRecord):
    """One marker, of its words a part of its own. Its life is in other tables, never in here."""

    KEPT_FIELDS = (*PublicRecord.KEPT_FIELDS, "number")
    ORIGINALS_ALONE = (
        "inscriptions",
        "photographs",
        "citations",
        "findings",
        "recommendations",
        "themes",
    )
    TRANSLATED = (
        "title",
        "summary",
        "commentary",
        "material",
        "erected_by",
        "sponsors",
        "upkeep",
        "place_words",
        "directions",
        "place_reason",
        "people",
    )

    # Stable, in addresses and citations: /markers/3/. The same in every language.
    number = models.PositiveIntegerField(_("number"), editable=False)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(
        _("in one or two sentences"), max_length=400, blank=True, help_text=_("under its title")
    )
    commentary = models.TextField(
        _("what the commission says of it"),
        blank=True,
        help_text=_(
            "Paragraphs, an empty line between them. What stands on the marker is written above, "
            "apart from this. Quote testimony by citing it, never by writing it here."
        ),
    )
    reference = models.CharField(
        _("reference"), max_length=80, blank=True, help_text=_("of whoever put it up")
    )
    series = models.ForeignKey(
        MarkerSeries,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="markers",
        verbose_name=_("series that it belongs to"),
    )
    material = models.CharField(
        _("made of"), max_length=200, blank=True, help_text=_("such as: bronze on river stone")
    )
    colour = models.CharField(_("colour"), max_length=80, blank=True)
    size = models.CharField(_("size"), max_length=80, blank=True, help_text=_("90 by 60 cm"))
    erected_on = models.CharField(
        _("put up on"), max_length=40, blank=True, help_text=EDTF_HELP, validators=[edtf_validate]
    )
    # The years that it may mean, for lists: nobody writes them.
    erected_first = models.SmallIntegerField(null=True, editable=False)
    erected_last = models.SmallIntegerField(null=True, editable=False)
    erected_by = models.CharField(_("put up by"), max_length=300, blank=True)
    sponsors = models.CharField(_("paid for by"), max_length=300, blank=True)
    upkeep = models.CharField(_("who looks after it"), max_length=200, blank=True)
    place_words = models.CharField(
        _("where it is, in words"),
        max_length=300,
        blank=True,
        help_text=_("Public. Say no more of the place here than the map may show."),
    )
    directions = models.TextField(
        _("how to get there, in words"),
        blank=True,
        help_text=_("Public. Say whether there are steps, and how to find it without seeing it."),
    )
    place_reason = models.CharField(
        _("why the exact place is not shown"),
        max_length=200,
        blank=True,
        help_text=_("such as: the family asked"),
    )
    themes = ParentalManyToManyField(
        Theme, blank=True, related_name="markers", verbose_name=_("themes")
    )
    findings = ParentalManyToManyField(
        Finding,
        blank=True,
        related_name="markers",
        verbose_name=_("findings that it rests on"),
        limit_choices_to=PUBLIC,
    )
    recommendations = ParentalManyToManyField(
        Recommendation,
        blank=True,
        related_name="markers",
        verbose_name=_("recommendations that asked for it"),
        limit_choices_to=PUBLIC,
    )

    class Meta(PublicRecord.Meta):
        ordering = ["number"]
        default_permissions = ("add", "change", "view")
        permissions = [
            ("approve_marker", "Approve markers, decide about their places, take them back"),
            ("keep_marker", "Record places, states and conditions of markers"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["locale", "number"], name="marker_number"),
        ]
        unique_together = TranslatableMixin.Meta.unique_together

    def __str__(self) -> Any:
        return _("Marker %(number)s") % {"number": self.number}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django does it, with the years beside the date."""
        self.years_set()
        super().save(*args, **kwargs)

    def years_set(self) -> None:
        """Put the years beside the date; for whoever writes many rows without `save`."""
        first, last = span_of(self.erected_on)
        self.erected_first = first.year if first else None
        self.erected_last = last.year if last else None

    @classmethod
    def hands_beside(cls, keys: Iterable[Any]) -> dict[Any, set[Any]]:
        """Whoever asked for it or placed it decides about none of its texts (`markers.hands`)."""
        from commission.markers.hands import hands_of

        return hands_of(keys)


class Inscription(models.Model):
    """What stands on a marker in one language. The first is as it was said."""

    marker = ParentalKey(Marker, on_delete=models.CASCADE, related_name="inscriptions")
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    language = models.CharField(
        _("language"),
        max_length=35,
        validators=[RegexValidator(LANGUAGE)],
        help_text=_("its code: en, es, ar, nv"),
    )
    text = models.TextField(_("the words, as they stand there"))
    # Words of testimony that are public on the marker itself; here they leave with the account.
    spoken = models.BooleanField(
        _("said in testimony"),
        default=False,
        help_text=_(
            "These words are quoted from testimony that is cited below. They are shown on this "
            "site while all of it may be quoted."
        ),
    )

    class Meta:
        ordering = ["sort_order", "pk"]
        default_permissions = ()
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")

    def __str__(self) -> str:
        return f"inscription {self.pk}"

    @property
    def described(self) -> str:
        """For whoever approves it."""
        return f"{language_name(self.language)}: {self.text}"


class MarkerPerson(models.Model):
    """Somebody who has to do with a marker, and with a verb what they did."""

    marker = ParentalKey(Marker, on_delete=models.CASCADE, related_name="people")
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    part = models.CharField(_("part in it"), max_length=12, choices=Part.choices)
    person = models.CharField(
        _("who"),
        max_length=200,
        help_text=_("A name that may be published, or words in its place: a bookkeeper."),
    )
    named = models.BooleanField(
        _("this is a name"),
        default=False,
        help_text=_("Programs are told a name as a name, and nothing of whoever is described."),
    )
    verb = models.CharField(
        _("did what"), max_length=80, help_text=_("a verb: wrote, cast, paid, chose")
    )
    what = models.CharField(_("the rest of the sentence"), max_length=300, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    period = models.CharField(
        _("when"), max_length=40, blank=True, help_text=EDTF_HELP, validators=[edtf_validate]
    )
    note = models.CharField(
        _("beside it"), max_length=200, blank=True, help_text=_("such as: the family asked")
    )

    class Meta:
        ordering = ["sort_order", "pk"]
        default_permissions = ()
        verbose_name = _("person")
        verbose_name_plural = _("who had a part in it")

    def __str__(self) -> str:
        return f"person of a marker {self.pk}"

    @property
    def text(self) -> str:
        """The rest of the sentence, and what stands beside it."""
        parts = (self.verb, self.what, self.place, self.period, self.note)
        return " ".join(filter(None, parts))

    @property
    def texts(self) -> tuple[str, ...]:
        """What a translation says in words of its own."""
        return (self.person, self.verb, self.what, self.place, self.note)

    @property
    def described(self) -> str:
        """For whoever approves it."""
        return f"{self.get_part_display()}: {self.person} {self.text}"


class MarkerPhotograph(models.Model):
    """A photograph on the page of a marker."""

    marker = ParentalKey(Marker, on_delete=models.CASCADE, related_name="photographs")
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    photograph = models.ForeignKey(
        Photograph, on_delete=models.PROTECT, related_name="+", verbose_name=_("photograph")
    )

    class Meta:
        ordering = ["sort_order", "pk"]
        default_permissions = ()
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __str__(self) -> str:
        return f"photograph of a marker {self.pk}"

    @property
    def described(self) -> str:
        """For whoever approves it."""
        return self.photograph.alt


class MarkerCitation(CitedPassage):
    """A passage of testimony that a marker rests on."""

    marker = ParentalKey(Marker, on_delete=models.CASCADE, related_name="citations")
