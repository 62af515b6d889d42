"""A question in Elasticsearch's terms."""

from collections.abc import Mapping
from typing import Any

from search.analysis import FOLDED, STEMMERS
from search.asked import Clause
from search.engines.base import Ask, Filters, Found, FoundGroup
from search.engines.cards import MOST
from search.engines.elastic.mapping import ABOUT, text_field
from search.passages import passage_read

_FIELDS = [ABOUT, *(text_field(name) for name in (FOLDED, *STEMMERS))]
_CARDS = {"terms": {"field": "card", "size": MOST}}


def request(ask: Ask) -> dict[str, Any]:
    """The body of one search. Filters come after the counting, so that cards are not narrowed."""
    asked: dict[str, Any] = {
        "query": words(ask),
        "aggs": {"cards": _CARDS},
        "size": ask.size,
        "from": ask.start,
        "_source": False,
        "track_total_hits": False,
        "collapse": {
            "field": "group",
            "inner_hits": {"name": "hits", "size": ask.hits_per_group, "_source": ["source"]},
        },
    }
    if narrowed := _filters(ask.filters):
        asked["post_filter"] = {"bool": {"filter": narrowed}}
    return asked


def cards_request(ask: Ask) -> dict[str, Any]:
    """The body of a search for the cards alone."""
    return {"query": words(ask), "aggs": {"cards": _CARDS}, "size": 0, "track_total_hits": False}


def words(ask: Ask) -> dict[str, Any]:
    """Every clause in any field, each field with its own form of the words."""
    hidden = [
        {"terms": {field: sorted(values)}}
        for field, values in (("key", ask.hide), ("group", ask.hide_groups))
        if values
    ]
    found = [_clause(clause) for clause in ask.clauses] or [{"match_all": {}}]
    return {"bool": {"must": found, "must_not": hidden}}


def cards(answer: Mapping[str, Any]) -> dict[str, int]:
    """How many passages there are under each card."""
    return {b["key"]: b["doc_count"] for b in answer["aggregations"]["cards"]["buckets"]}


def found(answer: Mapping[str, Any]) -> Found:
    """The answer in our terms."""
    groups = []
    for hit in answer["hits"]["hits"]:
        inside = hit["inner_hits"]["hits"]["hits"]["hits"]
        passages = [passage_read(one["_source"]["source"]) for one in inside]
        groups.append(FoundGroup(hit["fields"]["group"][0], hit["_score"], passages))
    return Found(cards(answer), groups)


def _clause(clause: Clause) -> dict[str, Any]:
    # Not a query string: nothing in the text means anything to the engine but its words.
    return {"multi_match": {"query": clause.text, "type": "phrase", "fields": _FIELDS}}


def _filters(filters: Filters) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {"terms": {field: sorted(values)}}
        for field, values in (
            ("language", filters.languages),
            ("place", filters.places),
            ("kind", filters.kinds),
            ("decade", filters.decades),
            ("subject", filters.subjects),
            ("group", filters.groups),
            ("noted", filters.noted),
        )
        if values
    ]
    # A record is of a year when its own years overlap what was asked for.
    if filters.first_year is not None:
        made.append({"range": {"last_year": {"gte": filters.first_year}}})
    if filters.last_year is not None:
        made.append({"range": {"year": {"lte": filters.last_year}}})
    return made
