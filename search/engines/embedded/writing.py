"""Changing a tantivy index, and getting removed words off the disk."""

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import tantivy
from tantivy import Query

from search.engines.base import EngineDown, Stored
from search.engines.embedded.schema import count_of, document, index_open, passage_of
from search.kinds import Passage

SMALL_HEAP = 32_000_000  # bytes, for the few passages of an ordinary change
# How many removed records an index remembers, so that a late write does not bring one back.
TOMBSTONES = 10_000
_BEAT = 5_000  # passages between two signs of life


class EmbeddedWriting:
    """Changes gathered in one tantivy writer. Only `writing` below makes one."""

    def __init__(self, index: tantivy.Index, writer: tantivy.IndexWriter, folder: Path) -> None:
        self._index, self._writer, self._folder = index, writer, folder
        self._searcher = index.searcher()
        self._seen: dict[str, int] = {}
        self._tombs = tombs_read(folder)

    def replace(self, key: str, *, version: int, passages: Sequence[Passage]) -> bool:
        if not self._clear(key, version):
            return False
        self._tombs.pop(key, None)
        for passage in passages:
            self._writer.add_document(document(Stored(passage, version)))
        return True

    def remove(self, key: str, *, version: int) -> bool:
        if not self._clear(key, version):
            return False
        self._tombs[key] = version
        return True

    def tombs_write(self) -> None:
        kept = dict(sorted(self._tombs.items(), key=lambda item: item[1])[-TOMBSTONES:])
        target = self._folder / "tombstones.json"
        draft = target.with_suffix(".tmp")
        draft.write_text(json.dumps(kept))
        draft.replace(target)

    def _clear(self, key: str, version: int) -> bool:
        query = Query.term_query(self._index.schema, "key", key)
        count = max(1, count_of(self._searcher, query))
        addresses = [a for _, a in self._searcher.search(query, count, count=False).hits]
        there = self._searcher.fast_field_values("version", addresses)
        known = max([int(v or 0) for v in there], default=self._tombs.get(key, 0))
        if version < max(known, self._seen.get(key, 0)):
            return False
        self._seen[key] = version
        self._writer.delete_documents_by_term("key", key)
        return True


@contextlib.contextmanager
def writing(folder: Path, alive: Callable[[], None]) -> Iterator[EmbeddedWriting]:
    """Hold tantivy's own lock, change, commit, and rewrite what a removal has left behind.

    After a commit the words of a removed passage stay in the files of its segment until the segment
    is merged, and tantivy merges when it likes. So everything that remains is put in anew, and the
    old segments, then empty, are dropped with their files in the same commit.
    """
    index = index_open(folder)
    try:
        writer = index.writer(SMALL_HEAP, 1)
    except ValueError as error:
        raise EngineDown("another process writes to this index") from error
    try:
        changes = EmbeddedWriting(index, writer, folder)
        yield changes
        changes.tombs_write()
        writer.commit()
        if unmerged(folder):
            index.reload()
            _rewrite(index, writer, alive)
    finally:
        # Lets go of the lock also after an error; what was not committed is forgotten.
        writer.wait_merging_threads()


def _rewrite(index: tantivy.Index, writer: tantivy.IndexWriter, alive: Callable[[], None]) -> None:
    searcher = index.searcher()
    addresses = [a for _, a in searcher.search(Query.all_query(), max(1, searcher.num_docs)).hits]
    writer.delete_documents_by_query(Query.all_query())
    for n, address in enumerate(addresses):
        writer.add_document(document(passage_of(searcher.doc(address))))
        if n % _BEAT == 0:
            alive()
    writer.commit()
    writer.garbage_collect_files()


def unmerged(folder: Path) -> int:
    """Removed passages whose words are still in a file of the index."""
    segments = json.loads((folder / "meta.json").read_text())["segments"]
    return sum(s["deletes"]["num_deleted_docs"] for s in segments if s["deletes"])


def tombs_read(folder: Path) -> dict[str, int]:
    """Removed records and the version of their removal."""
    try:
        return json.loads((folder / "tombstones.json").read_text())
    except FileNotFoundError:
        return {}
