"""How many lessons a second nginx serves from one core, asked over loopback by wrk.

Both come from Debian (`apt-get install nginx-light wrk`); without them the figure is left out.
"""

import re
import shutil
import subprocess
import time
from pathlib import Path

import trees
from figures import Row, table

PORT = 8972
SECONDS = 10
CONFIG = """\
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; access_log off; sendfile on; gzip_static on;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def throughput(html: Path, page: str) -> float | None:
    """Give the pages that nginx sends in a second, already packed; None without nginx or wrk."""
    nginx, wrk = (
        shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin"),
        shutil.which("wrk"),
    )
    if not (nginx and wrk and Path("/etc/nginx/mime.types").exists()):
        return None
    folder = trees.WORK / "nginx"
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["gzip", "-kf6", str(html / page)], check=True)
    config = folder / "nginx.conf"
    config.write_text(CONFIG.format(folder=folder, port=PORT, root=html))
    server = subprocess.Popen([nginx, "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        options = ["-t1", "-c50", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip"]
        address = f"http://127.0.0.1:{PORT}/{page}"
        said = subprocess.run([wrk, *options, address], capture_output=True, text=True).stdout
        rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
        return float(rate[1]) if rate and "Non-2xx" not in said else None
    finally:
        server.terminate()
        server.wait()
        (html / f"{page}.gz").unlink(missing_ok=True)


def measure() -> list[Row]:
    """Give the row of the table: lesson 4 of both books."""
    ours, plain = (throughput(trees.html(name), "book/04-hsct.html") for name in ("ours", "plain"))
    return [Row("web_server", ours, plain, "" if ours else "(needs nginx and wrk)")]


if __name__ == "__main__":
    print(table(measure()))
