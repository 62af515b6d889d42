"""Whether a file is a recording, of which kind, and whether it is whole."""

from media.probe.probing import Probe, probe_file

__all__ = ["Probe", "probe_file"]
