"""Changing an Elasticsearch index, with versions that it checks itself."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan, streaming_bulk

from search.engines.base import EngineDown, Stored
from search.engines.elastic.mapping import body
from search.kinds import Passage

_CONFLICT, _MISSING = 409, 404
_WINDOW = 10_000  # hits that the server gives in one answer
MERGING = 600  # seconds that a merge of removed words may take


class ElasticWriting:
    """Each change is sent at once; what was written can be found when `writing` ends.

    A record is changed once in a writing: what it held is read from the state at its beginning.
    """

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self._client, self._index = client, index
        self.removed = False

    def replace(self, key: str, *, version: int, passages: Sequence[Passage]) -> bool:
        there = self._there(key)
        if version < max(there.values(), default=0):
            return False
        kept = {passage.id for passage in passages}
        gone = [self._delete(one, version) for one in there if one not in kept]
        self.removed = self.removed or bool(there)
        puts = [put(self._index, Stored(passage, version)) for passage in passages]
        return self._send([*gone, *puts])

    def remove(self, key: str, *, version: int) -> bool:
        there = self._there(key)
        if version < max(there.values(), default=0):
            return False
        self.removed = self.removed or bool(there)
        return self._send([self._delete(one, version) for one in there])

    def _there(self, key: str) -> dict[str, int]:
        """Ids and versions of a record's passages as they were when writing began."""
        query = {"query": {"term": {"key": key}}, "version": True, "_source": False}
        first = self._client.search(index=self._index, body={**query, "size": _WINDOW})
        hits = first["hits"]["hits"]
        if len(hits) == _WINDOW:  # more than one answer holds
            hits = list(scan(self._client, index=self._index, query=query))
        return {hit["_id"]: hit["_version"] for hit in hits}

    def _delete(self, one: str, version: int) -> dict[str, Any]:
        return {
            "_op_type": "delete",
            "_index": self._index,
            "_id": one,
            "version": version,
            "version_type": "external_gte",
        }

    def _send(self, actions: list[dict[str, Any]]) -> bool:
        """False when the index knows something newer of any of them."""
        statuses = [
            next(iter(answer.values()))["status"]
            for _, answer in streaming_bulk(
                self._client, actions, raise_on_error=False, raise_on_exception=True
            )
        ]
        # A bulk answer carries the document it refused: only the status goes any further.
        bad = {status for status in statuses if status >= 400} - {_CONFLICT, _MISSING}
        if bad:
            raise EngineDown(f"status {min(bad)}")
        return _CONFLICT not in statuses


def put(index: str, stored: Stored) -> dict[str, Any]:
    """The action that writes one passage, refused where a newer version is known."""
    return {
        "_op_type": "index",
        "_index": index,
        "_id": stored.passage.id,
        "version": stored.version,
        "version_type": "external_gte",
        "_source": body(stored),
    }


@contextlib.contextmanager
def writing(
    client: Elasticsearch, index: str, alive: Callable[[], None]
) -> Iterator[ElasticWriting]:
    """Change, make it visible, and merge away what was removed.

    Words of a removed passage stay in a segment until it is merged; the merge asked for here
    rewrites only the segments that hold such words.
    """
    client.indices.refresh(index=index)
    changes = ElasticWriting(client, index)
    yield changes
    client.indices.refresh(index=index)
    if changes.removed:
        alive()
        patient = client.options(request_timeout=MERGING)
        patient.indices.forcemerge(index=index, only_expunge_deletes=True)
        client.indices.refresh(index=index)
