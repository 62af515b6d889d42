"""`make bench`: the measured rows, each beside its baseline from the same run and its target.

    make bench                        all rows at full size (about an hour on two cores)
    make bench ARGS="--quick"         the same rows on smaller data, as a check of the bench itself
    make bench ARGS="P7 P8"           only these

Every figure is a ratio of two things measured in one run, ours through the public interface and a
bare baseline, interleaved; the target is the one that the project holds itself to.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable

import tests.environment  # noqa: F401 - first: sets DATA_DIR and the rest before Django starts
from tests.bench.row import Row, table

ROWS: dict[str, str] = {
    "P1": "tests.bench.p1_p2:p1",
    "P2": "tests.bench.p1_p2:p2",
    "P3": "tests.bench.p3_p4:p3",
    "P4": "tests.bench.p3_p4:p4",
    "P5": "tests.bench.p5:p5",
    "P7": "tests.bench.p7_p8:p7",
    "P8": "tests.bench.p7_p8:p8",
    "P11": "tests.bench.p11:p11",
}


def row_function(name: str) -> Callable[..., Row | list[Row]]:
    """The function that measures one row, or several that belong together."""
    module, function = ROWS[name].split(":")
    measured: Callable[..., Row | list[Row]] = getattr(importlib.import_module(module), function)
    return measured


def main() -> int:
    """Measure the rows asked for and print the table; returns 1 when one missed its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commission.settings")
    import django
    from django.conf import settings

    # The page of Wagtail's own that P5 compares with, in the bench's database alone, and its view.
    settings.ROOT_URLCONF = "tests.bench.blog.urls"
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.bench.blog.apps.BlogConfig"]
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    rows: list[Row] = []
    for name in options.rows or ROWS:
        print(f"{name}…", file=sys.stderr, flush=True)
        measured = row_function(name)(quick=options.quick)
        rows += measured if isinstance(measured, list) else [measured]
    print(table(rows))
    return int(any(not row.met for row in rows))


if __name__ == "__main__":
    sys.exit(main())
