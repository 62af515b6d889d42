"""The embedded engine: one folder an index, read by all processes, written by the worker."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock

import tantivy
from tantivy import Query

from search.engines.base import Ask, Found, IndexMissing, Stored
from search.engines.cards import card_read
from search.engines.embedded import writing as embedded_writing
from search.engines.embedded.asking import Question
from search.engines.embedded.schema import count_of, document, index_open, passage_of

LOAD_HEAP = 256_000_000  # bytes; few, large segments
LOAD_THREADS = 2


class EmbeddedEngine:
    """Satisfies `search.engines.base.Engine`."""

    name = "tantivy"

    def __init__(self, root: Path | str) -> None:
        self._root = Path(root)
        self._open: dict[str, tuple[tantivy.Index, int]] = {}
        self._lock = Lock()

    def create(self, index: str) -> None:
        index_open(self._root / index, create=True)

    def drop(self, index: str) -> None:
        with self._lock:
            self._open.pop(index, None)
        if self._there(index):
            shutil.rmtree(self._root / index)

    def names(self) -> list[str]:
        found = self._root.iterdir() if self._root.is_dir() else []
        return sorted(folder.name for folder in found if (folder / "meta.json").exists())

    def load(self, index: str, stored: Iterable[Stored]) -> int:
        writer = index_open(self._folder(index)).writer(LOAD_HEAP, LOAD_THREADS)
        count = 0
        try:
            for one in stored:
                writer.add_document(document(one))
                count += 1
            writer.commit()
        finally:
            writer.wait_merging_threads()
        return count

    def writing(
        self, index: str, *, alive: Callable[[], None]
    ) -> AbstractContextManager[embedded_writing.EmbeddedWriting]:
        return embedded_writing.writing(self._folder(index), alive)

    def find(self, index: str, ask: Ask, *, generation: int) -> Found:
        read = self._read(index, generation)
        question = Question(read.searcher(), read.schema, ask)
        return Found(question.cards(), question.groups())

    def groups(self, index: str, *, hide: frozenset[str], generation: int) -> frozenset[str]:
        read = self._read(index, generation)
        cards = Question(read.searcher(), read.schema, Ask(clauses=(), hide=hide)).cards()
        return frozenset(card_read(card).group for card in cards)

    def stored(self, index: str) -> Iterator[Stored]:
        searcher = index_open(self._folder(index)).searcher()
        for _, address in searcher.search(Query.all_query(), max(1, searcher.num_docs)).hits:
            yield passage_of(searcher.doc(address))

    def left(self, index: str, key: str) -> int:
        fresh = index_open(self._folder(index))
        query = Query.term_query(fresh.schema, "key", key)
        return count_of(fresh.searcher(), query)

    def unmerged(self, index: str) -> int:
        return embedded_writing.unmerged(self._folder(index))

    def _read(self, index: str, generation: int) -> tantivy.Index:
        """The open index; loaded anew when its generation has grown since."""
        with self._lock:
            known = self._open.get(index)
            if known is None:
                # An index that a rebuild has replaced is let go, and its files with it.
                self._open = {name: kept for name, kept in self._open.items() if self._there(name)}
                self._open[index] = (index_open(self._folder(index)), generation)
            elif known[1] != generation:
                known[0].reload()
                self._open[index] = (known[0], generation)
            return self._open[index][0]

    def _there(self, index: str) -> bool:
        return (self._root / index / "meta.json").exists()

    def _folder(self, index: str) -> Path:
        if not self._there(index):
            raise IndexMissing(index)
        return self._root / index
