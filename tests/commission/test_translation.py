"""Everything that a visitor can read is there in Spanish, in the catalogue that is shipped."""

import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation import trim_whitespace

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
PUBLIC = (
    # Why a file is refused: whoever answers for a body brings files, too.
    *(ROOT / "media").rglob("wording.py"),
    *(ROOT / "commission" / "documents").glob("*.py"),
    *(ROOT / "commission" / "findings").glob("*.py"),
    *(ROOT / "commission" / "following").glob("*.py"),
    *(ROOT / "commission" / "pages").glob("*.py"),
    *(ROOT / "commission" / "recommendations").glob("*.py"),
    *(ROOT / "commission" / "recommendations" / "public").glob("*.py"),
    *(ROOT / "commission" / "recommendations" / "timeline").glob("*.py"),
    *(ROOT / "commission" / "recommendations" / "data").glob("*.py"),
    *(ROOT / "commission" / "recommendations" / "portal").glob("*.py"),
)
# What only staff read, in modules that hold more than that.
STAFF = {
    "models.py",
    "taking_down.py",
    "wagtail_hooks.py",
    "apps.py",
    "access.py",
    "deciding.py",
    "rights.py",
}
CODE = [
    *(ROOT / "archive" / "reading").glob("*.py"),
    *(ROOT / "search").glob("*views.py"),
    *(path for path in PUBLIC if path.name not in STAFF),
]


@pytest.fixture(scope="module")
def spanish():
    with CATALOGUE.open("rb") as file:
        return gettext.GNUTranslations(file)


def known(spanish, text: str) -> bool:
    """Whether the catalogue has this text, with or without a plural or a context."""
    keys = {key[0] if isinstance(key, tuple) else key for key in spanish._catalog}
    return text in keys or any(key.endswith("\x04" + text) for key in keys)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_string_of_a_public_template_is_translated(spanish, template):
    source = template.read_text()
    strings = re.findall(r"{%\s*trans(?:late)? \"([^\"]+)\"", source)
    strings += re.findall(r"{%\s*trans(?:late)? '([^']+)'", source)
    strings += re.findall(r"\|date:_\(\"([^\"]+)\"\)", source)
    missing = [text for text in strings if not known(spanish, text)]
    assert not missing, missing


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_block_of_a_public_template_is_translated(spanish, template):
    blocks = re.findall(
        r"{%\s*blocktranslate([^%]*)%}(.*?){%\s*(?:plural|endblocktranslate)",
        template.read_text(),
        re.S,
    )
    # As Django itself trims them before it looks them up.
    texts = [
        re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", trim_whitespace(text) if "trimmed" in how else text)
        for how, text in blocks
    ]
    missing = [text for text in texts if not known(spanish, text)]
    assert not missing, missing


@pytest.mark.parametrize("module", CODE, ids=lambda path: path.name)
def test_every_sentence_of_the_reading_room_is_translated(spanish, module):
    found = re.findall(r"\b(?:_|gettext|gettext_lazy)\(\s*((?:\"[^\"]*\"\s*)+)", module.read_text())
    texts = ["".join(re.findall(r"\"([^\"]*)\"", text)) for text in found]
    missing = [text for text in texts if not known(spanish, text)]
    assert not missing, missing


def test_reasons_and_kinds_are_translated(spanish):
    from archive.redaction.models import ReasonCode
    from archive.testimony.models import TestimonyKind
    from archive.transcript.models import TranscriptKind

    labels = [*ReasonCode.labels, *TestimonyKind.labels, *TranscriptKind.labels]
    assert all(known(spanish, str(label)) for label in labels)
