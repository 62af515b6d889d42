"""Everything that a visitor can read is there in Spanish, in the catalogue that is shipped."""

import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation import override, trim_whitespace

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "commission" / "locale" / "es" / "LC_MESSAGES" / "django.mo"
# The desk is in English; everything else is read by visitors.
DESK = {"desk", "citing", "review", "wagtailadmin"}
TEMPLATES = [
    path
    for folder in (
        ROOT / "archive" / "templates" / "reading",
        ROOT / "search" / "templates",
        *(ROOT / "commission").rglob("templates"),
    )
    for path in folder.rglob("*.html")
    if not DESK & set(path.parts)
]
# What public pages show of the folder in which the desk of reviews has the rest.
REVIEW = ROOT / "commission" / "review" / "templates" / "review"
TEMPLATES += [REVIEW / "_behind.html", REVIEW / "_outcomes.html"]
PUBLIC = (
    # Why a file is refused: whoever answers for a body brings files, too.
    *(ROOT / "media").rglob("wording.py"),
    *(ROOT / "commission" / "documents").glob("*.py"),
    *(ROOT / "commission" / "findings").glob("*.py"),
    *(ROOT / "commission" / "following").glob("*.py"),
    *(ROOT / "commission" / "hearings").glob("*.py"),
    *(ROOT / "commission" / "hearings" / "data").glob("*.py"),
    *(ROOT / "commission" / "hearings" / "public").glob("*.py"),
    *(ROOT / "commission" / "maps").rglob("*.py"),
    *(ROOT / "commission" / "markers").glob("*.py"),
    *(ROOT / "commission" / "markers" / "nominations").glob("*.py"),
    *(ROOT / "commission" / "pages").glob("*.py"),
    *(ROOT / "commission" / "pages" / "blocks").glob("*.py"),
    ROOT / "commission" / "photographs" / "selectors.py",
    ROOT / "commission" / "photographs" / "showing.py",
    *(ROOT / "commission" / "recommendations").glob("*.py"),
    *(ROOT / "commission" / "recommendations" / "public").glob("*.py"),
    *(ROOT / "commission" / "recommendations" / "timeline").glob("*.py"),
    *(ROOT / "commission" / "recommendations" / "data").glob("*.py"),
    *(ROOT / "commission" / "recommendations" / "portal").glob("*.py"),
    *(ROOT / "commission" / "reports").glob("*.py"),
    *(ROOT / "commission" / "sharing").glob("*.py"),
)
# What only staff read, in modules that hold more than that.
STAFF = {
    "models.py",
    "taking_down.py",
    "viewsets.py",
    "wagtail_hooks.py",
    "apps.py",
    "access.py",
    "deciding.py",
    "rights.py",
}
CODE = [
    ROOT / "archive" / "dates.py",
    ROOT / "archive" / "index_points" / "page.py",
    *(ROOT / "archive" / "reading").glob("*.py"),
    ROOT / "commission" / "dates.py",
    *(ROOT / "search").glob("*.py"),
    *(path for path in PUBLIC if path.name not in STAFF),
]


@pytest.fixture(scope="module")
def spanish():
    with CATALOGUE.open("rb") as file:
        return gettext.GNUTranslations(file)


@pytest.fixture(scope="module")
def keys(spanish):
    """Everything that the catalogue has, without the number of its plural."""
    return {key[0] if isinstance(key, tuple) else key for key in spanish._catalog}


def key_of(text: str, context: str = "") -> str:
    """What a text is looked up by."""
    return f"{context}\x04{text}" if context else text


STRING = r"((?:\"[^\"]*\"\s*)+)"
# What each call is given, as far as it is looked up: its context, or nothing, and its text.
CALLS = (
    re.compile(r"\b(?:_|gettext|gettext_lazy|ngettext|ngettext_lazy)\(\s*()" + STRING),
    re.compile(r"\bn?pgettext(?:_lazy)?\(\s*" + STRING + r",\s*" + STRING),
)


def joined(strings: str) -> str:
    """Strings that stand beside each other in the source, as the one that they are."""
    return "".join(re.findall(r"\"([^\"]*)\"", strings))


def asked_for(source: str) -> list[str]:
    """The keys under which a module looks up its texts."""
    found = [match for call in CALLS for match in call.findall(source)]
    return [key_of(joined(text), joined(context)) for context, text in found]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_string_of_a_public_template_is_translated(keys, template):
    source = template.read_text()
    found = re.findall(
        r"{%\s*trans(?:late)?\s+([\"'])(.*?)\1(?:\s+context\s+([\"'])(.*?)\3)?", source
    )
    asked = [key_of(text, context) for _quote, text, _mark, context in found]
    asked += re.findall(r"\|date:_\(\"([^\"]+)\"\)", source)
    missing = [key for key in asked if key not in keys]
    assert not missing, missing


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_block_of_a_public_template_is_translated(keys, template):
    blocks = re.findall(
        r"{%\s*blocktranslate([^%]*)%}(.*?){%\s*(?:plural|endblocktranslate)",
        template.read_text(),
        re.S,
    )
    # As Django itself trims them before it looks them up.
    asked = [
        key_of(
            re.sub(
                r"{{\s*(\w+)\s*}}", r"%(\1)s", trim_whitespace(text) if "trimmed" in how else text
            ),
            "".join(re.findall(r"context [\"']([^\"']+)", how)),
        )
        for how, text in blocks
    ]
    missing = [key for key in asked if key not in keys]
    assert not missing, missing


@pytest.mark.parametrize("module", CODE, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_sentence_that_a_public_module_says_is_translated(keys, module):
    missing = [key for key in asked_for(module.read_text()) if key not in keys]
    assert not missing, missing


def test_the_names_of_choices_that_visitors_read_are_translated(keys):
    from archive.index_points.models import Precision
    from archive.redaction.models import ReasonCode
    from archive.roles import Role as VaultRole
    from archive.testimony.models import TestimonyKind
    from archive.transcript.models import TranscriptKind
    from commission.documents.models import Access
    from commission.photographs.models import Licence
    from commission.roles import Role

    choices = (ReasonCode, TestimonyKind, TranscriptKind, Precision, Access, Licence)
    # Whose role it was that confirmed a release stands on the page of its hearing.
    with override("en"):
        labels = [str(one.label) for kind in (*choices, VaultRole, Role) for one in kind]
    assert [label for label in labels if label not in keys] == []


def test_the_name_that_stands_for_a_protected_witness_is_translated():
    from commission.hearings.witnesses.models import Appearance

    with override("en"):
        assert Appearance(cipher="C7").shown == "Witness C7"
    with override("es"):
        assert Appearance(cipher="C7").shown == "Testigo C7"
