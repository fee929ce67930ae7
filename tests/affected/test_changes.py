from regenmed.affected.changes import changes
from regenmed.affected.verdicts import verdict_places

HEAD = b"study_id,events,note\n"
STUDIES = b"study_id,source_id\na,s1\nb,s2\n"
CLAIMS = (
    b"claim_id,paraphrase,lesson,studies,verdict,certainty,last_checked\n"
    b"c01,it works,01-x,a b,weak,low,2026-01-01\n"
    b"c02,it lasts,02-y,b,weak,low,2026-01-01\n"
    b"c03,it is cheap,03-z,b,weak,low,2026-01-01\n"
)


def test_cells_lines_and_rows():
    old = {"t.csv": HEAD + b"a,1,\nb,2,\nc,3,\n"}
    new = {"t.csv": HEAD + b"a,1,\nb,4,\nc,3,\nd,5,\n"}
    assert [str(c) for c in changes(old, new)] == [
        "t.csv:3 b: events 2 -> 4",
        "t.csv:5 d: is new",
    ]
    assert [str(c) for c in changes(new, old)][1] == "t.csv:5 d: is gone"


def test_a_remark_does_not_bear():
    old, new = {"t.csv": HEAD + b"a,1,\n"}, {"t.csv": HEAD + b"a,1,seen\n"}
    assert [c.bears for c in changes(old, new)] == [False]
    assert [str(c) for c in changes(old, new)] == ["t.csv:2 a: note blank -> seen"]


def verdicts(old: bytes, new: bytes, lessons: set[str]) -> dict[str, str]:
    files = {"claims.csv": CLAIMS, "studies.csv": STUDIES, "t.csv": new}
    found = changes(files | {"t.csv": old}, files)
    return {place.name: place.text for place in verdict_places(found, files, lessons)}


def test_a_claim_rests_on_the_study_of_the_changed_row():
    found = verdicts(HEAD + b"a,1,\n", HEAD + b"a,2,\n", {"02-y"})
    assert set(found) == {"c01"}
    assert found["c01"].endswith("last checked 2026-01-01; rests on a (t.csv:2)")


def test_a_claim_rests_on_a_study_read_in_the_same_source():
    head = b"item,value,source_id\n"
    found = verdicts(head + b"x,1,s2\n", head + b"x,2,s2\n", set())
    assert set(found) == {"c01", "c02", "c03"}


def test_where_no_claim_names_the_row_those_of_its_lessons_are_named():
    head = b"item,value,source_id\n"
    found = verdicts(head + b"x,1,s9\n", head + b"x,2,s9\n", {"03-z"})
    assert set(found) == {"c03"}
    assert "its lesson shows a change" in found["c03"]
