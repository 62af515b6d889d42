"""A server of tiles that can be told to behave badly."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from PIL import Image


def picture(kind: str = "PNG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (256, 256), "#e2eded").save(file, kind)
    return file.getvalue()


class Upstream:
    """`mood` says what the next answers are; `asked` holds what came: path and headers."""

    def __init__(self) -> None:
        self.mood = "well"
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.kind = "PNG"
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                upstream.asked.append((self.path, dict(self.headers)))
                getattr(upstream, f"_{upstream.mood}")(self)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def template(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/t/{{z}}/{{x}}/{{y}}.png"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _send(self, handler, data, status=200, content_type="image/png", **headers):
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    def _well(self, handler):
        self._send(handler, picture(self.kind))

    def _page(self, handler):
        self._send(handler, b"<html><script>steal()</script></html>")

    def _svg(self, handler):
        self._send(handler, b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>")

    def _empty(self, handler):
        self._send(handler, b"")

    def _refuses(self, handler):
        self._send(handler, picture(), status=503)

    def _lacks(self, handler):
        self._send(handler, b"<h1>Not found</h1>", status=404, content_type="text/html")

    def _elsewhere(self, handler):
        self._send(handler, b"", status=302, Location="http://127.0.0.1:1/secret.png")

    def _endless(self, handler):
        self._send(handler, picture())
        try:
            for _chunk in range(2_000):
                handler.wfile.write(b"\0" * 65_536)
        except OSError:
            pass

    def _drips(self, handler):
        self._send(handler, picture()[:8])
        try:
            for _byte in range(600):
                handler.wfile.write(b"\0")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass
