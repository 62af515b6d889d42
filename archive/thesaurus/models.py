"""Terms that stretches of testimony are indexed with. Points store ids; labels are printed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LabelKind(models.TextChoices):
    """What a label of a term is (SKOS: prefLabel, altLabel; the second is ours)."""

    PREFERRED = "preferred", _("Preferred label")
    COMMUNITY = "community", _("What the people concerned call it")
    ALTERNATE = "alternate", _("Also found by")


class Term(models.Model):
    """One thing that can be spoken of, whatever it is called. It is never deleted, only merged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Set once another term has taken its place; its id goes on meaning that other one.
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    broader = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="narrower"
    )
    related = models.ManyToManyField("self", symmetrical=True)
    scope_note = models.TextField(blank=True, help_text="when to use it, and when not")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    # {"wikidata": "Q42", "geonames": "…"}: names of Authority.
    external_ids = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(broader=models.F("id")) & ~Q(merged_into=models.F("id")),
                name="term_is_not_its_own",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="term_coordinates",
            ),
        ]

    def __str__(self) -> str:
        return f"term {str(self.id)[:8]}"


class Authority(models.TextChoices):
    """Lists outside that a term may be named in."""

    WIKIDATA = "wikidata", "Wikidata"
    GND = "gnd", "GND"
    LCSH = "lcsh", "Library of Congress Subject Headings"
    GEONAMES = "geonames", "GeoNames"


class TermLabel(models.Model):
    """What a term is called in one language."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=LabelKind.choices)
    text = models.CharField(max_length=200)
    # As it is looked for: see `selectors.folded`.
    key = models.CharField(max_length=200, db_index=True)

    class Meta:
        ordering = ["language", "kind", "text"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language", "kind"],
                condition=~Q(kind="alternate"),
                name="term_one_label_a_language",
            ),
            models.UniqueConstraint(
                fields=["language", "key"],
                condition=Q(kind="preferred"),
                name="term_label_means_one_term",
            ),
            models.UniqueConstraint(
                fields=["term", "language", "kind", "key"], name="term_label_once"
            ),
        ]

    def __str__(self) -> str:
        return f"label {self.pk}"
