"""Turns of hearings for the bench: the real corpus where it is at hand, else a seeded likeness.

They lie in two plain tables of the project's database, so that what reads them reads a database.
Nothing of the corpus is printed but counts.
"""

import bisect
import json
import lzma
import random
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, islice

from django.db import connection, transaction

from search.kinds import Passage, Shown
from tests.environment import SHARED

CORPUS = SHARED / "corpus" / "hearings.jsonl.xz"
KIND = "bench"
# Quantiles read off the real hearings: turns a hearing, words a turn.
_TURNS = [(0.05, 18), (0.25, 45), (0.5, 86), (0.75, 345), (0.9, 836), (0.95, 1149), (1, 1735)]
_WORDS = [(0.05, 1), (0.25, 6), (0.5, 14), (0.75, 30), (0.9, 60), (0.95, 93), (1, 279)]
Turn = tuple[str, int, str, str, str, str, str]  # hearing, number, speaker, text, kind, place, day


def corpus() -> Iterator[Turn]:
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            hearing, number, speaker, text, kind, place, day = json.loads(line)
            yield str(hearing), int(number), speaker, text, kind, place or "", day or ""


def generated(seed: int = 3) -> Iterator[Turn]:
    """Without end: words after Zipf, lengths after the quantiles above."""
    dice = random.Random(seed)
    words = [_word(n) for n in range(30_000)]
    weights = list(accumulate(1 / (n + 2) for n in range(len(words))))
    hearing = 0
    while True:
        hearing += 1
        kind, place = dice.choice(["rights", "amnesty", "special"]), f"Place {dice.randrange(119)}"
        day = f"{dice.randrange(1995, 2003)}-05-12"
        for number in range(_between(_TURNS, dice.random())):
            said = " ".join(
                words[bisect.bisect(weights, dice.random() * weights[-1])]
                for _ in range(_between(_WORDS, dice.random()))
            )
            yield str(hearing), number, f"Speaker {number % 6}", said, kind, place, day


def _word(n: int) -> str:
    letters = "aeioubdfgklmnprst"
    made = ""
    n += 20
    while n:
        n, rest = divmod(n, len(letters))
        made += letters[rest]
    return made


def _between(quantiles: list[tuple[float, int]], chance: float) -> int:
    before, low = 0.0, 1
    for at, value in quantiles:
        if chance <= at:
            return max(1, round(low + (value - low) * (chance - before) / (at - before)))
        before, low = at, value
    return low


class BenchKind:
    """Hearings as records, turns as passages, read from the database like any other kind's."""

    name, label = KIND, "Hearing"

    def passages(self, record: str) -> Iterator[Passage]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT number, speaker, text, kind, place, day FROM bench_turn"
                " JOIN bench_hearing USING (hearing) WHERE hearing = %s ORDER BY number",
                [record],
            )
            rows = cursor.fetchall()
        for number, speaker, text, kind, place, day in rows:
            yield Passage(
                id=f"{KIND}:{record}:{number}",
                kind=KIND,
                record=record,
                audience="public",
                group=f"H-{record}",
                title=f"Hearing {record}",
                text=text,
                speaker=speaker,
                language="en",
                year=int(day[:4]) if day[:4].isdecimal() else None,
                date=day,
                place=place,
                facet_kind=kind,
                start_ms=number * 12_000,
                end_ms=number * 12_000 + 11_000,
                position=number,
            )

    def records(self, audience, *, at) -> list[str]:
        if audience != "public":
            return []
        with connection.cursor() as cursor:
            cursor.execute("SELECT hearing FROM bench_hearing WHERE open = 1 ORDER BY hearing")
            return [row[0] for row in cursor.fetchall()]

    def shown(self, records, *, audiences, at) -> dict[str, Shown]:
        marks = ",".join(["%s"] * len(records))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT hearing, place, day FROM bench_hearing WHERE open = 1"
                f" AND hearing IN ({marks})",
                list(records),
            )
            return {
                hearing: Shown(f"Hearing {hearing}", f"/h/{hearing}/", {"place": place, "day": day})
                for hearing, place, day in cursor.fetchall()
            }


def turns_store(most: int) -> tuple[int, str]:
    """Fill the two tables; how many turns, and what they were made from."""
    source = corpus() if CORPUS.exists() else generated()
    hearings: set[str] = set()
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ("bench_turn", "bench_hearing"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(
            "CREATE TABLE bench_hearing (hearing VARCHAR(60) PRIMARY KEY, kind VARCHAR(60),"
            " place VARCHAR(200), day VARCHAR(40), open INTEGER)"
        )
        cursor.execute(
            "CREATE TABLE bench_turn (hearing VARCHAR(60), number INTEGER, speaker TEXT, text TEXT)"
        )
        while block := list(islice(source, min(5000, most - count))):
            for hearing, _, _, _, kind, place, day in block:
                if hearing not in hearings:
                    hearings.add(hearing)
                    cursor.execute(
                        "INSERT INTO bench_hearing VALUES (%s, %s, %s, %s, 1)",
                        [hearing, kind, place, day],
                    )
            cursor.executemany(
                "INSERT INTO bench_turn VALUES (%s, %s, %s, %s)", [row[:4] for row in block]
            )
            count += len(block)
        cursor.execute("CREATE INDEX bench_turn_hearing ON bench_turn (hearing, number)")
    return count, "the real corpus" if CORPUS.exists() else "a seeded generator"


def questions(wanted: int, seed: int = 11) -> list[str]:
    """Mixed: a middling word, a common and a middling one, a rare one, two common ones."""
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM bench_turn LIMIT 100000")
        for (text,) in cursor.fetchall():
            found.update(
                {word.lower() for word in text.split() if word.isalpha() and len(word) > 3}
            )
    ranked = [word for word, _ in found.most_common()]
    common, middling = ranked[:60], ranked[200:2500]
    rare = [word for word, count in found.items() if 3 <= count <= 20] or middling
    dice = random.Random(seed)
    made = [
        lambda: dice.choice(middling),
        lambda: f"{dice.choice(common)} {dice.choice(middling)}",
        lambda: dice.choice(rare),
        lambda: f"{dice.choice(common)} {dice.choice(common)}",
    ]
    return [made[n % 4]() for n in range(wanted)]
