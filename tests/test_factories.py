"""The factories make what the tests of everything else rely on."""

import pytest

from archive.consent.models import Use
from archive.edition.models import Edition
from media.audience import Audience
from tests.factories import EditionFactory, TranscriptFactory, redaction_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("trait", "visible"),
    [({}, 1), ({"candidate": True}, 0), ({"superseded": True}, 0), ({"withdrawn": True}, 0)],
)
def test_only_an_open_edition_is_open_to_the_public(trait, visible, now):
    EditionFactory(**trait)
    open_now = Edition.objects.open_to([Audience.PUBLIC], use=Use.WEB_PUBLICATION, at=now)
    assert open_now.count() == visible


def test_a_research_edition_is_not_open_to_the_public(now):
    EditionFactory(for_research=True)
    rows = Edition.objects
    assert not rows.open_to([Audience.PUBLIC], use=Use.RESEARCH, at=now).exists()
    assert rows.open_to([Audience.RESEARCH], use=Use.RESEARCH, at=now).exists()


def test_a_use_that_was_not_agreed_to_opens_nothing(now):
    EditionFactory(uses={"web_publication": True, "research": False})
    rows = Edition.objects
    assert not rows.open_to([Audience.PUBLIC], use=Use.RESEARCH, at=now).exists()
    assert not rows.open_to([Audience.PUBLIC], use=Use.BROADCAST, at=now).exists()


def test_a_redaction_is_found_by_its_words():
    redaction = redaction_of(TranscriptFactory(), "Sergeant Pellworth,")
    assert len(redaction.word_ids) == 2
