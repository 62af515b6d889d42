"""Orders, legal holds and delays of one testimony."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.days import end_of
from archive.desk.access import desk_page, person
from archive.desk.fields import DeskForm, choices_of
from archive.desk.sentences import REFUSALS, sentence_of
from archive.holds.models import Hold, HoldKind
from archive.holds.services import hold_lift, hold_place
from archive.testimony.models import Testimony


class HoldForm(DeskForm):
    kind = forms.ChoiceField(
        label=_("What it is"), choices=choices_of(HoldKind), widget=forms.RadioSelect
    )
    code = forms.CharField(
        label=_("Number of the order"),
        max_length=40,
        help_text=_("The number only. Its text stays with its author."),
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: until it is lifted here."),
    )


@desk_page("administer", methods="GET HEAD POST")
def holds(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """What binds this testimony; place another."""
    data = request.POST if request.method == "POST" else None
    form = HoldForm(data)
    if data is not None and form.is_valid():
        try:
            hold_place(
                testimony=get_object_or_404(Testimony, pk=testimony),
                kind=HoldKind(form.cleaned_data["kind"]),
                code=form.cleaned_data["code"],
                ends_at=end_of(form.cleaned_data["ends_on"]),
                by=person(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return redirect("desk:holds", testimony)
    return holds_page(request, testimony, form, status=200 if data is None else 422)


@desk_page("administer", methods="POST")
def lift(request: HttpRequest, hold: UUID) -> HttpResponse:
    """End a hold. It opens nothing by itself."""
    row = get_object_or_404(Hold, pk=hold)
    try:
        hold_lift(hold=row, by=person(request), at=timezone.now())
    except REFUSALS as error:
        refusal = sentence_of(error)
        return holds_page(request, row.testimony_id, HoldForm(), refusal=refusal, status=409)
    return redirect("desk:holds", row.testimony_id)


def holds_page(
    request: HttpRequest, testimony: UUID, form: HoldForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    row = get_object_or_404(Testimony, pk=testimony)
    rows = row.holds.select_related("placed_by", "lifted_by").order_by("-starts_at")
    context = {"form": form, "testimony": row, "holds": rows, "refusal": refusal}
    return render(request, "desk/holds.html", context, status=status)
