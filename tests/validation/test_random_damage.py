"""Whatever is done to a file, the answer is a list of clear lines, never a crash."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regenmed.validation import Problem, check

relaxed = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "0", "-1", "1e9", "NaN", "9" * 400, "0.000", "٣", "²", '"', "\r", "yes"]),
    st.integers().map(str),
    st.floats().map(str),
)


def assert_clean(problems):
    for problem in problems:
        assert isinstance(problem, Problem)
        assert str(problem)[:3] == problem.table[:3]
        assert str(problem).isprintable()
        assert problem.line is None or problem.line >= 1


@relaxed
@given(data=st.data())
def test_random_bytes(sample, data):
    names = sorted(name for name in sample if name != "fingerprints.txt")
    name = data.draw(st.sampled_from(names))
    old = sample[name]
    start = data.draw(st.integers(0, len(old)))
    stop = data.draw(st.integers(start, min(len(old), start + 60)))
    new = old[:start] + data.draw(st.binary(max_size=20)) + old[stop:]
    problems = check(sample | {name: new})
    assert_clean(problems)
    same = new.replace(b"\r\n", b"\n") == old
    assert bool(problems) != same


@relaxed
@given(data=st.data())
def test_random_cells(sample, data):
    name = data.draw(st.sampled_from(sorted(n for n in sample if n.endswith(".csv"))))
    rows = list(csv.reader(io.StringIO(sample[name].decode())))
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    new = text.getvalue().encode("utf-8", "surrogatepass")
    assert_clean(check(sample | {name: new}, recorded=False))
    assert bool(check(sample | {name: new})) == (new != sample[name])


@relaxed
@given(data=st.data())
def test_random_schema(sample, data):
    """A schema damaged within its JSON: any value replaced by any other."""
    text = sample["datapackage.json"].decode()
    word = data.draw(st.sampled_from(sorted(set(text.replace("\n", " ").split(" ")) - {""})))
    junk = st.sampled_from(["null", "1", "[]", "{}", '"x"', "true", '["a", 1]', "1e999", ""])
    new = text.replace(word, data.draw(junk), 1)
    assert_clean(check(sample | {"datapackage.json": new.encode()}))
