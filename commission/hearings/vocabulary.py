"""The words that hearings use; what each means is in `definitions`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HearingType(models.TextChoices):
    """What a hearing is for. The last five are those of the South African commission."""

    COMMUNITY = "community", _("Community hearing")
    THEMATIC = "thematic", _("Thematic hearing")
    EXPERT = "expert", _("Expert hearing")
    INSTITUTIONAL_RESPONSE = "institutional_response", _("Institutional response")
    PUBLIC_DELIBERATION = "public_deliberation", _("Public deliberation")
    VICTIM = "victim", _("Victim hearing")
    EVENT = "event", _("Event hearing")
    SPECIAL = "special", _("Special hearing")
    INSTITUTIONAL = "institutional", _("Institutional hearing")
    POLITICAL_PARTY = "political_party", _("Political party hearing")


class Openness(models.TextChoices):
    """Who may be in the room."""

    PUBLIC = "public", pgettext_lazy("a hearing", "Public")
    PARTLY_CLOSED = "partly_closed", _("Partly closed")
    CLOSED = "closed", _("Closed")


class SittingState(models.TextChoices):
    """What became of a day."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class SessionKind(models.TextChoices):
    """What a stretch of a day is."""

    OPENING = "opening", _("Opening")
    APPEARANCE = "appearance", _("A witness speaks")
    SUBMISSION = "submission", _("Submissions")
    DELIBERATION = "deliberation", _("Everybody speaks")
    BREAK = "break", _("Break")
    CLOSED = "closed_session", _("Closed session")
    CLOSING = "closing", _("Closing")


class SpecialMeasure(models.TextChoices):
    """How a witness is protected while they speak, and after."""

    CIPHER = "cipher", _("Cipher")
    SCREEN = "screen", _("Screen")
    VIDEO_LINK = "video_link", _("Video link")
    VOICE = "voice_modulation", _("Voice altered")
    CLOSED_SESSION = "closed_session", _("Closed session")
    SUPPORT_PERSON = "support_person", _("Support person")
    COUNSELLING = "counselling", _("Counselling")
    BREAKS = "breaks", _("Breaks when they say")


class EntryKind(models.TextChoices):
    """What was filed."""

    NOTICE = "notice", _("Notice")
    STATEMENT = "statement", _("Statement")
    EXHIBIT = "exhibit", _("Exhibit")
    TRANSCRIPT = "transcript", _("Transcript")
    ORDER = "order", _("Order")
    RULING = "ruling", _("Ruling")


class EntryAccess(models.TextChoices):
    """Who may read what was filed. The last follows from an order in force; nobody chooses it."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    BY_ORDER = "closed_by_order", _("Closed by an order")


class OrderScope(models.TextChoices):
    """What an order forbids."""

    IDENTITY = "identity", _("Who a witness is")
    CONTENT = "content", _("What was said or filed")
    ATTENDANCE = "attendance", _("Being in the room")


class OrderState(models.TextChoices):
    """Where an order stands at a moment."""

    COMING = "coming", _("Not yet in force")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended on its day")
    LIFTED = "lifted", _("Lifted")


class ReleaseState(models.TextChoices):
    """Where the release of a recording stands."""

    WAITING = "waiting", _("Waits for a person")
    CONFIRMED = "confirmed", _("Confirmed")
    OPENED = "opened", _("Opened")
