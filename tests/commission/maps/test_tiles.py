"""Tiles through this server, against an upstream that is not to be trusted."""

import os
import time

import pytest

from commission.maps.tiles import cache, upstream
from commission.maps.tiles.cache import folder
from tests.commission.maps.upstream import Upstream, picture

# What is nowhere is looked for among the redirects.
pytestmark = pytest.mark.django_db

TILE = "/tiles/5/7/13.png"


@pytest.fixture
def server(settings, tmp_path):
    found = Upstream()
    settings.MAP_TILES = found.template
    settings.DATA_DIR = tmp_path
    yield found
    found.close()


def status(client, path=TILE) -> int:
    return client.get(path).status_code


def age(days: float) -> None:
    """Let everything that is kept be so old."""
    then = time.time() - days * 24 * 3600
    for path in folder().rglob("*"):
        os.utime(path, (then, then))


def test_where_no_tiles_are_set_up_there_are_none(client, settings):
    assert settings.MAP_TILES == ""
    answer = client.get(TILE)
    # A map asks for many at once: no page is made for each of them.
    assert (answer.status_code, answer.content) == (404, b"")


def test_a_tile_is_fetched_once_and_then_kept(client, server):
    first, second = client.get(TILE), client.get(TILE)
    assert first.content == second.content == picture()
    assert first["Content-Type"] == "image/png"
    assert first["X-Content-Type-Options"] == "nosniff"
    assert "max-age" in first["Cache-Control"]
    assert not first.cookies
    assert [path for path, _headers in server.asked] == ["/t/5/7/13.png"]


def test_nothing_of_the_visitor_goes_out(client, server):
    headers = {
        "User-Agent": "Visitor/1.0",
        "Accept-Language": "nv",
        "Referer": "http://testserver/en/markers/3/",
        "X-Forwarded-For": "203.0.113.9",
        "Cookie": "session=secret",
    }
    client.get(TILE, headers=headers, REMOTE_ADDR="203.0.113.9")
    ((_path, sent),) = server.asked
    assert sorted(sent) == ["Accept", "Accept-Encoding", "Host", "User-Agent"]
    told = str(sent)
    for secret in ("Visitor", "nv", "markers", "203.0.113.9", "secret"):
        assert secret not in told.replace("http://localhost:8000", "")
    assert sent["User-Agent"].startswith("truth-commission-record")


@pytest.mark.parametrize(("kind", "content_type"), [("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_a_picture_is_called_what_it_is(client, server, kind, content_type):
    server.kind = kind
    assert client.get(TILE)["Content-Type"] == content_type


@pytest.mark.parametrize(
    "mood", ["page", "svg", "empty", "refuses", "elsewhere", "endless", "drips"]
)
def test_what_is_no_tile_is_not_passed_on(client, server, monkeypatch, mood):
    monkeypatch.setattr(upstream, "WHOLE_S", 0.4)
    server.mood = mood
    assert status(client) == 404
    assert len(server.asked) == 1, "no redirect is followed"
    assert not [path for path in folder().rglob("*") if path.is_file() and path.name != "failed"]


def test_after_a_failure_the_server_is_left_alone_for_a_while(client, server):
    server.mood = "refuses"
    assert [status(client, f"/tiles/5/7/{y}.png") for y in range(5)] == [404] * 5
    assert len(server.asked) == 1
    server.mood = "well"
    age(1)
    assert status(client) == 200


def test_a_tile_that_the_server_does_not_have_stops_no_other_and_is_not_asked_for_again(
    client, server
):
    server.mood = "lacks"
    assert [status(client), status(client)] == [404, 404]
    assert len(server.asked) == 1
    server.mood = "well"
    assert status(client, "/tiles/5/7/14.png") == 200
    age(31)
    assert status(client) == 200, "it may have one by now"


def test_an_old_tile_is_fetched_again_and_kept_where_that_fails(client, server):
    assert status(client) == 200
    age(31)
    assert status(client) == 200
    assert len(server.asked) == 2
    age(31)
    server.mood = "refuses"
    assert client.get(TILE).content == picture(), "an old tile is better than none"
    assert len(server.asked) == 3


def test_a_server_that_is_not_there_is_no_tile(client, settings, tmp_path):
    settings.MAP_TILES, settings.DATA_DIR = "http://127.0.0.1:9/{z}/{x}/{y}", tmp_path
    assert status(client) == 404


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/18/0/0.png",
        "/tiles/99/0/0.png",
        "/tiles/5/32/0.png",
        "/tiles/5/0/32.png",
    ],
)
def test_what_is_no_tile_of_the_world_is_not_asked_for(client, server, path):
    assert status(client, path) == 404
    assert not server.asked


@pytest.mark.parametrize(
    "path",
    [
        "/tiles/05/0/0.png",
        "/tiles/5/-1/0.png",
        "/tiles/5/0/99999999.png",
        "/tiles/5/..%2f/0.png",
    ],
)
def test_what_is_no_address_of_a_tile_is_nowhere(client, server, path):
    assert status(client, path) == 404
    assert not server.asked


def test_what_is_kept_stays_within_its_bound(client, server, settings, monkeypatch):
    monkeypatch.setattr(cache, "FOLDERS", 1)
    settings.MAP_TILES_BYTES = 5 * len(picture())
    for y in range(12):
        assert status(client, f"/tiles/5/7/{y}.png") == 200
        age(0.001 * (12 - y))
    kept = [path for path in folder().rglob("*") if path.is_file()]
    assert 0 < sum(path.stat().st_size for path in kept) <= settings.MAP_TILES_BYTES


def test_another_upstream_has_other_tiles(client, server, settings):
    client.get(TILE)
    settings.MAP_TILES = server.template.replace("/t/", "/other/")
    client.get(TILE)
    assert [path for path, _headers in server.asked] == ["/t/5/7/13.png", "/other/5/7/13.png"]


def test_only_reading_is_answered(client, server):
    assert client.post(TILE).status_code == 405


def test_a_tile_that_cannot_be_kept_is_given_and_leaves_nothing(client, server, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.os, "replace", full)
    assert client.get(TILE).content == picture()
    assert not [path for path in folder().rglob("*") if path.is_file()]
