"""Who something is made for. The names of the levels and nothing more."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """From the widest to the narrowest; no value is falsy."""

    PUBLIC = "public", _("The public")
    RESEARCH = "research", _("Approved researchers")
    SEALED = "sealed", _("Nobody outside")
