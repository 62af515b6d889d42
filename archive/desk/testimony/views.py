"""The list of testimonies, and taking in and describing one."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from archive.desk.access import desk_page, person
from archive.desk.sentences import REFUSALS, sentence_of
from archive.desk.testimony.forms import DescribeForm, GiverForm, OptionalGiverForm, TestimonyForm
from archive.desk.testimony.record import record_of
from archive.desk.testimony.stages import Stage, at_stage, stages_of
from archive.ledger.services import ledger_append
from archive.testimony.models import Testimony
from archive.testimony.services import (
    GiverDraft,
    embargo_lift,
    testimony_create,
    testimony_describe,
)

PER_PAGE = 50
OthersForm = formset_factory(OptionalGiverForm, extra=2, max_num=2)


@desk_page()
def testimony_list(request: HttpRequest) -> HttpResponse:
    """All testimonies, newest first, narrowed by stage or by reference; names are not searched."""
    stage, sought = request.GET.get("stage", ""), request.GET.get("q", "").strip()
    rows = at_stage(Stage(stage)) if stage in Stage.values else Testimony.objects.all()
    if sought:
        rows = rows.filter(reference__icontains=sought) | rows.filter(id__startswith=sought.lower())
    page = Paginator(rows.order_by("-created_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    said = stages_of(page.object_list)
    shown = [(testimony, said[testimony.pk].label) for testimony in page]
    return render(
        request,
        "desk/testimony_list.html",
        {"page": page, "shown": shown, "stages": Stage.choices, "stage": stage, "sought": sought},
    )


@sensitive_post_parameters()
@desk_page("take_testimony", methods="GET HEAD POST")
def testimony_new(request: HttpRequest) -> HttpResponse:
    """Take in a testimony and up to three people who gave it."""
    data = request.POST if request.method == "POST" else None
    form = TestimonyForm(data, initial={"language": "en"})
    first, others = GiverForm(data, prefix="giver"), OthersForm(data, prefix="others")
    forms_right = data is not None and all([form.is_valid(), first.is_valid(), others.is_valid()])
    if forms_right:
        drafts = [first.cleaned_data, *(f.cleaned_data for f in others)]
        try:
            testimony = testimony_create(
                **form.cleaned_data,
                givers=[GiverDraft(**draft) for draft in drafts if draft.get("real_name")],
                by=person(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return redirect("desk:testimony", testimony.pk)
    return render(
        request,
        "desk/testimony_new.html",
        {"form": form, "first": first, "others": others},
        status=200 if data is None else 422,
    )


@desk_page()
def testimony(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """One record: what was agreed, where it stands, what blocks it, all that belongs to it."""
    return record_page(request, testimony)


def record_page(
    request: HttpRequest, testimony: UUID, *, refusal: str = "", status: int = 200, **more: object
) -> HttpResponse:
    """The page of a record, after a refusal with the sentence that says why."""
    row = get_object_or_404(Testimony, pk=testimony)
    record = record_of(row, user=person(request), at=timezone.now())
    context = {"record": record, "testimony": row, "refusal": refusal, **more}
    return render(request, "desk/testimony.html", context, status=status)


@desk_page("take_testimony", "redact", methods="GET HEAD POST")
def describe(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Change what is written about a testimony: summary, content note, place, embargo."""
    row = get_object_or_404(Testimony, pk=testimony)
    status = 200
    if request.method == "POST":
        form, status = DescribeForm(request.POST), 422
        if form.is_valid():
            try:
                testimony_describe(
                    testimony=row, by=person(request), at=timezone.now(), **form.cleaned_data
                )
            except ValidationError as error:
                form.refuse(error)
            else:
                return redirect("desk:testimony", row.pk)
    else:
        form = DescribeForm.of(row)
    return render(request, "desk/describe.html", {"form": form, "testimony": row}, status=status)


@desk_page("take_testimony", "administer", methods="POST")
def lift_embargo(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """A person's word that an embargo is over."""
    row = get_object_or_404(Testimony, pk=testimony)
    try:
        embargo_lift(testimony=row, by=person(request), at=timezone.now())
    except REFUSALS as error:
        return record_page(request, testimony, refusal=sentence_of(error), status=409)
    return redirect("desk:testimony", row.pk)


@desk_page("see_identity", methods="POST")
def identity(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Show who gave it. A POST, because it is written to the ledger before anything is shown."""
    row = get_object_or_404(Testimony, pk=testimony)
    givers = list(row.giver_links.select_related("giver"))
    with transaction.atomic():
        ledger_append(
            actor=person(request),
            act="identity.read",
            record=row,
            testimony=row,
            at=timezone.now(),
            details={"givers": len(givers)},
        )
    return record_page(request, testimony, givers=givers)
