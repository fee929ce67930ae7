"""The budgets cover every figure promised, and the table says which holds and which does not."""

import re
from importlib import import_module
from pathlib import Path

import figures
import pytest
from figures import Budget, Row, budgets, number, table

ROOT = Path(figures.__file__).parent.parent
PROMISED = {
    "external_requests": 0,
    "console_errors": 0,
    "lesson_weight": 250,
    "widget_ready": 600,
    "largest_paint": 500,
    "layout_shift": 0.02,
    "slider_step": 16,
    "static_error": 0.5,
    "axe_violations": 0,
    "cold_build_ratio": 0.5,
    "text_edit": 5,
    "code_edit": 5,
    "kernel_memory": 200,
    "kernel_ready": 3,
    "environment": 600,
}
PARTS = [
    path.stem for path in (ROOT / "benchmarks").glob("bench_*.py") if "growth" not in path.stem
]


def test_every_promised_figure_has_its_budget():
    known = budgets()
    assert {name: known[name].most for name in PROMISED} == PROMISED
    assert known["corruptions"].least == 100
    assert [known[f"grid_{name}"].least for name in ("tolerance", "reset_clock", "beta_cells")] == [
        20,
        20,
        20,
    ]


def test_a_fact_is_kept_by_a_test_that_exists():
    kept = {budget.kept_by for budget in budgets().values() if budget.kept_by}
    assert kept and [path for path in kept if not (ROOT / path).exists()] == []


def test_every_figure_is_measured_and_every_measured_one_is_known():
    sources = "\n".join(path.read_text() for path in (ROOT / "benchmarks").glob("bench_*.py"))
    assert [name for name in budgets() if not re.search(rf'["(]{name}"', sources)] == [
        "grid_tolerance",  # put together from the names of the cases
        "grid_reset_clock",
        "grid_beta_cells",
    ]
    rows = set(re.findall(r'Row\("(\w+)"', sources))
    assert rows and rows <= set(budgets())


@pytest.mark.parametrize("part", PARTS)
def test_every_part_gives_rows_and_make_bench_runs_it(part):
    assert callable(import_module(part).measure)
    assert part.removeprefix("bench_") in (ROOT / "benchmarks/__main__.py").read_text()


@pytest.mark.parametrize(
    ("budget", "value", "verdict"),
    [
        (Budget("a", "A", "ms", most=16), 16, "holds"),
        (Budget("a", "A", "ms", most=16), 16.1, "OVER"),
        (Budget("a", "A", "", most=0), 0, "holds"),
        (Budget("a", "A", "x", least=20), 19.9, "OVER"),
        (Budget("a", "A", "x", least=20), 20, "holds"),
        (Budget("a", "A", "s"), 1e9, ""),
        (Budget("a", "A", "s", most=1), None, ""),
    ],
)
def test_the_verdict(budget, value, verdict):
    assert budget.verdict(value) == verdict


def test_a_scaled_budget_is_longer_on_a_slower_machine_and_others_stay():
    known = budgets()
    slow = Row("yardstick", 2 * known["yardstick"].was)
    here = figures.budgets_here([slow])
    assert figures.slower_by([slow]) == 2
    assert here["widget_ready"].most == 1200 and here["code_edit"].most == 10
    assert here["lesson_weight"].most == 250 and here["cold_build_ratio"].most == 0.5
    assert {name for name, budget in known.items() if budget.scaled} == {
        "widget_ready",
        "lesson_4_widget_ready",
        "largest_paint",
        "lesson_4_largest_paint",
        "slider_step",
        "text_edit",
        "code_edit",
    }
    for unmeasured in ([], [Row("yardstick", None)]):
        assert figures.budgets_here(unmeasured) == known
    lines = table([slow, Row("widget_ready", 1100.0)]).splitlines()
    assert re.search(r"<= 1,200 ms +1,100 ms +holds$", lines[-1])


def test_numbers_are_short():
    assert [number(v) for v in (0, 0.0123, 1.234, 12.34, 225.3, 5050.2, None, float("nan"))] == [
        "0",
        "0.0123",
        "1.23",
        "12.3",
        "225",
        "5,050",
        "not measured",
        "not measured",
    ]


def test_the_table_sets_budget_ours_plain_and_ratio_side_by_side():
    rows = [Row("layout_shift", None), Row("lesson_weight", 221.3, 2213.0), Row("cold_build", 60.0)]
    lines = table(rows).splitlines()
    assert len(lines) == 5 and "budget" in lines[0]
    assert re.search(r"<= 250 kB +221 kB +2,213 +0\.10 +holds$", lines[2])
    assert re.search(r"<= 0\.02 +not measured$", lines[3])
    assert re.search(r" 60 s$", lines[4])


def test_a_budget_with_a_typing_error_is_named(monkeypatch, tmp_path):
    file = tmp_path / "budgets.toml"
    monkeypatch.setattr(figures, "FILE", file)
    file.write_text('[speed]\nwhat = "Speed"\nunit = "ms"\nmots = 3\n')
    with pytest.raises(ValueError, match=r"budgets\.toml, speed: .*mots"):
        budgets()
    file.write_text('[speed]\nwhat = "Speed"\nunit = "ms"\nmost = 3\nleast = 1\n')
    with pytest.raises(ValueError, match="speed: `most` and `least` together"):
        budgets()
