"""Who speaks at a hearing, and the vault's rows about them.

What the public reads of a witness is an `Appearance`, in the hearing's revisions. Who stands behind
a cipher, and which testimony a witness gave, are vault rows: no revision has them.
"""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from archive.testimony.models import Testimony
from commission.hearings.hearing.models import Hearing
from commission.hearings.vocabulary import SpecialMeasure

# C7: letters that say which list it is from, and a number in it.
CIPHER = RegexValidator(r"\A[A-Z]{1,3}[1-9][0-9]{0,3}\Z", _("Write a cipher as C7."))


class MeasuresField(models.JSONField):
    """Several special measures, kept as a list of their values."""

    def formfield(self, **kwargs: Any) -> Any:
        """A box for each."""
        return forms.MultipleChoiceField(
            choices=SpecialMeasure.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=capfirst(str(self.verbose_name)),
        )

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Raises ValidationError for what is no list of measures."""
        if not isinstance(value, list) or not set(map(str, value)) <= set(SpecialMeasure.values):
            raise ValidationError(_("Choose from the list of measures."))


class Appearance(models.Model):
    """A witness at a hearing as the public knows them: by a name, or by a cipher instead."""

    hearing = ParentalKey(Hearing, on_delete=models.CASCADE, related_name="appearances")
    # Names the witness over all revisions and translations of the hearing.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    sort_order_field = "sort_order"
    name = models.CharField(
        _("published name"),
        max_length=200,
        blank=True,
        help_text=_("empty where there is a cipher"),
    )
    cipher = models.CharField(
        _("cipher"),
        max_length=8,
        blank=True,
        validators=[CIPHER],
        help_text=_("such as C7. It stands for the name everywhere."),
    )
    about = models.CharField(_("speaks about"), max_length=300, blank=True)
    measures = MeasuresField(_("special measures"), default=list, blank=True)
    ruling = models.PositiveIntegerField(
        _("decided by"),
        null=True,
        blank=True,
        help_text=_("number of the ruling in the docket of this hearing; empty: at their request"),
    )

    class Meta:
        ordering = ["sort_order", "pk"]
        default_permissions = ()
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")

    def __str__(self) -> str:
        return f"appearance {self.key}"

    def clean(self) -> None:
        """A name or a cipher, and never both."""
        if bool(self.name.strip()) == bool(self.cipher):
            raise ValidationError({"cipher": _("Give a name or a cipher, and not both.")})
        if self.cipher and SpecialMeasure.CIPHER not in self.measures:
            self.measures = [SpecialMeasure.CIPHER.value, *self.measures]

    @property
    def called(self) -> str:
        """As the programme names them: the published name, or the bare cipher."""
        return self.cipher or self.name

    @property
    def shown(self) -> str:
        """As the public reads it."""
        return str(_("Witness %(cipher)s") % {"cipher": self.cipher}) if self.cipher else self.name

    @property
    def measures_said(self) -> tuple[str, ...]:
        """The measures in words, in the vocabulary's order."""
        return tuple(str(one.label) for one in SpecialMeasure if one.value in self.measures)

    @property
    def texts(self) -> tuple[str, ...]:
        """What a translation says in words of its own."""
        return (str(self.key), self.about)

    @property
    def described(self) -> str:
        """For whoever approves it."""
        ruling = str(_("ruling %(number)s") % {"number": self.ruling}) if self.ruling else ""
        return ", ".join(
            one for one in (self.shown, self.about, *self.measures_said, ruling) if one
        )


class AppearanceTestimony(models.Model):
    """Which testimony in the vault a witness gave at a hearing. A vault row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="testimonies")
    # Of the appearance: its row in the table changes with revisions.
    appearance_key = models.UUIDField(db_index=True)
    testimony = models.OneToOneField(
        Testimony, on_delete=models.PROTECT, related_name="hearing_appearance"
    )
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    linked_at = models.DateTimeField()

    class Meta:
        ordering = ["linked_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"appearance testimony {self.id}"


class Cipher(models.Model):
    """One protected person, over all hearings. A vault row; `CipherName` has who it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cipher = models.CharField(max_length=8, unique=True, validators=[CIPHER])
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["cipher"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"cipher {self.cipher}"


class CipherName(models.Model):
    """A name of the person behind a cipher: as it is written, at birth, as people call them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cipher = models.ForeignKey(Cipher, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"cipher name {self.id}"
