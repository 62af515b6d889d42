"""What is a recording, what is a damaged one, and what is none."""

import gzip
import os
import random
import socket
import struct
import threading
from pathlib import Path

import pytest

from media.blobs.models import Condition
from media.probe import probe_file
from media.refusal import Refused
from media.sound import pcm_stream
from tests.media.clips import KINDS, put, recording, speechlike, wav_claiming, zip_of

CONTAINERS = {"m4a": "mov", "webm": "matroska"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_recognised_by_its_bytes_whatever_it_is_called(kind, tmp_path):
    probe = probe_file(put(tmp_path, "something.exe", recording(kind)))
    assert probe.container == CONTAINERS.get(kind, kind)
    assert probe.condition == Condition.SOUND
    assert probe.channels == 1
    assert abs(probe.decoded_ms - 3000) <= 60


def test_every_real_clip_is_whole(shared):
    clips = [f for f in (shared / "audio").iterdir() if f.suffix in (".mp3", ".flac", ".ogg")]
    assert len(clips) >= 8
    for clip in clips:
        probe = probe_file(clip)
        assert (probe.condition, probe.container) == (Condition.SOUND, clip.suffix[1:]), clip.name
        assert probe.decoded_ms > 5000


@pytest.mark.parametrize("kind", ["wav", "aiff", "flac", "mp3", "webm", "ogg"])
def test_a_recording_cut_in_half_is_kept_as_damaged(kind, tmp_path):
    data = recording(kind, seconds=8)
    probe = probe_file(put(tmp_path, f"cut.{kind}", data[: len(data) // 2]))
    assert probe.condition == Condition.DAMAGED
    assert 2500 < probe.decoded_ms < 5500
    if kind != "ogg":  # which states no length: its missing end mark tells
        assert abs(probe.header_ms - 8000) < 150


def test_a_cut_mp4_with_its_index_in_front_is_kept_as_damaged(tmp_path):
    data = recording("m4a", seconds=8, options={"movflags": "faststart"})
    probe = probe_file(put(tmp_path, "cut.m4a", data[: len(data) // 2]))
    assert probe.condition == Condition.DAMAGED
    assert probe.header_ms > probe.decoded_ms + 2000


def test_a_cut_mp4_without_its_index_is_kept_for_a_specialist(tmp_path):
    data = recording("m4a", seconds=8)
    assert data.find(b"moov") > data.find(b"mdat")
    probe = probe_file(put(tmp_path, "cut.m4a", data[: data.find(b"moov") - 4]))
    assert (probe.condition, probe.decoded_ms, probe.header_ms) == (Condition.DAMAGED, 0, None)


def test_a_header_that_claims_three_hours_over_two_seconds_of_sound_is_damaged(tmp_path):
    probe = probe_file(put(tmp_path, "long.wav", wav_claiming(3 * 3600, 2.0)))
    assert probe.condition == Condition.DAMAGED
    assert (probe.header_ms, probe.decoded_ms) == (3 * 3600 * 1000, 2000)


def test_a_header_that_knows_of_less_than_there_is_makes_the_file_damaged(tmp_path):
    data = bytearray(recording("wav", seconds=6))
    at = data.find(b"data")
    claimed = 16_000 * 2 * 2
    data[4:8] = struct.pack("<I", at + claimed)
    data[at + 4 : at + 8] = struct.pack("<I", claimed)
    probe = probe_file(put(tmp_path, "short.wav", bytes(data)))
    assert probe.condition == Condition.DAMAGED
    assert (probe.header_ms, probe.decoded_ms) == (2000, 6000)


def test_sound_behind_the_length_that_a_dying_recorder_wrote_last_is_heard(tmp_path):
    data = bytearray(recording("wav", seconds=6))
    at = data.find(b"data")
    data[at + 4 : at + 8] = struct.pack("<I", 16_000 * 2 * 2)
    path = put(tmp_path, "stale.wav", bytes(data))
    probe = probe_file(path)
    assert probe.condition == Condition.DAMAGED
    assert (probe.header_ms, probe.decoded_ms) == (2000, 6000)
    assert sum(len(block) for block in pcm_stream(path, "wav")) == 6 * 16_000


def test_notes_of_a_program_behind_the_sound_of_a_wav_are_not_taken_for_sound(tmp_path):
    data = bytearray(recording("wav", seconds=2))
    data += b"bext" + struct.pack("<I", 100_000) + bytes(100_000)
    data[4:8] = struct.pack("<I", len(data) - 8)
    probe = probe_file(put(tmp_path, "notes.wav", bytes(data)))
    assert (probe.condition, probe.decoded_ms) == (Condition.SOUND, 2000)


def test_a_hole_in_the_middle_makes_the_file_damaged(tmp_path):
    data = bytearray(recording("mp3", seconds=8))
    middle = len(data) // 2
    data[middle : middle + 8000] = random.Random(5).randbytes(8000)
    assert probe_file(put(tmp_path, "hole.mp3", bytes(data))).condition == Condition.DAMAGED


@pytest.mark.parametrize("first", [b"MZ", b"BZh", b"\x1f\x8b", b"\xff\xf1", b"PK", b"v=0"])
def test_sound_behind_the_stated_end_may_begin_with_any_bytes(first, tmp_path):
    data = bytearray(recording("wav", seconds=6))
    at = data.find(b"data")
    claimed = 16_000 * 2 * 2
    data[4:8] = struct.pack("<I", at + claimed)
    data[at + 4 : at + 8] = struct.pack("<I", claimed)
    data[at + 8 + claimed : at + 8 + claimed + len(first)] = first
    assert probe_file(put(tmp_path, "short.wav", bytes(data))).condition == Condition.DAMAGED


def test_a_mark_of_a_zip_without_its_list_is_only_four_bytes_of_sound(tmp_path):
    data = recording("wav", 2)
    data = data[:-5000] + b"PK\x05\x06" + data[-4996:]
    assert probe_file(put(tmp_path, "a.wav", data)).condition == Condition.SOUND


def with_tag(frames: bytes, text: bytes) -> bytes:
    """An ID3 tag with a comment in front of MP3 frames."""
    comment = b"COMM" + struct.pack(">IH", len(text) + 5, 0) + b"\0eng\0" + text
    size = len(comment)
    head = bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
    return b"ID3\x03\0\0" + head + comment + frames


def hostile() -> dict[str, tuple[str, bytes]]:
    """Name → the reason it must be refused for, and its bytes. All are called .mp3."""
    mp3, wav = recording("mp3", 1), recording("wav", 1)
    bare = mp3[mp3.find(b"\xff\xf3") :] if b"\xff\xf3" in mp3 else mp3
    noise = random.Random(7)
    rar = b"Rar!\x1a\x07\x01\0" + noise.randbytes(300)
    seven = b"7z\xbc\xaf\x27\x1c" + noise.randbytes(100_000)
    return {
        "empty": ("empty", b""),
        "concat": ("playlist", b"ffconcat version 1.0\nfile neighbour.wav\n"),
        "concat without its first line": ("playlist", b"file 'neighbour.wav'\n"),
        "concat after blank lines": ("playlist", b"\n\n \tffconcat version 1.0\nfile a\n"),
        "hls": ("playlist", b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nneighbour.wav\n"),
        "hls with a byte order mark": ("playlist", b"\xef\xbb\xbf#EXTM3U\nneighbour.wav\n"),
        "hls in utf-16": ("playlist", b"\xff\xfe" + "#EXTM3U\nneighbour.wav".encode("utf-16-le")),
        "pls": ("playlist", b"[playlist]\nFile1=neighbour.wav\n"),
        "asx": ("playlist", b"<asx version='3'><ref href='neighbour.wav'/></asx>"),
        "dash": ("playlist", b"<?xml version='1.0'?><MPD><BaseURL>n.wav</BaseURL></MPD>"),
        "sdp": ("playlist", b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n"),
        "address": ("playlist", b"http://127.0.0.1/neighbour.wav"),
        "html": ("web_page", b"<!DOCTYPE html><script>alert(1)</script>"),
        "svg": ("web_page", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        "zip": ("archive", zip_of()),
        "gzip": ("archive", gzip.compress(wav)),
        "tar": ("archive", b"a.wav".ljust(257, b"\0") + b"ustar\0" + bytes(1000)),
        "rar": ("archive", b"Rar!\x1a\x07\x01\0" + bytes(100)),
        "7z": ("archive", b"7z\xbc\xaf\x27\x1c" + bytes(100)),
        "exe": ("program", b"MZ\x90\0" + bytes(1000)),
        "elf": ("program", b"\x7fELF\x02\x01" + bytes(1000)),
        "script": ("program", b"#!/bin/sh\nrm -rf /\n"),
        "pdf": ("document", b"%PDF-1.7\n" + bytes(100)),
        "gif": ("picture", b"GIF89a" + bytes(100)),
        "gif that goes on as mp3": ("picture", b"GIF89a" + bytes(20) + bare),
        "amr": ("other_sound", b"#!AMR\n" + bytes(100)),
        "avi": ("other_sound", b"RIFF" + struct.pack("<I", 100) + b"AVI " + bytes(100)),
        "matroska": ("other_sound", b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska" + bytes(100)),
        "noise": ("unknown", noise.randbytes(300_000)),
        "text": ("unknown", b"My mother wrote to the district on the fourth of February."),
        "mp3 with a page in its tag": ("two_things", with_tag(bare, b"<html><script>x</script>")),
        "mp3 with a zip behind it": ("two_things", mp3 + zip_of()),
        "wav with a zip behind it": ("two_things", wav + zip_of()),
        "wav with a zip and a byte behind it": ("two_things", wav + zip_of() + b"\0"),
        "wav with a zip and much behind it": ("two_things", wav + zip_of() + bytes(60_000)),
        "wav with a rar behind it": ("two_things", wav + rar),
        "wav with a long rar behind it": ("two_things", wav + rar + noise.randbytes(200_000)),
        "aiff with a 7z behind it": ("two_things", recording("aiff", 1) + seven),
        "mp3 with a rar behind it": ("two_things", mp3 + rar),
        "wav with a page behind it": ("two_things", wav + b"\n<HTML><script>x()</script>"),
        "wav with a pdf behind it": ("two_things", wav + b"%PDF-1.4\n%%EOF"),
        "wav with a program behind it": ("two_things", wav + b"\x7fELF\x02\x01" + bytes(70_000)),
        "wav with a pdf within": ("two_things", wav[:44] + b"%PDF-1.4\n" + wav[44:]),
        "flac of noise": ("unreadable", b"fLaC" + noise.randbytes(50_000)),
        "wav without sound": ("nothing_decodes", wav_claiming(10, 0)),
        "mp4 of noise": ("unreadable", b"\0\0\0\x18ftypM4A " + noise.randbytes(50_000)),
        "ogg of noise": ("unreadable", b"OggS" + noise.randbytes(50_000)),
    }


@pytest.mark.parametrize("what", list(hostile()))
def test_what_is_no_recording_is_refused_with_its_reason(what, tmp_path):
    code, data = hostile()[what]
    path = put(tmp_path, "statement.mp3", data)
    put(tmp_path, "neighbour.wav", recording("wav", 2))
    with pytest.raises(Refused) as refusal:
        probe_file(path)
    assert refusal.value.code == code
    sentence = str(refusal.value.message)
    assert sentence.endswith(".")
    assert len(sentence.split()) > 6, "a person must know what to do next"
    assert str(refusal.value) == refusal.value.code, "no sentence about a file enters a log"


def test_a_file_that_says_it_lasts_longer_than_a_day_is_refused_without_being_decoded(tmp_path):
    data = bytearray(recording("flac", 1))
    # STREAMINFO holds the number of samples in 36 bits from the 18th byte of the file's 4th block.
    total = 100 * 3600 * 16_000
    data[21] = data[21] & 0xF0 | total >> 32
    data[22:26] = (total & 0xFFFFFFFF).to_bytes(4, "big")
    with pytest.raises(Refused, match="too_long"):
        probe_file(put(tmp_path, "day.flac", bytes(data)))


@pytest.mark.parametrize("demuxer", ["mp3", "wav", "flac", "mov", "ogg", "matroska", "aiff"])
@pytest.mark.parametrize("form", ["ffconcat version 1.0\nfile {}\n", "#EXTM3U\n#EXTINF:9,\n{}\n"])
def test_no_demuxer_reads_a_neighbour_or_calls_an_address(demuxer, form, tmp_path):
    """Even past the check of magic bytes, and with a listener that would hear any request."""
    neighbour = put(tmp_path, "neighbour.wav", recording("wav", 2))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        calls = []
        threading.Thread(target=_count_calls, args=(listener, calls), daemon=True).start()
        port = listener.getsockname()[1]
        for target in ("neighbour.wav", str(neighbour), f"http://127.0.0.1:{port}/x.wav"):
            path = put(tmp_path, "list.mp3", form.format(target).encode())
            with pytest.raises(Refused):
                list(pcm_stream(path, demuxer))
        assert calls == []


def _count_calls(listener, calls):
    while True:
        try:
            connection, _address = listener.accept()
        except OSError:
            return
        calls.append(1)
        connection.close()


def test_an_mp4_that_refers_to_another_file_does_not_get_it(tmp_path):
    """A data reference inside an MP4 names a neighbour: nothing of it may be heard."""
    secret = speechlike(2.0, seed=11)
    put(tmp_path, "neighbour.wav", recording("wav", 2, seed=11))
    data = recording("m4a", 2)
    at = data.find(b"url \0\0\0\x01")
    # "Not self-contained", with a location where "self-contained" stood.
    broken = data[:at] + b"url \0\0\0\0" + data[at + 8 :]
    path = put(tmp_path, "reference.m4a", broken)
    try:
        heard = list(pcm_stream(path, "mov"))
    except Refused:
        return
    for block in heard:
        length = min(len(block), len(secret))
        likeness = abs(float((block[:length] * secret[:length]).sum()))
        assert likeness < 0.5 * float((secret[:length] ** 2).sum())


def test_the_child_does_not_see_what_the_parent_knows(tmp_path):
    from media.confine import parent

    os.environ["COMMISSION_CANARY"] = "qx-secret"
    try:
        with parent.confined("probe", path="/proc/self/environ", container="wav") as running:
            environment = Path(f"/proc/{running._process.pid}/environ").read_bytes()
    finally:
        del os.environ["COMMISSION_CANARY"]
    assert b"qx-secret" not in environment
    assert b"DATA_DIR" not in environment
