"""What editors choose records from: they read no drafts of any."""

import pytest
from django.db import models
from wagtail.actions.unpublish import UnpublishAction

from commission.pages.blocks.public import HearingBlock, MarkerBlock
from commission.pages.blocks.records import FindingBlock, RecommendationBlock
from commission.roles import roles_create
from tests.commission.factories import FindingFactory, RecommendationFactory
from tests.commission.hearings.factories import HearingFactory
from tests.commission.markers.factories import MarkerFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

KINDS = {
    "finding": (FindingFactory, FindingBlock, "statement"),
    "recommendation": (RecommendationFactory, RecommendationBlock, "title"),
    "hearing": (HearingFactory, HearingBlock, "title"),
    "marker": (MarkerFactory, MarkerBlock, "title"),
}


def posted(form) -> dict[str, object]:
    """Everything that a browser sends of a form of the admin, unchanged."""
    parts = [form]
    for formset in form.formsets.values():
        parts += [formset.management_form, *formset.forms]
    data = {}
    for bound in (field for part in parts for field in part):
        value = bound.value()
        if isinstance(value, list | models.QuerySet):
            value = [getattr(one, "pk", one) for one in value]
        data[bound.html_name] = "" if value is None or value is False else value
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_record_that_left_only_its_number_is_told(client, kind):
    make, block, field = KINDS[kind]
    roles_create()
    record = make(number=6)
    UnpublishAction(record).execute(skip_permission_checks=True)
    record.refresh_from_db()
    client.force_login(UserFactory(superuser=True))
    form = client.get(record.editor_address).context["form"]
    # Of what is not public the admin keeps the draft in the row itself.
    answer = client.post(record.editor_address, posted(form) | {field: "Quillfeather drafted"})
    assert answer.status_code == 302
    record.refresh_from_db()
    assert getattr(record, field) == "Quillfeather drafted"
    assert list(block().choices()) == [("6", f"{kind.capitalize()} 6 (not public)")]
