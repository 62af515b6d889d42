"""Recordings for tests, made on the spot: whole, cut, lying about themselves, or no recording."""

import io
import struct
import tempfile
import wave
from pathlib import Path

import av
import numpy as np

RATE = 16_000
# ending → (muxer, codec)
KINDS = {
    "wav": ("wav", "pcm_s16le"),
    "aiff": ("aiff", "pcm_s16be"),
    "flac": ("flac", "flac"),
    "mp3": ("mp3", "libmp3lame"),
    "m4a": ("mp4", "aac"),
    "ogg": ("ogg", "libopus"),
    "webm": ("webm", "libopus"),
}


def speechlike(seconds: float, rate: int = RATE, seed: int = 3) -> np.ndarray:
    """Noise that swells and fades like speech; no two seconds of it are alike."""
    time = np.arange(int(seconds * rate)) / rate
    noise = np.random.default_rng(seed).standard_normal(len(time))
    return (0.15 * noise * (0.55 + 0.45 * np.sin(2 * np.pi * 3 * time))).astype(np.float32)


def encoded(
    samples: np.ndarray, kind: str, *, rate: int = RATE, options: dict | None = None, tags=None
) -> bytes:
    """Mono, or (channels, samples), in one of KINDS."""
    samples = samples if samples.ndim == 2 else samples[None, :]
    layout = {1: "mono", 2: "stereo"}[len(samples)]
    muxer, codec = KINDS[kind]
    with (
        tempfile.NamedTemporaryFile() as out,
        av.open(out.name, "w", format=muxer, options=options or {}) as container,
    ):
        container.metadata.update(tags or {})
        stream = container.add_stream(codec, rate=rate)
        stream.layout = layout
        for n in range(0, samples.shape[1], 4800):
            block = np.ascontiguousarray(samples[:, n : n + 4800])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
            frame.sample_rate, frame.pts = rate, n
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        container.close()
        return Path(out.name).read_bytes()


def recording(kind: str, seconds: float = 3.0, *, seed: int = 3, **how) -> bytes:
    """A whole recording of a kind, opus and AAC at 48 kHz."""
    rate = 48_000 if kind in ("ogg", "webm", "m4a") else RATE
    return encoded(speechlike(seconds, rate, seed), kind, rate=rate, **how)


def wav_of_16_bit(samples: np.ndarray, rate: int = RATE) -> bytes:
    """Exactly these samples."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return out.getvalue()


def wav_claiming(seconds_claimed: int, seconds_held: float) -> bytes:
    """A header that speaks of more sound than there is."""
    sound = (speechlike(seconds_held) * 32767).astype("<i2").tobytes()
    claimed = seconds_claimed * RATE * 2
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16)
    head = struct.pack("<4sI4s", b"RIFF", claimed + 36, b"WAVE") + form
    return head + struct.pack("<4sI", b"data", claimed) + sound


def zip_of(name: str = "recording.wav") -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"x" * 100)
    return out.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    """The bytes as a file."""
    path = folder / name
    path.write_bytes(data)
    return path
