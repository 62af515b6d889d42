"""Both engines, real: tantivy in a folder of its own, Elasticsearch on a real server."""

import secrets

import pytest

from search.engines import engine
from search.engines.elastic.engine import ElasticEngine
from search.generations import AUDIENCES
from search.kinds import kind_forget, kind_register
from search.outbox.drain import outbox_run_one
from search.outbox.services import outbox_index, outbox_remove
from search.query import search
from search.rebuild import index_rebuild
from tests.search.kind import LeafletKind


def use_elasticsearch(request, settings) -> None:
    """Let this test fill indexes of its own on the real server; they go with the test."""
    settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")
    settings.ELASTICSEARCH_PREFIX = f"test-{secrets.token_hex(4)}"

    def clean() -> None:
        runs = ElasticEngine(request.getfixturevalue("elasticsearch_url"))
        for name in runs.names():
            runs.drop(name)

    request.addfinalizer(clean)


@pytest.fixture(params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def runs(request, settings, tmp_path):
    """The engine of this installation, once for each of the two."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.ELASTICSEARCH_URL = ""
    if request.param == "elasticsearch":
        use_elasticsearch(request, settings)
    assert engine().name == request.param
    return engine()


@pytest.fixture
def embedded(settings, tmp_path):
    """Tantivy alone, for what does not depend on the engine."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.ELASTICSEARCH_URL = ""
    return engine()


@pytest.fixture
def leaflets():
    """A kind of the test's own, registered while the test runs and alone."""
    kind = LeafletKind()
    kind_register(kind)
    yield kind
    kind_forget(kind.name)


class Desk:
    """What a test does with search, in words."""

    def __init__(self, kind: LeafletKind, now) -> None:
        self.kind, self.now = kind, now

    def publish(self, record: str, *said: str, **fields):
        """Open a record and tell the outbox; the index hears of it with `drain`."""
        leaflet = self.kind.put(record, *said, **fields)
        return outbox_index(kind="leaflet", record=record, audience=leaflet.audience, at=self.now)

    def withdraw(self, record: str):
        leaflet = self.kind.leaflets[record]
        leaflet.open = False
        return outbox_remove(kind="leaflet", record=record, audience=leaflet.audience, at=self.now)

    def drain(self) -> int:
        rounds = 0
        while outbox_run_one("test worker"):
            rounds += 1
            assert rounds < 50, "the outbox does not come to an end"
        return rounds

    def rebuild(self) -> None:
        for audience in AUDIENCES:
            index_rebuild(audience=audience, worker="test worker", at=self.now)

    def search(self, text: str, *, audiences=("public",), page: int = 1, **filters):
        return search(text=text, audiences=audiences, filters=filters, page=page, at=self.now)

    def found(self, text: str, **kwargs) -> list[str]:
        """References found, in order of their names."""
        return sorted(group.reference for group in self.search(text, **kwargs).groups)


@pytest.fixture
def desk(db, runs, leaflets, now):
    return Desk(leaflets, now)


@pytest.fixture
def small_desk(db, embedded, leaflets, now):
    return Desk(leaflets, now)
