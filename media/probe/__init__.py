"""Whether a file is a recording or a document, of which kind, and whether it is whole."""

from media.probe.documents import document_check, document_kind
from media.probe.probing import Probe, probe_file

__all__ = ["Probe", "document_check", "document_kind", "probe_file"]
