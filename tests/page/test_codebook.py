"""The codebook page: every table and column of the dataset, with its file to download."""

from regenmed.page import codebook


def test_every_table_and_column_is_explained():
    html = codebook.codebook().data
    for resource in codebook.package()["resources"]:
        if "schema" not in resource:
            continue
        assert f'id="table-{resource["name"]}"' in html
        for field in resource["schema"]["fields"]:
            assert field.get("description"), (resource["name"], field["name"])
            assert f"<code>{field['name']}</code>" in html


def test_what_a_column_may_hold_is_said():
    field = {"constraints": {"enum": ["yes", "no"], "required": True, "minimum": 0}}
    assert codebook.allowed(field) == "one of: yes, no; from 0 to any; never empty"
