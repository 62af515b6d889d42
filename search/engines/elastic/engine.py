"""The engine for installations of any size. One index an audience, read under its own name."""

import contextlib
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from elasticsearch import (
    ApiError,
    Elasticsearch,
    NotFoundError,
    TransportError,
)
from elasticsearch.helpers import BulkIndexError, scan, streaming_bulk

from search.engines.base import Ask, EngineDown, Found, IndexMissing, Stored
from search.engines.cards import card_read
from search.engines.elastic import asking, mapping
from search.engines.elastic.writing import MERGING, ElasticWriting, put, writing
from search.passages import passage_read

PATIENCE = 10  # seconds for an ordinary answer


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """The client's errors carry what was sent; they become codes here and go no further."""
    code = ""
    try:
        yield
    except NotFoundError as error:
        if error.error == "index_not_found_exception":
            raise IndexMissing from None
        code = "not_found"
    except ApiError as error:
        code = f"status_{error.status_code}"
    except BulkIndexError:
        code = "bulk_refused"
    except TransportError as error:
        code = type(error).__name__
    if code:
        raise EngineDown(code) from None


class ElasticEngine:
    """Satisfies `search.engines.base.Engine`."""

    name = "elasticsearch"

    def __init__(self, url: str) -> None:
        self._client = Elasticsearch(url, request_timeout=PATIENCE, max_retries=1)

    def create(self, index: str) -> None:
        with _told():
            self._client.indices.create(
                index=index,
                settings={"index": mapping.index_settings()},
                mappings=mapping.mappings(),
            )

    def drop(self, index: str) -> None:
        with _told():
            self._client.indices.delete(index=index, ignore_unavailable=True)

    def names(self) -> list[str]:
        with _told():
            found = self._client.indices.get(index=f"{settings.ELASTICSEARCH_PREFIX}-*")
        return sorted(found)

    def load(self, index: str, stored: Iterable[Stored]) -> int:
        count = 0
        with _told():
            patient = self._client.options(request_timeout=120)
            patient.indices.put_settings(index=index, settings={"refresh_interval": "-1"})
            actions = (put(index, one) for one in stored)
            for _ in streaming_bulk(patient, actions, chunk_size=1000):
                count += 1
            patient.indices.put_settings(index=index, settings={"refresh_interval": None})
            patient.indices.refresh(index=index)
        return count

    @contextlib.contextmanager
    def writing(self, index: str, *, alive: Callable[[], None]) -> Iterator[ElasticWriting]:
        with _told(), writing(self._client, index, alive) as changes:
            yield changes

    def find(self, index: str, ask: Ask, *, generation: int) -> Found:
        with _told():
            return asking.found(self._client.search(index=index, body=asking.request(ask)).body)

    def groups(self, index: str, *, hide: frozenset[str], generation: int) -> frozenset[str]:
        body = asking.cards_request(Ask(clauses=(), hide=hide))
        with _told():
            cards = asking.cards(self._client.search(index=index, body=body).body)
        return frozenset(card_read(card).group for card in cards)

    def stored(self, index: str) -> Iterator[Stored]:
        with _told():
            self._client.indices.refresh(index=index)
            query = {"query": {"match_all": {}}, "version": True}
            for hit in scan(self._client, index=index, query=query, size=2000):
                yield Stored(passage_read(hit["_source"]["source"]), hit["_version"])

    def left(self, index: str, key: str) -> int:
        with _told():
            self._client.indices.refresh(index=index)
            return self._client.count(index=index, query={"term": {"key": key}})["count"]

    def unmerged(self, index: str) -> int:
        """Also asks for the merge: for half a minute after a removal the server itself holds back.

        It keeps what was deleted for a copy of the shard that may want to catch up, until it has
        told itself that no copy does.
        """
        with _told():
            if deleted := self._deleted(index):
                self._client.indices.flush(index=index)
                patient = self._client.options(request_timeout=MERGING)
                patient.indices.forcemerge(index=index, only_expunge_deletes=True)
                deleted = self._deleted(index)
        return deleted

    def _deleted(self, index: str) -> int:
        stats = self._client.indices.stats(index=index, metric="docs")
        return int(stats["_all"]["primaries"]["docs"]["deleted"])
