"""What people hand in: papers, and words. Vault rows: none of it enters a revision or a log."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.edition.models import new_key
from archive.redaction.models import ReasonCode
from media.models import Accession


class Access(models.TextChoices):
    """Who may read a document."""

    PUBLIC = "public", _("Public")
    HELD = "held", _("Held by the commission: it counts, and is not shown")


class TakenDown(models.Model):
    """What can be taken down; when it was, by whom and why stays."""

    taken_down_at = models.DateTimeField(null=True, editable=False)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    taken_down_why = models.CharField(max_length=12, choices=ReasonCode.choices, blank=True)

    class Meta:
        abstract = True


class Words(TakenDown):
    """Words that somebody gave, kept apart from the row that says that they gave them.

    Once handed over, the row is never changed or removed. Its words can be taken down, because a
    name that must not stand there may come to light later; that they were, when and why stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=12)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "words"

    def __str__(self) -> str:
        return f"words {self.id}"


class Document(TakenDown):
    """A paper that somebody handed in. Outside it is called by its id and its title.

    The accession keeps the file as it came; `key` is the cleaned copy that readers get (no names of
    authors, no attachments, no scripts inside it), empty while there is none. Taken down,
    that copy is gone for good; that there was a document, when it went and why stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200, help_text=_("as the public reads it"))
    access = models.CharField(max_length=8, choices=Access.choices, default=Access.HELD)
    language = models.CharField(max_length=12)
    dated = models.CharField(max_length=40, blank=True, help_text="EDTF")
    pages = models.PositiveIntegerField(default=1)
    accession = models.ForeignKey(Accession, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, unique=True, default=new_key, editable=False)
    size = models.BigIntegerField(default=0, help_text="of the cleaned copy, in bytes; 0: none")
    # Empty once the bytes are certain to be gone.
    sha256 = models.CharField(max_length=64, blank=True, help_text="of the cleaned copy")
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_in_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"document {self.id}"
