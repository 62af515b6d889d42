"""What stands in the log: never what a record is called, in any state of it."""

import logging

import pytest

from commission.pages.models import ArticlePage, SectionPage
from tests.commission.factories import FindingFactory
from tests.commission.pages.site import homes, page

pytestmark = pytest.mark.django_db

SECRET = "Heron told us"


def test_no_log_names_what_is_written_published_moved_copied_or_deleted(caplog):
    caplog.set_level(logging.INFO)
    homes()
    section = page(SectionPage)
    article = page(ArticlePage, title=SECRET, slug="heron-told-us")
    article.move(section, pos="last-child")
    article.copy(keep_live=False, update_attrs={"title": SECRET, "slug": "heron-told-us-2"})
    article.unpublish()
    article.delete()
    finding = FindingFactory(conclusion=SECRET, draft=True)
    finding.save_revision().publish(skip_permission_checks=True)
    finding.unpublish()
    lines = [record.getMessage().lower() for record in caplog.records]
    assert not [line for line in lines if "heron" in line]
