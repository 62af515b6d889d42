"""How text becomes words. The same steps in both engines, so that one highlighter serves both.

Letters and digits make a word; case and accents are folded; then the language's stemmer. Nothing is
left out as too common: "to be" is a phrase that somebody may look for. Folding comes before
stemming because many readers have no keys for the accents of the language they search in.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LONGEST_WORD = 80
# language → (stemmer here, stemmer in Elasticsearch); both are Snowball's.
STEMMERS = {
    "en": ("english", "porter2"),
    "es": ("spanish", "spanish"),
    "fr": ("french", "french"),
    "de": ("german", "german"),
    "pt": ("portuguese", "portuguese"),
}
FOLDED = "folded"
_WORD = re.compile(r"[^\W_]+")


def normal(text: str) -> str:
    """Text with its accents composed, so that a decomposed é is still one letter."""
    return unicodedata.normalize("NFC", text)


def base_language(code: str) -> str:
    """`es` for `es-CL`."""
    return code.replace("_", "-").split("-")[0].lower()


def analyzers_for(language: str) -> list[str]:
    """Names of the analyzers that a text in this language is indexed with."""
    base = base_language(language)
    return [FOLDED, base] if base in STEMMERS else [FOLDED]


@cache
def analyzer(name: str) -> TextAnalyzer:
    """The analyzer of this name: `folded`, or a language with a stemmer."""
    steps = (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(LONGEST_WORD))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
    )
    if name != FOLDED:
        steps = steps.filter(Filter.stemmer(STEMMERS[name][0]))
    return steps.build()


def terms(text: str, name: str) -> list[str]:
    """The words of a text as this analyzer makes them."""
    return analyzer(name).analyze(text)


def word_places(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where each word stands, from this character on: characters from and to."""
    return (found.span() for found in _WORD.finditer(text, start))


@lru_cache(maxsize=100_000)
def term(word: str, name: str) -> str:
    """One word as this analyzer makes it; most of a text are words that were met before."""
    return "".join(terms(word, name))
