"""The page of words: nothing on the site is said in a word that it does not define."""

import inspect
import re

import pytest
from django.db import models
from django.utils.html import escape

from archive.redaction.models import ReasonCode
from commission.findings import vocabulary as findings
from commission.pages.words import SECTIONS
from commission.recommendations import vocabulary as tracker

pytestmark = pytest.mark.django_db


def vocabularies():
    found = [ReasonCode]
    for module in (findings, tracker):
        for _name, one in inspect.getmembers(module, inspect.isclass):
            if issubclass(one, models.TextChoices) and one.__module__ == module.__name__:
                found.append(one)
    return found


@pytest.mark.parametrize("vocabulary", vocabularies(), ids=lambda one: one.__name__)
def test_every_value_of_every_vocabulary_is_defined_once_and_printed(client, vocabulary):
    shown = [one for one in SECTIONS if [word.value for word in one.words] == vocabulary.values]
    assert len(shown) == 1
    html = client.get("/en/words/").content.decode()
    for word in shown[0].words:
        assert f'id="{shown[0].id}-{word.value}"' in html
        assert escape(str(word.label)) in html
        assert escape(str(word.means)) in html
        assert str(word.means) != str(word.label)


def test_no_value_is_falsy():
    for vocabulary in vocabularies():
        assert all(vocabulary.values), vocabulary


def test_a_status_elsewhere_can_link_to_its_meaning(client):
    html = client.get("/en/words/").content.decode()
    for anchor in ("status", "status-underway", "standard", "reason-PRIV", "addressed"):
        assert f'id="{anchor}"' in html
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_sources_of_the_distinctions_are_named(client):
    html = client.get("/en/words/").content.decode()
    for source in ("Beyond 94", "Transportation Safety Board", "Impact OSS", "Indigenous Watchdog"):
        assert source in html


def test_it_is_one_page_in_each_language_with_one_query_for_the_footer(
    client, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert client.get("/es/words/").status_code == 200
