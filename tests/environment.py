"""The environment of every test, set before Django reads its settings (see addopts in pyproject).

Nothing a test writes may land in the project's own DATA_DIR.
"""

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

_data = tempfile.TemporaryDirectory(prefix="record-tests-")
os.environ["COMMISSION_DEV"] = "1"
os.environ["DATA_DIR"] = _data.name
os.environ["COMMISSION_IS_FICTIONAL"] = "1"
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault("WHISPER_THREADS", "2")
# Playwright's synchronous interface runs an event loop in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.pop("ELASTICSEARCH_URL", None)
# Whether bytes reached the disk shows after a power cut alone, and costs every test its wait.
os.fsync = lambda _handle: None
if "WHISPER_MODEL" not in os.environ and (SHARED / "whisper-tiny.en").is_dir():
    os.environ["WHISPER_MODEL"] = str(SHARED / "whisper-tiny.en")


def pytest_unconfigure(config) -> None:
    """Remove the folder at the very end."""
    _data.cleanup()
