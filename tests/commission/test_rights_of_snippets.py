"""Who may open which of Wagtail's own addresses of the public records: every one, for everybody."""

import pytest
from django.db import transaction
from django.urls import reverse

from commission.recommendations.models import Body
from commission.reports.models import Chapter, Report
from tests.archive.desk.test_rights import addresses, body_of, state
from tests.commission.factories import ThemeFactory, locale
from tests.commission.markers.factories import MarkerFactory, MarkerSeriesFactory
from tests.commission.rights import CANARIES, ENTRY, PEOPLE, everything, person_of

pytestmark = [pytest.mark.django_db, pytest.mark.addresses]

# Verbs of which one is needed to get an answer; an empty text: nobody gets one.
REVIEWED = {
    "list": "add change view",
    "list_results": "add change view",
    "add": "add",
    "edit": "change",
    "usage": "change",
    "history": "add change",
    "history_results": "add change",
    "inspect": "add change view",
    "revisions_revert": "change",
    "revisions_compare": "change",
    "workflow_history": "change",
    # Nothing but whether a change would end a review.
    "confirm_workflow_cancellation": "add change view",
    "workflow_history_detail": "",
    "workflow_action": "",
    "collect_workflow_action_data": "",
    "lock": "change",
    "unlock": "change",
    "unpublish": "",
    "delete": "",
    "revisions_unschedule": "",
}
NAMES = {
    "list": "add change view",
    "list_results": "add change view",
    "add": "add",
    "edit": "change",
    "usage": "change",
    "history": "add change",
    "history_results": "add change",
    # What records stand in is kept for good, and an address is never copied.
    "delete": "",
}
MODELS = {
    "findings_finding": REVIEWED,
    "recommendations_recommendation": REVIEWED,
    "hearings_hearing": REVIEWED,
    "hearings_docketentry": REVIEWED,
    "recommendations_body": NAMES,
    "reports_report": NAMES,
    "reports_chapter": NAMES,
    "reports_theme": NAMES,
    "markers_marker": REVIEWED,
    "markers_markerseries": NAMES,
}
SPACE = "wagtailsnippets_"


@pytest.fixture
def rows():
    locale("en"), locale("es")
    records = everything()
    kept = ("draft", "draft_finding", "draft_hearing", "draft_entry")
    for draft in (records[name] for name in kept):
        draft.save_revision()
    marker = MarkerFactory(draft=True, commentary=CANARIES["unpublished"])
    marker.save_revision()
    return {
        "findings_finding": records["draft_finding"],
        "recommendations_recommendation": records["draft"],
        "hearings_hearing": records["draft_hearing"],
        "hearings_docketentry": records["draft_entry"],
        "recommendations_body": Body.objects.get(),
        "reports_report": Report.objects.get(),
        "reports_chapter": Chapter.objects.get(),
        "reports_theme": ThemeFactory(),
        "markers_marker": marker,
        "markers_markerseries": MarkerSeriesFactory(),
    }


def test_no_address_is_missing_from_the_tables():
    known = {f"{SPACE}{model}:{name}" for model, names in MODELS.items() for name in names}
    there = {name for name, _pattern in addresses() if name.startswith(SPACE)}
    assert there == known


def test_nothing_is_chosen_from_a_list_of_everything():
    assert not [name for name, _pattern in addresses() if "snippetchoosers" in name]


def url_of(model, name, pattern, row) -> str:
    wanted = dict(pattern.pattern.converters) or dict.fromkeys(pattern.pattern.regex.groupindex)
    given = {"pk": row.pk, "revision_id": getattr(row, "latest_revision_id", 1)}
    given |= {"revision_id_a": "earliest", "revision_id_b": "latest", "action_name": "approve"}
    return reverse(f"{SPACE}{model}:{name}", kwargs={key: given.get(key, 1) for key in wanted})


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_has_the_pages_of_their_rights_and_no_other(rows, name):
    person = person_of(name)
    person.client.get(reverse("wagtailadmin_account"))  # Wagtail keeps a row from then on
    before, wrong, allowed = state(), [], []
    for full, pattern in addresses():
        if not full.startswith(SPACE):
            continue
        model, _, page = full.removeprefix(SPACE).partition(":")
        app, kind = model.split("_")
        url = url_of(model, page, pattern, rows[model])
        verbs = MODELS[model][page].split()
        rights = [f"{app}.{verb}_{kind}" for verb in verbs]
        if person.holds(ENTRY) and ("anything" in verbs or person.holds(*rights)):
            allowed.append((full, url))
            continue
        for method in ("GET", "POST"):
            answer = person.client.generic(method, url)
            if answer.status_code not in (302, 403, 404, 405):
                wrong.append((full, method, answer.status_code))
            if any(canary.encode() in body_of(answer) for canary in CANARIES.values()):
                wrong.append((full, method, "canary"))
    assert wrong == []
    assert state() == before
    for full, url in allowed:
        with transaction.atomic():
            posted = full.endswith("lock")
            answer = person.client.generic("POST" if posted else "GET", url)
            transaction.set_rollback(True)
        if answer.status_code != (302 if posted else 200):
            wrong.append((full, answer.status_code))
    assert wrong == []
