"""A row of the bench table: two things measured in one run, and the target beside them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`ours` and `baseline` in `unit`; `ratio` and `target` are what is compared: at most the
    target.
    """

    name: str
    ours: float
    baseline: float
    ratio: float
    target: float
    unit: str
    note: str = ""

    @property
    def met(self) -> bool:
        return self.ratio <= self.target


def table(rows: list[Row]) -> str:
    """The rows as text, one line each."""
    head = f"{'row':<38}{'ours':>11}{'baseline':>11}{'ratio':>9}{'target':>9}  "
    lines = [head, "-" * len(head)]
    for row in rows:
        numbers = f"{row.ours:>9.1f} {row.unit}{row.baseline:>8.1f} {row.unit}"
        lines.append(
            f"{row.name:<38}{numbers:>22}{row.ratio:>9.3f}{row.target:>9.3f}"
            f"  {'met' if row.met else 'MISSED'}{'  ' + row.note if row.note else ''}"
        )
    return "\n".join(lines)
