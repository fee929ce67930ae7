"""A web server for built pages that sends the headers which the course publishes for servers."""

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SERVING = Path(__file__).parent.parent / "serving"


def published_headers() -> dict[str, str]:
    """Name -> value of the headers of serving/_headers."""
    text = (SERVING / "_headers").read_text(encoding="utf-8")
    return dict(re.findall(r"^  ([\w-]+): (.+)$", text, re.MULTILINE))


class Handler(SimpleHTTPRequestHandler):
    """Serve files without a line per request."""

    headers_to_send = published_headers()

    def end_headers(self):
        for name, value in self.headers_to_send.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_):
        pass


class ForeignWidgets(Handler):
    """What pages with widgets of other makers need: their modules are imported from memory."""

    headers_to_send = {
        name: value.replace("script-src", "script-src blob:")
        for name, value in published_headers().items()
    }


class Server(ThreadingHTTPServer):
    """Says nothing of a reader who leaves before the answer is there."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder; gives its address without a slash at its end."""
    server = Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
