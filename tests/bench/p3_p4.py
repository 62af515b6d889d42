"""P3: a whole search beside the raw query. P4: a rebuild beside the raw bulk loader."""

import os
import secrets
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.utils import timezone

from search.asked import asked
from search.engines import Ask, engine
from search.engines.base import Stored
from search.engines.elastic import asking as elastic_asking
from search.engines.elastic.engine import ElasticEngine
from search.engines.elastic.writing import put
from search.engines.embedded.asking import Question
from search.engines.embedded.engine import LOAD_HEAP, LOAD_THREADS
from search.engines.embedded.schema import document, index_open
from search.generations import new_name, place
from search.kinds import kind_forget, kind_register
from search.query import search
from search.rebuild import index_rebuild
from tests.bench.row import Row
from tests.bench.turns import KIND, BenchKind, questions, turns_store

TURNS = int(os.environ.get("BENCH_TURNS", "676000"))
QUICK_TURNS = 20_000
REPEATS = 5
ROOM_MS = 8.0  # P3: 1.5 times the raw query, or this much more, whichever is larger


def engines() -> list[str]:
    """Tantivy always; Elasticsearch where ELASTICSEARCH_TEST_URL names a server."""
    return ["", os.environ.get("ELASTICSEARCH_TEST_URL", "")][
        : 1 + ("ELASTICSEARCH_TEST_URL" in os.environ)
    ]


@contextmanager
def _filled(turns: int) -> Iterator[str]:
    """The bench's kind, and its turns in the database."""
    kind_register(BenchKind())
    try:
        count, source = turns_store(turns)
        yield f"{count} turns of {source}"
    finally:
        kind_forget(KIND)


@contextmanager
def _running(url: str) -> Iterator[None]:
    """One engine, with indexes of its own."""
    kept = settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX
    settings.ELASTICSEARCH_URL = url
    settings.ELASTICSEARCH_PREFIX = f"bench-{secrets.token_hex(3)}"
    try:
        yield
    finally:
        for name in engine().names():
            if name.startswith(settings.ELASTICSEARCH_PREFIX):
                engine().drop(name)
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = kept


def p3(*, quick: bool = False) -> Row:
    """Latency at the 95th percentile, for one asker and for four; the worst pair is the row."""
    rows: list[Row] = []
    with _filled(QUICK_TURNS if quick else TURNS) as what:
        for url in engines():
            with _running(url):
                index_rebuild(audience="public", worker="bench", at=timezone.now())
                asks = questions(40 if quick else 200)
                rows += [_latency(asks, askers, what) for askers in (1, 4)]
    worst = max(rows, key=lambda row: row.ratio / row.target)
    told = "; ".join(f"{r.note.split(':')[0]} {r.ours:.1f}/{r.baseline:.1f}" for r in rows)
    return Row("P3 search p95", worst.ours, worst.baseline, worst.ratio, worst.target, "ms",
               f"{told} ms; {what}")  # fmt: skip


def _latency(asks: list[str], askers: int, what: str) -> Row:
    raw = _raw_query()
    for text in asks[:20]:  # warm, both sides
        _ours(text)
        raw(text)
    ours: list[float] = []
    bare: list[float] = []

    def both(text: str) -> None:
        ours.append(_timed(_ours, text))
        bare.append(_timed(raw, text))
        connection.close() if askers > 1 else None

    with ThreadPoolExecutor(askers) as pool:
        list(pool.map(both, asks))
    mine, base = _p95(ours), _p95(bare)
    target = max(1.5, (base + ROOM_MS) / base)
    return Row("P3", mine, base, mine / base, target, "ms", f"{engine().name} c={askers}: {what}")


def _ours(text: str) -> None:
    found = search(text=text, audiences=["public"], filters={}, page=1, at=timezone.now())
    if found.down:
        raise RuntimeError("the engine did not answer")


def _raw_query() -> Callable[[str], None]:
    """The same query sent to the engine itself: twenty groups' best, their passages, the counts."""
    there = place("public")
    if there is None:
        raise RuntimeError("no index")
    runs = engine()
    if isinstance(runs, ElasticEngine):
        client = runs._client

        def ask_elastic(text: str) -> None:
            client.search(index=there.name, body=elastic_asking.request(Ask(asked(text).clauses)))

        return ask_elastic
    index = index_open(settings.SEARCH_INDEX_DIR / there.name)

    def ask_tantivy(text: str) -> None:
        searcher = index.searcher()
        question = Question(searcher, index.schema, Ask(asked(text).clauses))
        hits = searcher.search(question._narrowed, 20).hits
        for _, address in hits:
            searcher.doc(address)
        question.cards()

    return ask_tantivy


def p4(*, quick: bool = False) -> Row:
    """Passages a second into a new index: our rebuild from the database, and the bare loader."""
    rows: list[Row] = []
    with _filled(QUICK_TURNS if quick else TURNS) as what:
        for url in engines():
            with _running(url):
                rows.append(_throughput(3 if quick else REPEATS, what))
    worst = min(rows, key=lambda row: row.ratio)
    told = "; ".join(f"{r.note} {r.ours:.0f}/{r.baseline:.0f}" for r in rows)
    return Row("P4 rebuild", worst.ours, worst.baseline, worst.ratio, 0.6, "docs/s",
               f"{told}; {what}", more_is_better=True)  # fmt: skip


def _throughput(repeats: int, what: str) -> Row:
    kind, ours, bare = BenchKind(), [], []
    records = kind.records("public", at=timezone.now())
    for _ in range(repeats):
        start = time.perf_counter()
        built = index_rebuild(audience="public", worker="bench", at=timezone.now())
        ours.append(built.passages / (time.perf_counter() - start))
        made = [Stored(one, 1) for record in records for one in kind.passages(record)]
        bare.append(len(made) / _raw_load(made))
    mine, base = statistics.median(ours), statistics.median(bare)
    ratios = [a / b for a, b in zip(ours, bare, strict=True)]
    return Row("P4", mine, base, statistics.median(ratios), 0.6, "docs/s",
               engine().name, more_is_better=True)  # fmt: skip


def _raw_load(made: list[Stored]) -> float:
    """Seconds that the engine's own loader needs for documents that are ready to be sent."""
    name = new_name("raw", at=timezone.now())
    runs = engine()
    runs.create(name)
    try:
        if isinstance(runs, ElasticEngine):
            from elasticsearch.helpers import streaming_bulk

            client = runs._client.options(request_timeout=120)
            client.indices.put_settings(index=name, settings={"refresh_interval": "-1"})
            actions = [put(name, one) for one in made]
            start = time.perf_counter()
            for _ in streaming_bulk(client, actions, chunk_size=1000):
                pass
            client.indices.refresh(index=name)
            return time.perf_counter() - start
        documents = [document(one) for one in made]
        start = time.perf_counter()
        writer = index_open(settings.SEARCH_INDEX_DIR / name).writer(LOAD_HEAP, LOAD_THREADS)
        for one in documents:
            writer.add_document(one)
        writer.commit()
        writer.wait_merging_threads()
        return time.perf_counter() - start
    finally:
        runs.drop(name)


def _timed(act: Callable[[str], None], text: str) -> float:
    start = time.perf_counter()
    act(text)
    return (time.perf_counter() - start) * 1000


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
