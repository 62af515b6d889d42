"""What readers get of a photograph: its points, upright, and nothing that lay beside them."""

import io

import pytest
from PIL import Image

from commission.photographs.making import WIDTHS, photograph_make
from media.decoding.pictures import MOST_PIXELS
from media.refusal import Refused
from tests.commission.photographs.pictures import SECRET, jpeg, png, shades, tiff
from tests.media.clips import put

KINDS = {"jpeg": jpeg, "png": png, "tiff": tiff}
# What may stand in a JPEG that holds nothing but its picture: no APP1 and above, no comment.
FRAMES = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA}


def made(tmp_path, data: bytes, kind: str):
    return photograph_make(put(tmp_path, "photograph", data), kind)


def segments(data: bytes) -> set[int]:
    """Markers of a JPEG up to its first scan."""
    at, found = 2, set()
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_lay_in_the_file_is_in_what_comes_of_it(kind, tmp_path):
    data = KINDS[kind]()
    assert SECRET in data
    for one in made(tmp_path, data, kind).files:
        assert SECRET not in one.data
        assert segments(one.data) <= FRAMES
        with Image.open(io.BytesIO(one.data)) as picture:
            assert (picture.format, picture.mode) == ("JPEG", "RGB")
            assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                                         "progressive", "progression"}  # fmt: skip
            assert not picture.getexif()
            assert picture.size == (one.width, one.height)


def test_each_width_is_made_and_none_is_larger_than_what_came(tmp_path):
    whole = made(tmp_path, jpeg((2000, 1000)), "jpeg")
    assert (whole.width, whole.height) == (2000, 1000)
    assert [(one.width, one.height) for one in whole.files] == [(320, 160), (800, 400), (1600, 800)]
    small = made(tmp_path, jpeg((1000, 500)), "jpeg")
    assert [one.width for one in small.files] == [320, 800, 1000]
    tiny = made(tmp_path, jpeg((200, 100)), "jpeg")
    assert [one.width for one in tiny.files] == [200]
    even = made(tmp_path, jpeg((WIDTHS[0], 100)), "jpeg")
    assert [one.width for one in even.files] == [320]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_however_the_camera_was_held(orientation, tmp_path):
    found = made(tmp_path, jpeg((1200, 400), orientation=orientation), "jpeg")
    across = orientation >= 5
    assert (found.width, found.height) == ((400, 1200) if across else (1200, 400))
    # Where the red half is once the picture was turned, as the standard says it.
    edge = {1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right",
            8: "left"}[orientation]  # fmt: skip
    with Image.open(io.BytesIO(found.files[0].data)) as picture:
        wide, high = picture.size
        spot = {
            "top": (wide // 2, 5),
            "bottom": (wide // 2, high - 6),
            "left": (5, high // 2),
            "right": (wide - 6, high // 2),
        }[edge]
        red, green, blue = picture.getpixel(spot)
        assert red > 150
        assert max(green, blue) < 60


def test_what_is_seen_through_is_white_and_never_the_colour_behind(tmp_path):
    found = made(tmp_path, png(), "png")
    with Image.open(io.BytesIO(found.files[0].data)) as picture:
        assert min(picture.getpixel((160, picture.height - 5))) > 245


def _cut() -> bytes:
    return jpeg()[:20_000]


def _bomb() -> bytes:
    side = int(MOST_PIXELS**0.5) + 200
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (_cut, "jpeg", "picture_unreadable"),
        (_bomb, "png", "picture_too_large"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "png", "picture_unreadable"),
        (lambda: b"\xff\xd8\xff\xe0rubbish", "jpeg", "picture_unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, kind, code, tmp_path):
    with pytest.raises(Refused) as refused:
        made(tmp_path, data(), kind)
    assert refused.value.code == code
    assert str(refused.value.message).endswith("received.")


def test_the_colours_are_those_of_the_picture(tmp_path):
    found = made(tmp_path, jpeg((640, 320)), "jpeg")
    with Image.open(io.BytesIO(found.files[-1].data)) as picture:
        before = shades((640, 320)).getpixel((320, 40))
        after = picture.getpixel((320, 40))
        assert all(abs(one - other) < 12 for one, other in zip(before, after, strict=True))


def grey(mode: str) -> bytes:
    """Dark on the left, light on the right, in more shades than a reader gets."""
    picture = Image.new("I;16", (256, 64))
    picture.frombytes(
        b"".join((x * 257).to_bytes(2, "little") for _ in range(64) for x in range(256))
    )
    out = io.BytesIO()
    picture.convert(mode).save(out, "TIFF")
    return out.getvalue()


def test_a_picture_of_many_shades_of_grey_keeps_its_light(tmp_path):
    found = made(tmp_path, grey("I;16"), "tiff")
    with Image.open(io.BytesIO(found.files[0].data)) as picture:
        for x in (20, 128, 235):
            assert abs(picture.getpixel((x, 30))[0] - x) < 6


@pytest.mark.parametrize("mode", ["I", "F"])
def test_points_of_which_nobody_knows_what_is_white_are_refused(tmp_path, mode):
    with pytest.raises(Refused, match="picture_unreadable"):
        made(tmp_path, grey(mode), "tiff")
