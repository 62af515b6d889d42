"""The workflow that every public record goes through."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from commission.review.models import SecondPersonTask
from commission.review.waiting import reviewed_models

NAME = "Approval by a second person"


@transaction.atomic
def review_workflow_create() -> Workflow:
    """Make the workflow and put every kind of record and page under it. Harmless twice."""
    task, _created = SecondPersonTask.objects.get_or_create(name=NAME)
    workflow, _created = Workflow.objects.get_or_create(name=NAME, defaults={"active": True})
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for model in reviewed_models():
        WorkflowContentType.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
    return workflow
