"""A small web server that answers as a usual one does: kept connections and gzip.

It can also stand in for the public servers that a default Jupyter Book page loads scripts from:
addresses that begin as `places` says are answered from a folder on this machine. The page then
asks one host for everything, which spares it the further connections it needs elsewhere.
"""

import contextlib
import gzip
import mimetypes
import re
import threading
from collections.abc import Iterator
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

PACKED = {".html", ".js", ".css", ".json", ".svg", ".txt", ".csv", ".xml", ".mjs"}
INTEGRITY = re.compile(rb'\sintegrity="[^"]*"')  # of a file that was made smaller in another way
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".webp": "image/webp"}


class Handler(BaseHTTPRequestHandler):
    """Answer GET from a folder; remember what was packed."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *args, site: "Site") -> None:
        self.site = site
        super().__init__(*args)

    def do_GET(self) -> None:
        """Send a file, packed where that helps, or 404."""
        found = self.site.answer(unquote(self.path.partition("?")[0]))
        body, kind, packed = found or (b"not found", "text/plain", False)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Site:
    """A folder of pages, and folders that stand for other servers: {address: (path, folder)}."""

    def __init__(self, folder: Path, places: dict[str, tuple[str, Path]] | None = None) -> None:
        self.folder = folder
        self.places = places or {}
        self.answer = cache(self.answer)

    def answer(self, path: str) -> tuple[bytes, str, bool] | None:
        """Give (bytes to send, media type, whether they are packed) for a path, or None."""
        file = self.file_of(path)
        if file is None or not file.is_file():
            return None
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        body = file.read_bytes()
        if file.suffix not in PACKED:
            return body, kind or "application/octet-stream", False
        for address, (local, _) in self.places.items():
            body = INTEGRITY.sub(b"", body.replace(address.encode(), local.encode()))
        return gzip.compress(body, 6, mtime=0), f"{kind or 'text/plain'}; charset=utf-8", True

    def file_of(self, path: str) -> Path | None:
        """Give the file that a path names."""
        for local, folder in self.places.values():
            if path.startswith(local):
                return folder / path.removeprefix(local)
        file = (self.folder / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.folder.resolve()):
            return None
        return file / "index.html" if file.is_dir() else file


@contextlib.contextmanager
def serving(site: Site) -> Iterator[str]:
    """Serve a site on a free port; gives its address without a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, site=site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
