"""Ciphers, and the names behind them. Each look at a name is written to the ledger first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from commission.accounts.models import User
from commission.accounts.signed_in import person
from commission.hearings.desk.access import hearings_page
from commission.hearings.desk.answering import acted, posted
from commission.hearings.desk.forms import CipherForm, NameForm
from commission.hearings.rights import IDENTITY
from commission.hearings.witnesses.ciphers import (
    cipher_give,
    cipher_name_add,
    cipher_name_remove,
    cipher_names_read,
)
from commission.hearings.witnesses.models import Cipher, CipherName
from commission.hearings.witnesses.standing import standing_of
from media.refusal import Refused


@hearings_page(IDENTITY, methods="GET HEAD POST")
def listed(request: HttpRequest) -> HttpResponse:
    """All ciphers without a name, and a form for a new one."""
    form = CipherForm(**posted(request))

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        cipher_give(cipher=data["cipher"], name=data["name"], by=by, at=at)

    if form.is_bound and form.is_valid() and acted(request, form, act):
        messages.success(request, _("No record can be kept with this name any more."))
        return redirect(
            "hearing_desk:cipher", Cipher.objects.get(cipher=form.cleaned_data["cipher"]).pk
        )
    context = {"form": form, "ciphers": Cipher.objects.select_related("given_by")}
    status = 422 if form.is_bound else 200
    return render(request, "hearings/desk/ciphers.html", context, status=status)


@hearings_page(IDENTITY, methods="GET HEAD POST")
def cipher(request: HttpRequest, cipher: UUID) -> HttpResponse:
    """One cipher: where its names stand already, and a form for another name."""
    row = cipher_or_404(cipher)
    form = NameForm(**posted(request))

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        cipher_name_add(cipher=row, name=data["name"], by=by, at=at)

    if form.is_bound and form.is_valid() and acted(request, form, act):
        messages.success(request, _("This name is kept out as well."))
        return redirect("hearing_desk:cipher", row.pk)
    return _page(request, row, form, status=422 if form.is_bound else 200)


@hearings_page(IDENTITY, methods="POST")
def names(request: HttpRequest, cipher: UUID) -> HttpResponse:
    """The names. A POST, because it is written to the ledger before anything is shown."""
    row = cipher_or_404(cipher)
    shown = cipher_names_read(cipher=row, by=person(request), at=timezone.now())
    return _page(request, row, NameForm(), names=shown)


@hearings_page(IDENTITY, methods="POST")
def remove(request: HttpRequest, name: UUID) -> HttpResponse:
    """Take back a name that is somebody else's."""
    row = get_object_or_404(CipherName.objects.select_related("cipher__given_by"), pk=name)
    try:
        cipher_name_remove(name=row, by=person(request), at=timezone.now())
    except Refused as refused:
        return _page(request, row.cipher, NameForm(), refusal=str(refused.message), status=409)
    messages.success(request, _("Taken back. Records may be kept with this name again."))
    return redirect("hearing_desk:cipher", row.cipher_id)


def _page(
    request: HttpRequest,
    cipher: Cipher,
    form: NameForm,
    *,
    names: list[CipherName] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "cipher": cipher,
        "form": form,
        "names": names,
        "refusal": refusal,
        "standing": standing_of(cipher, at=timezone.now()),
    }
    return render(request, "hearings/desk/cipher.html", context, status=status)


def cipher_or_404(pk: UUID) -> Cipher:
    """A cipher by its key. Raises Http404."""
    found: Cipher = get_object_or_404(Cipher.objects.select_related("given_by"), pk=pk)
    return found
