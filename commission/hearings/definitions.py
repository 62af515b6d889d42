"""What each word of a hearing means here, and whose distinction it follows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.hearings.vocabulary import (
    EntryAccess,
    EntryKind,
    HearingType,
    Openness,
    OrderScope,
    SessionKind,
    SittingState,
    SpecialMeasure,
)
from commission.reports.definition import Definition, defined

# The South African Truth and Reconciliation Commission, 1996 to 1998.
SOUTH_AFRICA = _("the hearings of the South African commission")
TYPES_OF_SOUTH_AFRICA = frozenset(
    {
        HearingType.VICTIM,
        HearingType.EVENT,
        HearingType.SPECIAL,
        HearingType.INSTITUTIONAL,
        HearingType.POLITICAL_PARTY,
    }
)
_TYPES = defined(
    HearingType,
    {
        HearingType.COMMUNITY: _("People of one place tell what happened there, in their order."),
        HearingType.THEMATIC: _("One subject over many places and years, with witnesses of it."),
        HearingType.EXPERT: _("People who studied a question say what is known, and how."),
        HearingType.INSTITUTIONAL_RESPONSE: _(
            "A body answers, in public, to what was said about it."
        ),
        HearingType.PUBLIC_DELIBERATION: _(
            "Everybody who comes may speak on what the commission should recommend."
        ),
        HearingType.VICTIM: _("People who were harmed, or their families, give testimony."),
        HearingType.EVENT: _("One event, told by everybody who was part of it."),
        HearingType.SPECIAL: _(
            "A group whose experience is heard too little otherwise: women, children, conscripts."
        ),
        HearingType.INSTITUTIONAL: _(
            "What a profession or an institution did, and did not do: health, law, press, faith."
        ),
        HearingType.POLITICAL_PARTY: _("A party accounts for what was done in its name."),
    },
)

DEFINITIONS: dict[type[models.TextChoices], tuple[Definition, ...]] = {
    HearingType: tuple(
        Definition(
            one.value,
            one.label,
            one.means,
            SOUTH_AFRICA if one.value in TYPES_OF_SOUTH_AFRICA else "",
        )
        for one in _TYPES
    ),
    Openness: defined(
        Openness,
        {
            Openness.PUBLIC: _("Anybody may come and listen."),
            Openness.PARTLY_CLOSED: _("Some sessions are without public and without sound."),
            Openness.CLOSED: _("Only who is asked comes. That it was held is public."),
        },
    ),
    SittingState: defined(
        SittingState,
        {
            SittingState.PLANNED: _("It is to be held on this day."),
            SittingState.HELD: _("It was held."),
            SittingState.POSTPONED: _("It was not held on this day and will be on another."),
            SittingState.CANCELLED: _("It was not held, and no other day is planned."),
        },
    ),
    SessionKind: defined(
        SessionKind,
        {
            SessionKind.OPENING: _("The commission opens the day and says what is under order."),
            SessionKind.APPEARANCE: _("A witness is heard."),
            SessionKind.SUBMISSION: _("Somebody speaks for a party and gives no testimony."),
            SessionKind.DELIBERATION: _("Who is in the room may speak."),
            SessionKind.BREAK: _("Nothing is heard."),
            SessionKind.CLOSED: _("No public and no sound. A summary is published afterwards."),
            SessionKind.CLOSING: _("The commission says what comes next."),
        },
    ),
    SpecialMeasure: defined(
        SpecialMeasure,
        {
            SpecialMeasure.CIPHER: _("Letters and a number stand for the name, everywhere."),
            SpecialMeasure.SCREEN: _("The witness is heard and not seen by the public."),
            SpecialMeasure.VIDEO_LINK: _("The witness speaks from another room."),
            SpecialMeasure.VOICE: _("The voice is changed, so that nobody knows it again."),
            SpecialMeasure.CLOSED_SESSION: _("The witness is heard without public."),
            SpecialMeasure.SUPPORT_PERSON: _("Somebody whom the witness chose sits beside them."),
            SpecialMeasure.COUNSELLING: _("Somebody trained is there before, during and after."),
            SpecialMeasure.BREAKS: _("The witness says when to stop, and when to go on."),
        },
        after=_("the protective measures of the Undercover Policing Inquiry"),
    ),
    EntryKind: defined(
        EntryKind,
        {
            EntryKind.NOTICE: _("The commission says what it will do."),
            EntryKind.STATEMENT: _("What somebody wrote for the hearing."),
            EntryKind.EXHIBIT: _("A paper or a thing that was shown, with a number of its own."),
            EntryKind.TRANSCRIPT: _("What was said, written down."),
            EntryKind.ORDER: _("What the commission forbids or demands."),
            EntryKind.RULING: _("What the commission decided on a request."),
        },
    ),
    EntryAccess: defined(
        EntryAccess,
        {
            EntryAccess.OPEN: _("Anybody may read it."),
            EntryAccess.CLOSED: _("The commission has it and does not show it."),
            EntryAccess.BY_ORDER: _("An order in force forbids to show it."),
        },
    ),
    OrderScope: defined(
        OrderScope,
        {
            OrderScope.IDENTITY: _("Nobody may publish anything that shows who a witness is."),
            OrderScope.CONTENT: _("Nobody may publish what was said or filed."),
            OrderScope.ATTENDANCE: _("Only who is named in the order may be in the room."),
        },
        after=_("the restriction orders of public inquiries"),
    ),
}
