"""Recording what a giver agreed to, and the second person's word on a wider one."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from archive.consent.models import Consent
from archive.consent.services import consent_confirm, consent_record
from archive.desk.access import desk_page, person
from archive.desk.consent.forms import ConsentForm
from archive.desk.sentences import REFUSALS, sentence_of
from archive.desk.testimony.views import record_page
from archive.ledger.services import ledger_append
from archive.testimony.models import Testimony
from media.receiving import Accept, blob_receive
from media.refusal import Refused
from media.serving import blob_handed_out


@sensitive_post_parameters()
@desk_page("take_testimony", methods="GET HEAD POST")
def consent_new(request: HttpRequest, testimony: UUID, position: int) -> HttpResponse:
    """The next version of what the person at `position` among the givers agreed to."""
    row = get_object_or_404(Testimony, pk=testimony)
    link = get_object_or_404(row.giver_links.select_related("giver"), position=position)
    data = request.POST if request.method == "POST" else None
    form = ConsentForm(data, request.FILES if data is not None else None)
    if data is not None and form.is_valid():
        by, at = person(request), timezone.now()
        try:
            proof, file = None, form.cleaned_data["file"]
            if file is not None:
                proof = blob_receive(
                    chunks=file.chunks(),
                    original_name=file.name or "",
                    accept=Accept.RECORDINGS | Accept.DOCUMENTS,
                    by=by,
                    at=at,
                ).accession
            consent_record(
                testimony=row, giver=link.giver, proof=proof, by=by, at=at, **form.answers()
            )
        except ValidationError as error:
            form.refuse(error)
        except Refused as error:
            form.add_error("file", str(error.message))
        else:
            return redirect("desk:testimony", row.pk)
    context = {
        "form": form,
        "testimony": row,
        "position": position,
        "several": row.giver_links.count() > 1,
    }
    return render(request, "desk/consent_new.html", context, status=200 if data is None else 422)


@desk_page("take_testimony", "approve", methods="POST")
def confirm(request: HttpRequest, consent: UUID) -> HttpResponse:
    """The word of a second person that a wider consent is what the giver said."""
    row = get_object_or_404(Consent.objects.select_related("testimony"), pk=consent)
    try:
        consent_confirm(consent=row, by=person(request), at=timezone.now())
    except REFUSALS as error:
        return record_page(request, row.testimony_id, refusal=sentence_of(error), status=409)
    return redirect("desk:testimony", row.testimony_id)


@desk_page("see_identity", "take_testimony", methods="POST")
def proof(request: HttpRequest, consent: UUID) -> HttpResponseBase:
    """The proof of a consent, to be saved and opened elsewhere.

    A signed paper names the person: a POST, because it is written to the ledger before anything is
    handed out.
    """
    row = get_object_or_404(Consent.objects.select_related("testimony", "proof__blob"), pk=consent)
    if row.proof is None:
        raise Http404
    with transaction.atomic():
        answer = blob_handed_out(row.proof.blob)
        ledger_append(
            actor=person(request),
            act="consent.read_proof",
            record=row,
            testimony=row.testimony,
            at=timezone.now(),
            details={"version": row.version, "sha256": row.proof.blob_id},
        )
    return answer
