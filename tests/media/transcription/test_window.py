"""Real speech through a real model: words, times, language, and nothing out of nothing."""

import numpy as np
import pytest

from media.probe import probe_file
from media.sound import pcm_stream
from media.transcription import language_detect, window_transcribe, windows_plan
from media.transcription.language import LanguageUnknown
from media.transcription.results import SegmentResult
from tests.media.transcription.conftest import (
    ENGLISH,
    RATE,
    hum,
    hummed_voice,
    music,
    noise,
    silence,
)

pytestmark = pytest.mark.whisper


def written(engine, path, language=ENGLISH, window=None, **kwargs) -> list[SegmentResult]:
    container = probe_file(path).container
    (whole,) = windows_plan(path, container)
    return window_transcribe(
        engine=engine,
        path=path,
        container=container,
        window=window or whole,
        language=language,
        **kwargs,
    )


def samples(path) -> np.ndarray:
    return np.concatenate(list(pcm_stream(path, probe_file(path).container, rate=RATE)))


@pytest.fixture(scope="module")
def kennedy(shared, tiny_en):
    return written(tiny_en, shared / "audio" / "en-kennedy-inaugural-1961.flac")


def test_every_word_has_times_within_the_recording_and_a_probability(kennedy):
    words = [word for segment in kennedy for word in segment.words]
    assert len(words) == 22
    moments = [moment for word in words for moment in (word.start, word.end)]
    assert moments == sorted(moments)
    assert moments[0] >= 0
    assert moments[-1] <= 11_050
    assert all(0 < word.p <= 1 for word in words)
    assert not any(word.text != word.text.strip() for word in words)


def test_what_was_said_is_not_doubted(kennedy):
    assert "your country can do for you" in " ".join(segment.text for segment in kennedy)
    assert [segment.flags for segment in kennedy] == [[]] * len(kennedy)


def test_times_count_from_the_beginning_of_the_recording(shared, tiny_en, sound_file, kennedy):
    voice = samples(shared / "audio" / "en-kennedy-inaugural-1961.flac")
    path = sound_file(np.concatenate([silence(20), voice]))
    later = written(tiny_en, path, window=(15_000, 31_000))
    shift = later[0].words[0].start - kennedy[0].words[0].start
    assert shift == pytest.approx(20_000, abs=400)


def test_the_same_window_gives_the_same_result(shared, tiny_en, kennedy):
    again = written(tiny_en, shared / "audio" / "en-kennedy-inaugural-1961.flac")
    assert again == kennedy


def test_it_tells_how_far_it_is_and_stops_when_told(shared, tiny_en):
    reached: list[int] = []

    class Stop(Exception):
        pass

    def stop(ms: int) -> None:
        reached.append(ms)
        raise Stop

    with pytest.raises(Stop):
        written(
            tiny_en, shared / "audio" / "en-librispeech-1088-134315-0000.flac", on_progress=stop
        )
    assert len(reached) == 1
    assert 1_000 < reached[0] < 16_500


@pytest.mark.parametrize(
    "sound", [silence, noise, hum], ids=["silence", "noise", "the hum of the mains"]
)
def test_sound_without_a_voice_gives_no_text(sound, tiny_en, sound_file):
    assert written(tiny_en, sound_file(sound(60))) == []


@pytest.mark.parametrize("sound", [music, hummed_voice], ids=["music", "a hummed voice"])
@pytest.mark.parametrize("model", ["tiny_en", "base"])
def test_what_is_written_into_music_is_doubted(sound, model, sound_file, request):
    segments = written(request.getfixturevalue(model), sound_file(sound(20)))
    assert all(segment.flags for segment in segments)


def test_silence_between_two_sentences_stays_empty(shared, tiny_en, sound_file, kennedy):
    voice = samples(shared / "audio" / "en-kennedy-inaugural-1961.flac")
    path = sound_file(np.concatenate([voice, silence(60), voice]))
    words = [word for segment in written(tiny_en, path) for word in segment.words]
    between = [word for word in words if 12_000 < word.start < 70_000]
    assert len(words) == 44
    assert between == []


def test_another_language_than_the_model_writes_is_doubted(shared, tiny_en):
    clip = shared / "audio" / "fleurs" / "fleurs-de-008.ogg"
    segments = written(tiny_en, clip)
    assert segments
    assert all("language" in segment.flags for segment in segments)


@pytest.mark.parametrize("code", ["de", "es", "fr", "pt", "en"])
def test_the_language_is_heard(code, shared, base):
    path = shared / "audio" / "fleurs" / f"fleurs-{code}-001.ogg"
    container = probe_file(path).container
    found = language_detect(
        engine=base, path=path, container=container, windows=windows_plan(path, container)
    )
    assert (found.code, found.heard) == (code, code)


def test_the_stated_language_decides_and_a_contradiction_is_doubted(shared, base):
    path = shared / "audio" / "fleurs" / "fleurs-es-004.ogg"
    language = language_detect(
        engine=base,
        path=path,
        container="ogg",
        windows=windows_plan(path, "ogg"),
        stated="en-ZA",
    )
    assert (language.code, language.heard, language.doubtful) == ("en", "es", True)
    assert all("language" in segment.flags for segment in written(base, path, language))


def test_an_english_model_is_not_let_loose_on_another_language(shared, tiny_en):
    with pytest.raises(LanguageUnknown):
        language_detect(
            engine=tiny_en, path=shared, container="ogg", windows=[(0, 1_000)], stated="es"
        )


def test_a_file_without_any_speech_still_gets_a_language(base, sound_file):
    path = sound_file(silence(5))
    found = language_detect(
        engine=base, path=path, container="wav", windows=[(0, 5_000)], stated=""
    )
    assert (found.code, found.heard) == ("en", "")
