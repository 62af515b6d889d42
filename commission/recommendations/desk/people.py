"""Who answers for a body. Names and addresses of accounts are shown here and nowhere else."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.desk.fields import choices_of
from commission.accounts.models import User
from commission.recommendations.bodies.models import Body, FocalPart, FocalPoint
from commission.recommendations.bodies.services import focal_point_end, focal_point_name
from commission.recommendations.desk.access import tracker_page
from commission.recommendations.desk.answering import Sheet, button_answer, form_answer, posted
from commission.recommendations.desk.forms import TrackerForm
from commission.recommendations.desk.recording import FORM
from commission.recommendations.recommendation.models import AddressedBody

ON_A_PAGE = 50


class AccountField(forms.ModelChoiceField):
    """Accounts under the names of their people."""

    def label_from_instance(self, obj: User) -> str:
        """Ines Pellworth, ines@police.example."""
        name = obj.get_full_name() or obj.get_username()
        return f"{name}, {obj.email}" if obj.email else name


class NameForm(TrackerForm):
    """Which account answers for the body."""

    PLACES: ClassVar = {
        "named_already": "user",
        "no_focal_point": "user",
        "keeps_tracker": "user",
    }

    user = AccountField(
        queryset=User.objects.none(),
        label=gettext_lazy("Account"),
        help_text=gettext_lazy(
            "Accounts with the role of a focal point. An administrator makes them."
        ),
    )
    part = forms.ChoiceField(
        label=gettext_lazy("As what"),
        choices=choices_of(FocalPart),
        initial=FocalPart.MAIN,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = accounts()  # type: ignore[attr-defined]


def accounts() -> QuerySet[User]:
    """Accounts that may answer for a body."""
    may: QuerySet[User] = User.objects.with_perm(
        "recommendations.answer_for_body",
        backend="django.contrib.auth.backends.ModelBackend",
        include_superusers=False,
    )
    return may.filter(is_active=True, is_superuser=False).order_by("last_name", "username")


@tracker_page()
def bodies(request: HttpRequest) -> HttpResponse:
    """Bodies that are asked, with how many people answer for each."""
    asked = AddressedBody.objects.filter(body=OuterRef("pk"), recommendation__live=True)
    now = Count("focal_points", filter=Q(focal_points__ended_at__isnull=True))
    rows = Body.objects.annotate(people=now, asked=Exists(asked)).order_by("name", "pk")
    page = Paginator(rows.filter(asked=True), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "recommendations/desk/bodies.html", {"page": page})


@tracker_page(FORM)
def body(request: HttpRequest, body: int) -> HttpResponse:
    """Who answers for one body; name another."""
    row = get_object_or_404(Body, pk=body)

    def act(data: dict[str, Any], by: User, at: datetime) -> None:
        focal_point_name(body=row, user=data["user"], part=data["part"], by=by, at=at)

    sheet = Sheet(
        heading=_("Name a focal point"),
        says=(_("They can then write and send the reports of this body, and of no other."),),
        button=_("Name them"),
        back=reverse("tracker_desk:body", args=[row.pk]),
        done=_("This person answers for the body from now on."),
    )
    people = row.focal_points.select_related("user", "named_by")
    context = {
        "body": row,
        "now": people.filter(ended_at__isnull=True).order_by("-part", "named_at"),
        "before": people.filter(ended_at__isnull=False).order_by("-ended_at")[:ON_A_PAGE],
    }
    template = "recommendations/desk/body.html"
    return form_answer(
        request, NameForm(**posted(request)), act, sheet, template=template, context=context
    )


@tracker_page("POST")
def focal_point_over(request: HttpRequest, focal_point: UUID) -> HttpResponse:
    """Somebody does not answer for a body any more."""
    row = get_object_or_404(FocalPoint, pk=focal_point)
    return button_answer(
        request,
        lambda by, at: focal_point_end(focal_point=row, by=by, at=at),
        back=reverse("tracker_desk:body", args=[row.body_id]),
        done=_("This person does not answer for the body any more."),
        done_before=frozenset({"ended_already"}),
    )
