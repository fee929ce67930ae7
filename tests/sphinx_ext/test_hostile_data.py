"""A dataset whose cells hold markup, scripts and formulas: every page shows them as text."""

import csv
import io
import shutil

import pytest
import web_server

from regenmed.dataset import DATA
from regenmed.sphinx_ext import downloads
from regenmed.validation.text import is_formula

MARKUP = "<img src=x onerror='window.broken=1'><script>window.broken=1</script>\"><b>"
FORMULA = '=HYPERLINK("http://x.test")'
CELLS = {
    "studies.csv": ("name", "primary_outcome", "note"),
    "sources.csv": ("title", "first_author", "journal"),
    "claims.csv": ("paraphrase", "reason", "section"),
    "terms.csv": ("label", "definition"),
    "outcomes.csv": ("definition", "unit"),
}
PAGE = """# Hostile

```{code-cell} python
from IPython.display import display

from regenmed.dataset import load
from regenmed.page import Forest, ForestRow, People, PeopleOutcome, fact_box
from regenmed.page.claims import claims_ledger
from regenmed.page.evidence_tables import results_table, sources_browser, studies_table
from regenmed.page.sources import sources_table
from regenmed.page.verdicts import Verdicts

for table in (studies_table, results_table, sources_browser, claims_ledger, Verdicts):
    display(table())
studies = load("studies")
display(sources_table(studies.study_id[0]))
display(studies.head(3))
words = studies.name[0]
rows = [ForestRow(words, 0.5, 0.2, 0.9, note=words), ForestRow("b", 1, 0.5, 2)]
display(Forest(rows, name="f", measure="rr", title=words, caption=words, favours=(words, words)))
counts = (1, 10, 5, 10, words, 12, False, words, words, words)
outcome = PeopleOutcome(*counts)
display(People(*counts[:4], name="p", outcome=words, months=12, good=False, treatment=words,
    control=words, source=words, title=words, more=[outcome]))
display(fact_box([outcome], title=words, caption=words))
```
"""


@pytest.fixture
def hostile_data(tmp_path, monkeypatch):
    """A copy of the dataset with hostile words in each table's first and last rows."""
    folder = shutil.copytree(DATA, tmp_path / "hostile")
    for name, columns in CELLS.items():
        rows = list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8"))))
        for row in (rows[0], rows[-1]):
            row |= {column: MARKUP for column in columns if column in row}
        rows[1][next(column for column in columns if column in rows[1])] = FORMULA
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    monkeypatch.setenv("REGENMED_DATA", str(folder))  # what the notebook's kernel reads
    monkeypatch.setattr(downloads, "DATA", folder)
    return folder


def test_hostile_cells_are_text_on_the_page_and_in_the_downloads(
    hostile_data, small_book, build, browser
):
    folder = small_book(PAGE)
    assert build(folder) == 0
    site = folder / "_build" / "html"
    with web_server.serve(site) as address:
        page = browser.new_page()
        errors = []
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.goto(f"{address}/book/page.html")
        page.wait_for_selector(".rm-widget:not([data-state])", state="detached")
        page.locator(".rm-browse-sort").first.click()
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert page.evaluate("window.broken") is None
        assert page.locator("img[src=x], b:empty").count() == 0
        places = (".rm-browse", ".rm-claims-table", ".rm-verdicts", ".rm-sources", ".dataframe")
        for place in (*places, ".rm-forest", ".rm-people", ".rm-people-facts"):
            words = "".join(page.locator(place).all_inner_texts())
            assert MARKUP[:36] in words, place  # pandas cuts a long cell off
        assert page.locator(f"text={FORMULA}").count()
        assert errors == []
        page.close()
    offered = list((site / "_static" / "data").rglob("*.csv"))
    cells = [cell for path in offered for row in csv.reader(path.open()) for cell in row]
    assert len(cells) > 10_000 and not [cell for cell in cells if is_formula(cell)]
    assert [cell for cell in cells if cell == f"'{FORMULA}"]
