"""A question in tantivy's terms: put together from words, never parsed from a string."""

from collections.abc import Iterable

import tantivy
from tantivy import FieldType, Occur, Query

from search.analysis import FOLDED, STEMMERS, terms
from search.asked import Clause
from search.engines.base import Ask, Filters, FoundGroup
from search.engines.cards import MOST
from search.engines.embedded.schema import ABOUT, passage_of, text_field

Hit = tuple[float, tantivy.DocAddress]


class Question:
    """One question put to one state of an index."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, ask: Ask) -> None:
        self._searcher, self._schema, self._ask = searcher, schema, ask
        self._words = self._and(
            [self._clause(clause) for clause in ask.clauses] or [Query.all_query()],
            without=[*self._any("key", ask.hide), *self._any("group", ask.hide_groups)],
        )
        self._narrowed = self._and([self._words, *self._filters(ask.filters)])

    def cards(self) -> dict[str, int]:
        """How many passages there are under each card."""
        counted = {"cards": {"terms": {"field": "card", "size": MOST, "segment_size": MOST}}}
        buckets = self._searcher.aggregate(self._words, counted)["cards"]["buckets"]
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}

    def groups(self) -> list[FoundGroup]:
        """The groups asked for, by their best passage."""
        ask = self._ask
        found = self._best(ask.start + ask.size)
        page = list(found.items())[ask.start : ask.start + ask.size]
        return [self._group(hits, complete=self._complete) for _, hits in page]

    def _best(self, wanted: int) -> dict[int, list[Hit]]:
        """Hits by group number, the best group first, until enough groups are known."""
        limit = max(64, wanted * 8)
        while True:
            hits = self._searcher.search(self._narrowed, limit, count=False).hits
            numbers = self._searcher.fast_field_values("group_number", [a for _, a in hits])
            found: dict[int, list[Hit]] = {}
            for number, hit in zip(numbers, hits, strict=True):
                found.setdefault(int(number or 0), []).append(hit)
            self._complete = len(hits) < limit
            if self._complete or len(found) >= wanted:
                return found
            limit *= 8

    def _group(self, hits: list[Hit], *, complete: bool) -> FoundGroup:
        most = self._ask.hits_per_group
        first = passage_of(self._searcher.doc(hits[0][1])).passage
        if len(hits) < most and not complete:
            query = self._and([self._narrowed, *self._any("group", {first.group})])
            hits = self._searcher.search(query, most, count=False).hits
        passages = [passage_of(self._searcher.doc(address)).passage for _, address in hits[:most]]
        return FoundGroup(first.group, hits[0][0], passages)

    def _clause(self, clause: Clause) -> Query:
        """The words of a clause in any field, each field with its own form of them."""
        fields = [(ABOUT, FOLDED), *((text_field(name), name) for name in (FOLDED, *STEMMERS))]
        return Query.disjunction_max_query(
            [
                self._run(field, found)
                for field, name in fields
                if (found := terms(clause.text, name))
            ]
        )

    def _run(self, field: str, found: list[str]) -> Query:
        if len(found) == 1:
            return Query.term_query(self._schema, field, found[0])
        return Query.phrase_query(self._schema, field, list(found))

    def _filters(self, filters: Filters) -> list[Query]:
        # A record is of a year when its own years overlap what was asked for.
        years = [
            Query.range_query(self._schema, field, FieldType.Integer, lowest, highest)
            for field, lowest, highest in (
                ("last_year", filters.first_year, None),
                ("year", None, filters.last_year),
            )
            if lowest is not None or highest is not None
        ]
        return [
            Query.const_score_query(query, 0.0)
            for query in (
                *self._any("language", filters.languages),
                *self._any("place", filters.places),
                *self._any("kind", filters.kinds),
                *self._any("decade", filters.decades),
                *self._any("subject", filters.subjects),
                *self._any("group", filters.groups),
                *self._any("noted", filters.noted),
                *years,
            )
        ]

    def _any(self, field: str, values: Iterable[str]) -> list[Query]:
        wanted = sorted(values)
        if not wanted:
            return []
        return [Query.const_score_query(Query.term_set_query(self._schema, field, wanted), 0.0)]

    @staticmethod
    def _and(queries: list[Query], *, without: Iterable[Query] = ()) -> Query:
        return Query.boolean_query(
            [(Occur.Must, query) for query in queries] + [(Occur.MustNot, q) for q in without]
        )
