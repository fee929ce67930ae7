"""Write down what the whole course shows with the data that REGENMED_DATA names.

`python -m regenmed.affected.snapshot FILE PAGE …` writes JSON with the keys `pages`, `questions`,
`broken` (what the question banks break), `exam` and `bibliography`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from regenmed import dataset
from regenmed.affected.run_page import run_page
from regenmed.citations import bibliography
from regenmed.page import bank, bank_numbers


def snapshot(pages: list[Path]) -> dict[str, Any]:
    """Give everything that the pages, questions and exam families show, ready for JSON."""
    for name in dataset.tables():
        dataset.load(name)
    return {
        "pages": {page.stem: run_page(page) for page in pages},
        "questions": questions(),
        "broken": bank.problems(),
        "exam": exam_items(),
        "bibliography": bibliography(),
    }


def questions() -> dict[str, dict[str, Any]]:
    """Give each question of the pages by its id: its file, its texts and its key."""
    found = {}
    for path in sorted((dataset.DATA / "quiz").glob("*.yaml")):
        for item in yaml.load(path.read_text(encoding="utf-8"), Loader=bank.LOADER)["items"]:
            numbers, faults = bank_numbers.resolve(item.get("numbers", {}))
            filled = item if faults else bank_numbers.fill(item, numbers)
            right = [option["text"] for option in filled.get("options", []) if _key(item, option)]
            found[item["id"]] = {
                "file": path.name,
                "whole": not faults,
                "texts": dict(bank_numbers.texts(filled)),
                "answer": filled.get("answer"),
                "tolerance": item.get("tolerance"),
                "unit": item.get("unit", ""),
                "key": right,
                "holds": item.get("holds", []),
            }
    return found


def _key(item: dict, option: dict) -> bool:
    return item["type"] == "order" or option.get("correct", False)


def exam_items() -> dict[str, list]:
    """Give stem and key of each item of the exam's question families, by its id."""
    from regenmed.exam.families import family_items

    return {
        item.id: [
            item.stem,
            item.answer,
            [option.text for option in item.options if option.correct],
        ]
        for item in family_items()
    }


if __name__ == "__main__":
    target, *names = sys.argv[1:]
    try:
        text = json.dumps(snapshot([Path(name) for name in names]))
    except (ValueError, OSError, KeyError) as error:
        sys.exit((str(error).splitlines() or [type(error).__name__])[0])
    Path(target).write_text(text, encoding="utf-8")
