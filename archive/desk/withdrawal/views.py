"""Taking a testimony back for its giver, and the report of what is gone."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.desk.access import desk_page, person
from archive.desk.fields import DeskForm, choices_of
from archive.desk.sentences import REFUSALS, sentence_of
from archive.edition.models import Edition, EditionState
from archive.testimony.models import Testimony, TombstoneChoice
from archive.withdrawal.models import AskedBy, Withdrawal
from archive.withdrawal.services import testimony_withdraw, withdrawal_report

OUT = (EditionState.OPEN, EditionState.SUPERSEDED)


class WithdrawForm(DeskForm):
    """Two questions; the second is the giver's to answer."""

    asked_by = forms.ChoiceField(
        label=_("Who asked for it"), choices=choices_of(AskedBy), widget=forms.RadioSelect
    )
    tombstone = forms.ChoiceField(
        label=_("What the address should say from now on"),
        choices=choices_of(TombstoneChoice),
        widget=forms.RadioSelect,
        help_text=_("The person who gave it decides. Neither choice names anybody."),
    )


@desk_page("withdraw", methods="GET HEAD POST")
def withdraw(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Take a testimony down: every door closes with this one request."""
    row = get_object_or_404(Testimony, pk=testimony)
    data = request.POST if request.method == "POST" else None
    form = WithdrawForm(data, initial={"tombstone": row.tombstone})
    refusal, status = "", 200 if data is None else 422
    if data is not None and form.is_valid():
        try:
            withdrawal = testimony_withdraw(
                testimony=row,
                asked_by=AskedBy(form.cleaned_data["asked_by"]),
                listed=form.cleaned_data["tombstone"] == TombstoneChoice.LISTED,
                by=person(request),
                at=timezone.now(),
            )
        except REFUSALS as error:
            refusal, status = sentence_of(error), 409
        else:
            return redirect("desk:withdrawal", withdrawal.pk)
    out = Edition.objects.filter(testimony=row, state__in=OUT).order_by("number")
    context = {"form": form, "testimony": row, "editions": out, "refusal": refusal}
    return render(request, "desk/withdraw.html", context, status=status)


@desk_page()
def withdrawal(request: HttpRequest, withdrawal: UUID) -> HttpResponse:
    """What is done, what is pending, and what cannot be recalled."""
    row = get_object_or_404(Withdrawal.objects.select_related("testimony"), pk=withdrawal)
    report = withdrawal_report(row)
    context = {"withdrawal": row, "testimony": row.testimony, "report": report}
    return render(request, "desk/withdrawal.html", context)
