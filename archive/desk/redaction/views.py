"""The redaction desk's page, and the text as the public would read it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.consent.in_force import consent_in_force
from archive.desk.access import desk_page, person
from archive.desk.redaction.forms import NameForm, ProposalForm
from archive.desk.redaction.marks import marked_rows, spans_for_script, wave_spans
from archive.desk.redaction.says import redaction_says
from archive.desk.redaction.spans import names_of, spans_of
from archive.desk.shown import place
from archive.desk.testimony.agreed import agreed_of
from archive.desk.testimony.gate import asked_of
from archive.desk.transcript.presentation import PART, speakers, wave_path
from archive.edition.models import EditionState
from archive.publishing.basis import NothingToBuildFrom, basis_collect
from archive.publishing.composing import Turn, compose
from archive.redaction.selectors import transcript_newest
from archive.roles import may
from archive.testimony.models import Testimony
from media.audience import Audience


@desk_page("redact", "approve")
def redaction(request: HttpRequest, testimony: UUID) -> HttpResponse:
    """Words, sound, spans and names of one testimony. `?read=public` shows what would go out."""
    found = get_object_or_404(Testimony, pk=testimony)
    at = timezone.now()
    transcript = transcript_newest(found)
    recording = transcript.recording if transcript else found.recordings.first()
    segments = list(transcript.segments.filter(struck=False)) if transcript else []
    consent = consent_in_force(found, at=at)
    spans = spans_of(found, recording, segments, request.user)
    names = names_of(found)
    reading = request.GET.get("read") == "public"
    public, why_not = public_text(found) if reading else ([], "")
    part = _part(request.GET.get("part"), len(segments))
    called = speakers(found, at=at, used=[segment.speaker for segment in segments])
    rows = marked_rows(segments[(part - 1) * PART : part * PART], spans, names, called)
    candidates = found.editions.filter(state=EditionState.CANDIDATE).order_by("-built_at")
    return render(
        request,
        "desk/redaction.html",
        {
            "testimony": found,
            "transcript": transcript,
            "recording": recording,
            "wave": wave_path(recording),
            "wave_spans": wave_spans(spans, names, recording),
            "duration": place(recording.duration_ms if recording else 0),
            "agreed": agreed_of(consent, found.consents.all()),
            "rows": rows,
            "part": part,
            "parts": range(1, _parts(len(segments)) + 1),
            "spans": [span for span in spans if span.in_force],
            "past": [span for span in spans if not span.in_force],
            "names": names,
            "asked": asked_of(found, list(candidates), consent, user=person(request), at=at),
            "may_redact": may(request.user, "redact"),
            "may_approve": may(request.user, "approve"),
            "proposal": ProposalForm(),
            "name_form": NameForm(prefix=None, auto_id="name_%s"),
            "reading": reading,
            "public": public,
            "why_not": why_not,
            "desk_data": spans_for_script(found, spans, names, called),
            "desk_says": redaction_says(),
        },
    )


def public_text(testimony: Testimony) -> tuple[list[Turn], str]:
    """The turns that a public edition built now would have, or a sentence why there are none."""
    try:
        basis = basis_collect(testimony=testimony, audience=Audience.PUBLIC, at=timezone.now())
    except NothingToBuildFrom:
        return [], _(
            "Nothing would go out yet: nobody has accepted the newest transcript. "
            "Until then there is no public text to read."
        )
    return list(compose(basis).turns), ""


def _parts(count: int) -> int:
    return max(1, -(-count // PART))


def _part(sent: str | None, count: int) -> int:
    text = sent or ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(1, number), _parts(count))
