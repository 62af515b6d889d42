"""The way out of the vault, in order: ask for a candidate, deal with findings, approve, open."""

from archive.publishing.approving import (
    candidate_approve,
    candidate_discard,
    edition_edges,
    leak_finding_resolve,
)
from archive.publishing.closing import editions_expire, editions_narrow
from archive.publishing.opening import edition_open
from archive.publishing.running import candidate_request, candidate_run_one

__all__ = [
    "candidate_approve",
    "candidate_discard",
    "candidate_request",
    "candidate_run_one",
    "edition_edges",
    "edition_open",
    "editions_expire",
    "editions_narrow",
    "leak_finding_resolve",
]
