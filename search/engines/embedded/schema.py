"""How a passage lies in a tantivy index."""

import hashlib
from pathlib import Path

import tantivy

from search.analysis import FOLDED, STEMMERS, analyzer, analyzers_for, base_language, normal
from search.engines.base import Stored
from search.engines.cards import card_of, decades_of, noted
from search.highlights import stretches
from search.passages import about, passage_read, passage_write

# What a passage is found by beside its text.
ABOUT = "about"
KEYWORDS = ("key", "group", "language", "place", "kind", "decade", "subject", "noted")


def text_field(name: str) -> str:
    """The field that holds the words of this analyzer."""
    return f"text_{name}"


def schema() -> tantivy.Schema:
    """Words and keywords are indexed; the passage itself is stored once, as it was published."""
    build = tantivy.SchemaBuilder()
    for name in KEYWORDS:
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    build.add_text_field("card", fast=True, tokenizer_name="raw", index_option="basic")
    build.add_integer_field("group_number", fast=True)
    build.add_integer_field("year", indexed=True)
    build.add_integer_field("last_year", indexed=True)
    build.add_integer_field("version", stored=True, fast=True)
    build.add_bytes_field("source", stored=True)
    build.add_text_field(ABOUT, tokenizer_name=FOLDED)
    for name in (FOLDED, *STEMMERS):
        build.add_text_field(text_field(name), tokenizer_name=name)
    return build.build()


def index_open(folder: Path, *, create: bool = False) -> tantivy.Index:
    """The index in this folder, with its analyzers. Raises ValueError when there is none."""
    if create:
        folder.mkdir(mode=0o700, parents=True)
        index = tantivy.Index(schema(), path=str(folder), reuse=False)
    else:
        index = tantivy.Index.open(str(folder))
    for name in (FOLDED, *STEMMERS):
        index.register_tokenizer(name, analyzer(name))
    return index


def group_number(group: str) -> int:
    """A number for a group: hits are grouped by it without reading them from the store."""
    digest = hashlib.blake2b(group.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def document(stored: Stored) -> tantivy.Document:
    """A passage as tantivy takes it."""
    passage = stored.passage
    made = tantivy.Document()
    made.add_text("key", passage.key)
    made.add_text("group", passage.group)
    made.add_text("language", base_language(passage.language))
    made.add_text("place", passage.place)
    made.add_text("kind", passage.facet_kind)
    for decade in decades_of(passage.years):
        made.add_text("decade", decade)
    for subject in passage.subjects:
        made.add_text("subject", subject)
    made.add_text("noted", noted(passage))
    made.add_text("card", card_of(passage))
    made.add_integer("group_number", group_number(passage.group))
    if passage.years is not None:
        first, last = passage.years
        made.add_integer("year", first)
        made.add_integer("last_year", last)
    made.add_integer("version", stored.version)
    made.add_bytes("source", passage_write(passage).encode())
    for said in about(passage):
        made.add_text(ABOUT, said)
    names = [text_field(name) for name in analyzers_for(passage.language)]
    for stretch in stretches(normal(passage.text)):
        for name in names:
            made.add_text(name, stretch)
    return made


def passage_of(found: tantivy.Document) -> Stored:
    """The passage that a stored document holds."""
    return Stored(passage_read(bytes(found["source"][0]).decode()), int(found["version"][0]))


def count_of(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """How many passages a query finds."""
    return int(searcher.search(query, 1).count)  # type: ignore[attr-defined]
