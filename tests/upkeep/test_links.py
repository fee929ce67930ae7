import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from regenmed.__main__ import main
from regenmed.dataset import DATA
from regenmed.upkeep import links
from regenmed.upkeep.links import ask, ask_all, is_alive, is_dead

COLUMNS = (
    "source_id,kind,first_author,year,journal,title,doi,pmid,pmcid,read_at_url,read_part,"
    "checked,area,status"
)


class Site(BaseHTTPRequestHandler):
    """A site with pages that are there, gone, moved, shy, or only sometimes there."""

    asked: Counter = Counter()

    def answer(self):
        self.asked[self.command, self.path] += 1
        times = self.asked["HEAD", self.path] + self.asked["GET", self.path]
        status = {
            "/there": 200,
            "/gone": 404,
            "/withdrawn": 410,
            "/shy": 403,
            "/moved": 301,
            "/resolved": 302,
            "/no-head": 405 if self.command == "HEAD" else 200,
            "/flaky": 503 if times < 4 else 200,
            "/down": 500,
        }[self.path]
        self.send_response(status)
        if self.path in ("/moved", "/resolved"):
            self.send_header("Location", "/there" if self.path == "/moved" else "/shy")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Site.asked = Counter()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr(links.time, "sleep", lambda seconds: None)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/there", 200),
        ("/moved", 200),
        ("/no-head", 200),
        ("/flaky", 200),
        ("/gone", 404),
        ("/withdrawn", 410),
        ("/shy", 403),
        ("/down", 500),
    ],
)
def test_a_page_answers(site, path, answer):
    assert ask(site + path) == answer
    assert is_alive(answer) == (answer == 200)
    assert is_dead(answer) == (answer in (404, 410))


def test_what_is_gone_or_refused_is_not_asked_for_again(site):
    ask(site + "/gone"), ask(site + "/shy")
    assert max(Site.asked.values()) == 1


def test_nobody_there_is_dead(site):
    port = site.rpartition(":")[2]
    answer = ask("http://127.0.0.1:1/nobody" if port != "1" else "http://127.0.0.1:2/")
    assert "refused" in answer and is_dead(answer)


def test_a_resolver_is_believed_without_asking_the_publisher(site, monkeypatch):
    monkeypatch.setattr(links, "RESOLVERS", {site.removeprefix("http://")})
    assert ask(site + "/resolved") == 302 and is_alive(302)
    assert not is_dead(302)
    assert not Site.asked["HEAD", "/shy"]


def test_a_host_is_asked_one_page_at_a_time(site, monkeypatch):
    pauses = []
    monkeypatch.setattr(links.time, "sleep", pauses.append)
    assert list(ask_all([site + "/there", site + "/gone"], pause=0.5)) == [200, 404]
    assert pauses == [0.5, 0.5]


def test_the_command_gives_a_line_for_each_dead_link(site, tmp_path, capsys):
    rows = [f"s{i},trial,,,,,,,,{site}{path},,yes,," for i, path in enumerate(["/there", "/gone"])]
    rows.append(f"s9,trial,,,,,,,,{site}/shy,,yes,,")
    (tmp_path / "sources.csv").write_text("\n".join([COLUMNS, *rows, ""]), encoding="utf-8")
    assert main(["links", str(tmp_path)]) == 1
    dead, summary = capsys.readouterr().out.splitlines()
    assert dead.startswith(f"sources.csv:3 s1: {site}/gone is dead (404): give where it moved")
    assert summary == "3 links: 1 dead, 1 would not say"


def test_all_alive_exits_0(site, tmp_path, capsys):
    row = f"s1,trial,,,,,,,,{site}/there,,yes,,"
    (tmp_path / "sources.csv").write_text(f"{COLUMNS}\n{row}\n{row}\n", encoding="utf-8")
    assert main(["links", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 links: 0 dead, 0 would not say\n"


def test_every_source_of_the_course_gives_an_address_once():
    found = links.links(DATA)
    urls = [link.url for link in found]
    assert len(urls) == len(set(urls)) > 400
    assert all(url.startswith(("https://", "http://")) for url in urls)
    assert sum(url.startswith("https://doi.org/") for url in urls) > 200
