"""What the redaction desk does: propose, decide, lift, protect. Writes go through services only."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.desk.access import desk_page, person
from archive.desk.answers import done, refuse
from archive.desk.redaction.forms import (
    AgainForm,
    DecisionForm,
    NameForm,
    PlaceForm,
    ProposalForm,
    first_error,
)
from archive.desk.sentences import REFUSALS, sentence_of
from archive.redaction.models import ProtectedName, ReasonCode, Redaction, RedactionKind
from archive.redaction.selectors import transcript_newest
from archive.redaction.services import (
    name_occurrences,
    name_protect,
    occurrence_keep,
    occurrences_propose,
    redaction_confirm,
    redaction_decide,
    redaction_lift,
    redaction_place_again,
    redaction_propose,
)
from archive.testimony.models import Recording, Testimony


@desk_page("redact", methods="POST")
def propose(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """A span by words or by time. From this moment it is withheld; another person decides."""
    found = get_object_or_404(Testimony, pk=testimony)

    def act(sent: dict[str, Any]) -> str:
        redaction_propose(
            testimony=found,
            recording=_recording(found),
            kind=RedactionKind(sent["kind"]),
            reason=ReasonCode(sent["reason"]),
            word_ids=sent["word_ids"],
            start_ms=None if sent["word_ids"] else sent["start"],
            end_ms=None if sent["word_ids"] else sent["end"],
            replacement=sent["replacement"],
            note=sent["note"],
            open_to_research=sent["open_to_research"],
            by=person(request),
            at=timezone.now(),
        )
        return _("Proposed. Another person must approve it.")

    return _answer(request, found, ProposalForm(request.POST), act)


@desk_page("approve", methods="POST")
def decide(request: HttpRequest, redaction: UUID) -> HttpResponse:
    """Approve or reject what somebody else proposed."""
    found = get_object_or_404(Redaction.objects.select_related("testimony"), pk=redaction)

    def act(sent: dict[str, Any]) -> str:
        approve = sent["approve"] == "yes"
        redaction_decide(
            redaction=found,
            approve=approve,
            note=sent["note"],
            by=person(request),
            at=timezone.now(),
        )
        return _("Approved.") if approve else _("Rejected. The words may go out again.")

    return _answer(request, found.testimony, DecisionForm(request.POST), act)


@desk_page("redact", "approve", methods="POST")
def lift(request: HttpRequest, redaction: UUID) -> HttpResponse:
    """Propose that a span may go out again; another person's second word lifts it."""
    found = get_object_or_404(Redaction.objects.select_related("testimony"), pk=redaction)

    def act(_sent: dict[str, Any]) -> str:
        lifted = redaction_lift(redaction=found, by=person(request), at=timezone.now())
        if lifted.lifted_at is None:
            return _("Proposed to lift. Another person must agree.")
        return _("Lifted. The words return with the next edition.")

    return _answer(request, found.testimony, Form(request.POST), act)


@desk_page("redact", "approve", methods="POST")
def confirm(request: HttpRequest, redaction: UUID) -> HttpResponse:
    """Propose that a span lies right on the changed text; another person's word confirms it."""
    found = get_object_or_404(Redaction.objects.select_related("testimony"), pk=redaction)

    def act(_sent: dict[str, Any]) -> str:
        confirmed = redaction_confirm(redaction=found, by=person(request), at=timezone.now())
        if confirmed.confirmed_by_id is None:
            return _("Proposed to confirm. Another person must agree.")
        return _("Confirmed. It stands for the words on which it lies now.")

    return _answer(request, found.testimony, Form(request.POST), act)


@desk_page("redact", methods="POST")
def place_again(request: HttpRequest, redaction: UUID) -> HttpResponse:
    """Propose the same span where its words stand now."""
    found = get_object_or_404(Redaction.objects.select_related("testimony"), pk=redaction)

    def act(sent: dict[str, Any]) -> str:
        redaction_place_again(
            redaction=found, word_ids=sent["word_ids"], by=person(request), at=timezone.now()
        )
        return _("Proposed. Another person must approve it.")

    return _answer(request, found.testimony, AgainForm(request.POST), act)


@desk_page("redact", methods="POST")
def protect(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Protect a name: all its places are listed, and each waits for a person."""
    found = get_object_or_404(Testimony, pk=testimony)

    def act(sent: dict[str, Any]) -> str:
        name = name_protect(
            testimony=found,
            name=sent["name"],
            reason=ReasonCode(sent["reason"]),
            by=person(request),
            at=timezone.now(),
        )
        count = sum(not place.decided for place in name_occurrences(name))
        return ngettext(
            "Protected. It stands in one place that must be decided.",
            "Protected. It stands in %(count)d places that must be decided.",
            count,
        ) % {"count": count}

    return _answer(request, found, NameForm(request.POST), act)


@desk_page("redact", methods="POST")
def propose_places(request: HttpRequest, name: UUID) -> HttpResponse:
    """Propose to remove every place of a name on which nobody has decided."""
    found = get_object_or_404(ProtectedName.objects.select_related("testimony"), pk=name)

    def act(_sent: dict[str, Any]) -> str:
        made = occurrences_propose(protected_name=found, by=person(request), at=timezone.now())
        return ngettext(
            "One place proposed. Another person must approve it.",
            "%(count)d places proposed. Another person must approve them.",
            len(made),
        ) % {"count": len(made)}

    return _answer(request, found.testimony, Form(request.POST), act)


@desk_page("redact", methods="POST")
def decide_place(request: HttpRequest, name: UUID) -> HttpResponse:
    """One place of a name: propose to remove it, or keep it and say why."""
    found = get_object_or_404(ProtectedName.objects.select_related("testimony"), pk=name)

    def act(sent: dict[str, Any]) -> str:
        by, at = person(request), timezone.now()
        if sent["act"] == "keep":
            occurrence_keep(
                protected_name=found, word_ids=sent["word_ids"], why=sent["why"], by=by, at=at
            )
            return _("Kept, with your reason.")
        redaction_propose(
            testimony=found.testimony,
            recording=_recording(found.testimony),
            kind=RedactionKind.REMOVE,
            reason=ReasonCode(found.reason),
            word_ids=sent["word_ids"],
            protected_name=found,
            by=by,
            at=at,
        )
        return _("Proposed. Another person must approve it.")

    return _answer(request, found.testimony, PlaceForm(request.POST), act)


def _answer(
    request: HttpRequest,
    testimony: Testimony,
    form: Form,
    act: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """Do it and say so, or say in a sentence why it was not done."""
    back = reverse("desk:redaction", args=[testimony.pk])
    if not form.is_valid():
        return refuse(request, first_error(form), back=back)
    try:
        sentence = act(form.cleaned_data)
    except REFUSALS as refused:
        return refuse(request, sentence_of(refused), back=back)
    return done(request, sentence, back=back)


def _recording(testimony: Testimony) -> Recording | None:
    """The recording of the text that is being worked on; without a text the first one."""
    transcript = transcript_newest(testimony)
    return transcript.recording if transcript else testimony.recordings.first()
