"""Two engines behind one small interface; which one runs is told by the environment."""

from django.conf import settings

from search.engines.base import Ask, Engine, EngineDown, Found, IndexMissing

__all__ = ["Ask", "Engine", "EngineDown", "Found", "IndexMissing", "engine"]

_open: dict[tuple[str, str], Engine] = {}


def engine() -> Engine:
    """The engine of this installation: Elasticsearch where its address is set, else tantivy."""
    wanted = (settings.ELASTICSEARCH_URL, str(settings.SEARCH_INDEX_DIR))
    if wanted not in _open:
        if settings.ELASTICSEARCH_URL:
            from search.engines.elastic.engine import ElasticEngine

            _open[wanted] = ElasticEngine(settings.ELASTICSEARCH_URL)
        else:
            from search.engines.embedded.engine import EmbeddedEngine

            _open[wanted] = EmbeddedEngine(settings.SEARCH_INDEX_DIR)
    return _open[wanted]
