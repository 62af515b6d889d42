"""The gate: the one place that says whether anything may leave the vault, and why not."""

from archive.gate.check import gate_check
from archive.gate.decide import decide
from archive.gate.decision import Decision, Facts, GateRefused, GateStep, Line

__all__ = ["Decision", "Facts", "GateRefused", "GateStep", "Line", "decide", "gate_check"]
