from regenmed.content_hash import files_below, hash_of


def test_every_file_counts_by_name_and_content(folder):
    first = hash_of([folder])
    assert hash_of([folder]) == first
    (folder / "a.csv").write_text("3")
    changed = hash_of([folder])
    assert changed != first
    (folder / "a.csv").rename(folder / "c.csv")
    assert hash_of([folder]) not in {first, changed}


def test_caches_and_hidden_files_do_not_count(folder):
    first = hash_of([folder])
    (folder / "sub" / "b.pyc").write_text("x")
    (folder / ".hidden").write_text("x")
    assert hash_of([folder]) == first
    assert [path.name for path in files_below(folder)] == ["a.csv", "b.py"]


def test_a_missing_place_counts_as_empty(folder):
    assert hash_of([folder, folder / "none"]) == hash_of([folder])
