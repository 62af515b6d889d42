"""Which edition a reader has at an address."""

import pytest

from archive.consent.models import Medium, Use
from archive.edition.models import Edition
from archive.edition.selectors import edition_for_reader
from media.audience import Audience
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db

PUBLIC, RESEARCH = [Audience.PUBLIC], [Audience.PUBLIC, Audience.RESEARCH]


@pytest.mark.parametrize(
    ("made", "public", "research"),
    [
        ({}, True, True),
        ({"for_research": True}, False, True),
        ({"candidate": True, "reference": "RB-0500"}, False, False),
        ({"superseded": True}, False, False),
        ({"withdrawn": True}, False, False),
        ({"uses": {"web_publication": False, "research": True}}, False, False),
        ({"uses": {"web_publication": True}, "for_research": True}, False, False),
        ({"media": {"text": False, "sound": True}}, False, False),
    ],
)
def test_a_reader_has_only_what_is_open_to_them(made, public, research, now):
    edition = EditionFactory(**made)
    for audiences, open_to_them in ((PUBLIC, public), (RESEARCH, research), ([], False)):
        found = edition_for_reader(edition.reference, audiences=audiences, at=now)
        assert found == (edition if open_to_them else None)


@pytest.mark.parametrize("missing", ["uses", "media", None])
def test_what_is_asked_for_several_uses_and_media_needs_them_all(missing, now):
    agreed = {"uses": {"web_publication": True, "broadcast": True}}
    agreed["media"] = {"text": True, "sound": True}
    if missing:
        agreed[missing] = dict(list(agreed[missing].items())[:1])
    EditionFactory(**agreed)
    rows = Edition.objects.open_to(
        PUBLIC,
        use=(Use.WEB_PUBLICATION, Use.BROADCAST),
        medium=(Medium.TEXT, Medium.SOUND),
        at=now,
    )
    assert rows.exists() is (missing is None)


def test_nobody_reads_for_no_use(now):
    with pytest.raises(ValueError, match="use"):
        Edition.objects.open_to(PUBLIC, use=(), at=now)


def test_researchers_have_theirs_before_the_public_one(now):
    edition = EditionFactory()
    fuller = EditionFactory(testimony=edition.testimony, for_research=True, reference="RB-X1")
    fuller.testimony.reference = edition.reference
    fuller.testimony.save()
    for reference in (edition.reference, "RB-X1"):
        assert edition_for_reader(reference, audiences=RESEARCH, at=now) == fuller
    assert edition_for_reader(edition.reference, audiences=PUBLIC, at=now) == edition


def test_a_number_is_of_exactly_one_edition(now):
    edition = EditionFactory()
    found = edition_for_reader(edition.reference, audiences=PUBLIC, at=now, number=1)
    assert found == edition
    assert edition_for_reader(edition.reference, audiences=PUBLIC, at=now, number=2) is None


def test_an_empty_address_is_nobodys(now):
    edition = EditionFactory(reference="")
    Edition.objects.filter(pk=edition.pk).update(reference="")
    assert edition_for_reader("", audiences=RESEARCH, at=now) is None
