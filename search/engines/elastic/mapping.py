"""How a passage lies in an Elasticsearch index."""

from search.analysis import FOLDED, LONGEST_WORD, STEMMERS, analyzers_for, base_language, normal
from search.engines.base import MOST_HITS, Stored
from search.engines.cards import card_of, decades_of, noted
from search.highlights import stretches
from search.passages import about, passage_write

ABOUT = "about"
KEYWORDS = (
    "key",
    "group",
    "language",
    "place",
    "kind",
    "decade",
    "subject",
    "noted",
    "card",
)


def text_field(name: str) -> str:
    """The field that holds the words of this analyzer."""
    return f"text_{name}"


def _analysis() -> dict[str, object]:
    """Letters and digits make a word; folded; then stemmed: as `search.analysis` does it."""
    first = ["short", "lowercase", "asciifolding"]
    return {
        "tokenizer": {
            "letters": {
                "type": "char_group",
                "tokenize_on_chars": ["whitespace", "punctuation", "symbol", "\u0000"],
            }
        },
        "filter": {
            "short": {"type": "length", "max": LONGEST_WORD},
            **{
                f"stem_{name}": {"type": "stemmer", "language": stemmers[1]}
                for name, stemmers in STEMMERS.items()
            },
        },
        "analyzer": {
            FOLDED: {"type": "custom", "tokenizer": "letters", "filter": first},
            **{
                name: {
                    "type": "custom",
                    "tokenizer": "letters",
                    "filter": [*first, f"stem_{name}"],
                }
                for name in STEMMERS
            },
        },
    }


def index_settings() -> dict[str, object]:
    """One shard: a shard counts words for itself, and would rank by which shard a passage is in."""
    return {
        "number_of_shards": 1,
        "number_of_replicas": 0,
        "max_inner_result_window": MOST_HITS,
        "auto_expand_replicas": "0-1",
        # How long a removal is remembered: a late write of an older version is refused.
        "gc_deletes": "1h",
        # A passage that was removed is not kept for other copies of the shard to catch up.
        "soft_deletes.retention_lease.period": "1m",
        "merge.policy.expunge_deletes_allowed": 0,
        "analysis": _analysis(),
    }


def mappings() -> dict[str, object]:
    """Strict: a field that nobody thought about is an error, never guessed at."""
    words = {
        text_field(name): {"type": "text", "analyzer": name, "position_increment_gap": 100}
        for name in (FOLDED, *STEMMERS)
    }
    return {
        "dynamic": "strict",
        "_source": {"includes": ["source"]},
        "properties": {
            **{name: {"type": "keyword"} for name in KEYWORDS},
            "year": {"type": "integer"},
            "last_year": {"type": "integer"},
            ABOUT: {"type": "text", "analyzer": FOLDED, "position_increment_gap": 100},
            "source": {"type": "keyword", "index": False, "doc_values": False},
            **words,
        },
    }


def body(stored: Stored) -> dict[str, object]:
    """A passage as Elasticsearch takes it. Only `source` is kept to be read back."""
    passage = stored.passage
    years = passage.years
    runs = stretches(normal(passage.text))
    made: dict[str, object] = {
        "key": passage.key,
        "group": passage.group,
        "language": base_language(passage.language),
        "place": passage.place,
        "kind": passage.facet_kind,
        "decade": decades_of(passage.years),
        "subject": list(passage.subjects),
        "noted": noted(passage),
        "card": card_of(passage),
        "year": years[0] if years else None,
        "last_year": years[1] if years else None,
        "source": passage_write(passage),
        **{text_field(name): runs for name in analyzers_for(passage.language)},
    }
    if said := about(passage):
        made[ABOUT] = said
    return made
