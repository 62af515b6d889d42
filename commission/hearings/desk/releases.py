"""Confirming a release, and taking the confirmation back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from archive.desk.access import page_refuse
from commission.accounts.models import User
from commission.accounts.signed_in import person
from commission.hearings.desk.access import FRAME, hearings_page
from commission.hearings.desk.answering import Sheet, form_answer, posted
from commission.hearings.desk.forms import ConfirmForm
from commission.hearings.release.models import DelayedRelease
from commission.hearings.release.services import (
    hearing_release_confirm,
    hearing_release_take_back,
)
from commission.hearings.rights import CONFIRM
from commission.hearings.witnesses.appearing import appearance_of
from media.refusal import Refused


@hearings_page(CONFIRM, methods="GET HEAD POST")
def confirm(request: HttpRequest, release: UUID) -> HttpResponse:
    """A person's word that a recording may go out."""
    row = release_or_404(release)
    witness = appearance_of(row.link)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        hearing_release_confirm(
            release=row,
            notice=data["notice"],
            release_at=data["release_at"],
            witness=data["witness"],
            by=by,
            at=at,
        )

    sheet = Sheet(
        heading=_("Release of what %(witness)s said")
        % {"witness": witness.shown if witness else _("a witness")},
        says=(
            _("It opens at its time by itself, if its edition is built, checked and approved."),
            _("Until then you or a colleague can take this back. An order stops it."),
        ),
        button=_("Confirm the release"),
        back=address_of(row),
        done=_("Confirmed. It opens at its time if everything else is in order."),
    )
    form = ConfirmForm(**posted(request), initial={"witness": row.link.appearance_key})
    return form_answer(request, form, act, sheet)


@hearings_page(CONFIRM, methods="POST")
def take_back(request: HttpRequest, release: UUID) -> HttpResponse:
    """Take a confirmation back before it opened anything."""
    row = release_or_404(release)
    try:
        hearing_release_take_back(release=row, by=person(request), at=timezone.now())
    except Refused as refused:
        return page_refuse(request, FRAME, refused.message, status=409)
    messages.success(request, _("Taken back. It stays closed."))
    return redirect(address_of(row))


def release_or_404(pk: UUID) -> DelayedRelease:
    """A release by its key. Raises Http404."""
    rows = DelayedRelease.objects.select_related("link__hearing", "link__testimony")
    found: DelayedRelease = get_object_or_404(rows, pk=pk)
    return found


def address_of(release: DelayedRelease) -> str:
    """Where its witness stands on the desk's page of the hearing."""
    return reverse("hearing_desk:hearing", args=[release.link.hearing_id]) + "#witnesses"
