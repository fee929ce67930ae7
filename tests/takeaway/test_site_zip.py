import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Request

from regenmed.__main__ import main
from regenmed.takeaway.site_zip import FOLDER, site_files, write_zip

LESSON = "04-hsct"


@pytest.fixture
def site(tmp_path) -> Path:
    """A small site with what a build leaves behind."""
    files = {
        "index.html": "",
        "book/a.html": '<script src="../_static/x/modules/new.js">',
        "_static/x/modules/new.js": "",
        "_static/x/modules/old.js": "",
        "objects.inv": "",
        ".buildinfo": "",
    }
    for name, text in files.items():
        (tmp_path / "html" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "html" / name).write_text(text)
    return tmp_path / "html"


def test_leftovers_of_the_build_stay_out(site):
    names = [path.relative_to(site).as_posix() for path in site_files(site)]
    assert names == ["_static/x/modules/new.js", "book/a.html", "index.html"]


def test_the_same_site_gives_the_same_zip(site, tmp_path):
    other = tmp_path / "later" / "html"
    shutil.copytree(site, other)
    (other / "index.html").touch()
    (other / "book" / "a.html").chmod(0o600)
    write_zip(site, tmp_path / "1.zip")
    write_zip(other, tmp_path / "2.zip")
    one, two = (hashlib.sha256((tmp_path / f"{i}.zip").read_bytes()).digest() for i in (1, 2))
    assert one == two


def test_no_site_is_said_in_one_line(tmp_path, capsys):
    assert main(["zip", str(tmp_path), str(tmp_path / "x.zip")]) == 2
    assert capsys.readouterr().err.endswith("holds no built book: run `make book` first\n")


def test_what_cannot_run_from_disk_is_refused(site, tmp_path, capsys):
    (site / "lite").mkdir()
    assert main(["zip", str(site), str(tmp_path / "x.zip")]) == 2
    assert "JupyterLite, which cannot run from disk: remove " in capsys.readouterr().err


@pytest.fixture(scope="module")
def unpacked(built_book, tmp_path_factory) -> Path:
    """The zip of the book, unpacked far from where it was built."""
    folder = tmp_path_factory.mktemp("away from the book")
    write_zip(built_book, folder / "x.zip")
    with zipfile.ZipFile(folder / "x.zip") as archive:
        archive.extractall(folder)
    return folder / FOLDER


def missing(request: Request) -> list[str]:
    """Address of a request that failed; none if the reader left before its answer (an icon)."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def test_the_unpacked_book_works_from_disk(unpacked, browser):
    requests, errors = [], []
    page = browser.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("requestfailed", lambda request: errors.extend(missing(request)))
    page.goto((unpacked / "index.html").as_uri())
    page.wait_for_url("**/book/index.html")
    page.get_by_role("link", name="Can a transplant reset immunity?").first.click()
    page.wait_for_function(
        "[...document.querySelectorAll('.rm-widget')].every(w => w.dataset.state === 'live')"
    )
    explorer = page.locator(".rm-explorer", has=page.get_by_role("slider")).first
    said = explorer.get_by_role("status").inner_text()
    explorer.get_by_role("slider").first.press("ArrowRight")
    page.wait_for_function(
        "([node, said]) => node.innerText !== said",
        arg=[explorer.get_by_role("status").element_handle(), said],
    )
    page.close()
    assert errors == []
    home = unpacked.as_uri()
    assert [url for url in requests if not url.startswith((home, "blob:", "data:"))] == []


def test_every_link_of_the_unpacked_book_leads_to_a_file_in_it(unpacked):
    dead = set()
    for page in unpacked.rglob("*.html"):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for node in soup.select("[href], [src]"):
            place = (node.get("href") or node.get("src")).partition("#")[0].partition("?")[0]
            inside = place and "://" not in place and not place.startswith(("data:", "mailto:"))
            if inside and not (page.parent / place).exists():
                dead.add((page.name, place))
    assert not dead, f"links of the zip that lead nowhere: {dead}"
