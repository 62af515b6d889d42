"""The index of a recording on the desk: its points in order, and one form."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.consent.in_force import consent_in_force
from archive.desk.access import desk_page, desk_refuse, person
from archive.desk.points.forms import PointForm, labels_of
from archive.desk.sentences import REFUSALS, sentence_of
from archive.desk.shown import place
from archive.desk.testimony.agreed import agreed_of
from archive.desk.transcript.chosen import editor_url, recording_chosen
from archive.desk.transcript.presentation import wave_path
from archive.desk.transcript.views import READERS
from archive.index_points.models import IndexPoint
from archive.index_points.services import (
    index_point_change,
    index_point_remove,
    index_point_write,
)
from archive.roles import may
from archive.testimony.models import Recording, Testimony
from archive.thesaurus.selectors import labels_to_choose, terms_by_id


@desk_page(*READERS)
def index_points(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """All points of one recording, and the form for another."""
    found = get_object_or_404(Testimony, pk=testimony)
    recording = recording_chosen(found, request.GET.get("recording", ""))
    return _page(request, found, recording, PointForm.empty())


@desk_page("transcribe", methods="POST")
def index_point_add(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Write another point."""
    found = get_object_or_404(Testimony, pk=testimony)
    recording = recording_chosen(found, request.POST.get("recording", ""))
    if recording is None:
        return desk_refuse(request, _("An index needs a recording to point into."), status=409)
    form = PointForm(request.POST)
    if form.is_valid():
        try:
            index_point_write(
                testimony=found,
                recording=recording,
                draft=form.draft,
                by=person(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Kept. It goes out with the next edition."))
            return redirect(editor_url("index_points", found, recording))
    return _page(request, found, recording, form, status=422)


@desk_page("transcribe", methods="GET HEAD POST")
def index_point(request: HttpRequest, point: UUID) -> HttpResponse:
    """Change one point, as whoever read it wants it."""
    row = _found(point)
    if request.method != "POST":
        form = PointForm.of(row, terms_by_id({*row.keywords, *row.subjects}))
        return _page(request, row.testimony, row.recording, form, point=row)
    form, refusal, status = PointForm(request.POST), "", 422
    if form.is_valid():
        try:
            index_point_change(
                point=row,
                draft=form.draft,
                version=_version(request),
                by=person(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            form.refuse(error)
        except REFUSALS as error:
            refusal, status = sentence_of(error), 409
        else:
            messages.success(request, _("Kept. It goes out with the next edition."))
            return redirect(editor_url("index_points", row.testimony, row.recording))
    return _page(
        request, row.testimony, row.recording, form, point=row, refusal=refusal, status=status
    )


@desk_page("transcribe", methods="POST")
def index_point_take(request: HttpRequest, point: UUID) -> HttpResponse:
    """Take one point away."""
    row = _found(point)
    try:
        index_point_remove(
            point=row, version=_version(request), by=person(request), at=timezone.now()
        )
    except REFUSALS as error:
        refusal = sentence_of(error)
        return _page(
            request, row.testimony, row.recording, PointForm.empty(), refusal=refusal, status=409
        )
    messages.success(request, _("Taken away. Editions that are open still have it."))
    return redirect(editor_url("index_points", row.testimony, row.recording))


def _found(point: UUID) -> IndexPoint:
    return get_object_or_404(IndexPoint.objects.select_related("testimony", "recording"), pk=point)


def _version(request: HttpRequest) -> int:
    """The version that the sender has read. Raises Http404 for what no form of ours sends."""
    sent = request.POST.get("version", "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 9):
        raise Http404
    return int(sent)


def _page(
    request: HttpRequest,
    testimony: Testimony,
    recording: Recording | None,
    form: PointForm,
    *,
    point: IndexPoint | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = list(testimony.index_points.filter(recording=recording).select_related("changed_by"))
    terms = terms_by_id({id for row in rows for id in (*row.keywords, *row.subjects)})
    may_edit = may(request.user, "transcribe")
    at = timezone.now()
    length = recording.duration_ms if recording else 0
    context = {
        "testimony": testimony,
        "recording": recording,
        "several": testimony.recordings.count() > 1,
        "rows": [
            (row, ", ".join(labels_of([*row.subjects, *row.keywords], terms))) for row in rows
        ],
        "form": form,
        "point": point,
        "back": editor_url("index_points", testimony, recording),
        "act": reverse("desk:index_point", args=[point.pk])
        if point
        else reverse("desk:index_point_add", args=[testimony.pk]),
        "labels": labels_to_choose() if may_edit else [],
        "may_edit": may_edit,
        "wave": wave_path(recording),
        "duration": place(length),
        "agreed": agreed_of(consent_in_force(testimony, at=at), testimony.consents.all()),
        "refusal": refusal,
    }
    return render(request, "desk/index_points.html", context, status=status)
