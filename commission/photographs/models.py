"""Photographs that public records show: what came is kept, and what is shown says only itself."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.edition.models import new_key
from commission.documents.models import TakenDown
from media.models import Accession


class Licence(models.TextChoices):
    """Under which terms others may use a photograph."""

    CC0 = "cc0", _("CC0: no rights reserved")
    CC_BY = "cc_by_4", _("CC BY 4.0")
    CC_BY_SA = "cc_by_sa_4", _("CC BY-SA 4.0")
    CC_BY_NC = "cc_by_nc_4", _("CC BY-NC 4.0")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    PERMISSION = "permission", _("Shown with permission; all rights reserved")


LICENCE_ADDRESSES: dict[str, str] = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.PUBLIC_DOMAIN: "https://creativecommons.org/publicdomain/mark/1.0/",
}


class Photograph(TakenDown):
    """A picture that somebody took. Outside it is called by its id; shown while a record shows it.

    The accession keeps the file as it came. Readers get `PhotographFile`s: points and nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alt = models.CharField(
        _("what is seen"),
        max_length=400,
        help_text=_("For whoever cannot see it: what matters in it, in one or two sentences."),
    )
    caption = models.CharField(_("under it"), max_length=300, blank=True)
    language = models.CharField(_("language of both"), max_length=12)
    photographer = models.CharField(
        _("photographer"), max_length=200, blank=True, help_text=_("as it may be published")
    )
    licence = models.CharField(_("licence"), max_length=16, choices=Licence.choices)
    taken = models.CharField(_("taken on"), max_length=40, blank=True)
    width = models.PositiveIntegerField(help_text="of what came, upright, in points")
    height = models.PositiveIntegerField(help_text="of what came, upright, in points")
    accession = models.ForeignKey(Accession, null=True, on_delete=models.PROTECT, related_name="+")
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_in_at = models.DateTimeField()

    class Meta:
        ordering = ["-taken_in_at", "pk"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return f"photograph {self.id}"


class PhotographText(models.Model):
    """What is seen, and the words under it, in another language."""

    photograph = models.ForeignKey(Photograph, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    alt = models.CharField(_("what is seen"), max_length=400)
    caption = models.CharField(_("under it"), max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["photograph", "language"], name="photograph_text")
        ]

    def __str__(self) -> str:
        return f"photograph text {self.pk}"


class PhotographFile(models.Model):
    """A photograph at one width, as readers get it: made of its points alone."""

    photograph = models.ForeignKey(Photograph, on_delete=models.PROTECT, related_name="files")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # "jpg" or "webp", as in the address.
    extension = models.CharField(max_length=4)
    key = models.CharField(max_length=64, unique=True, default=new_key, editable=False)
    size = models.BigIntegerField(help_text="in bytes")
    # Empty once the bytes are certain to be gone.
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["width"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["photograph", "width", "extension"], name="photograph_file"
            )
        ]

    def __str__(self) -> str:
        return f"photograph file {self.pk}"
