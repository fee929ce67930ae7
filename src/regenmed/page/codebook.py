"""The codebook as a page: what each table and column of the dataset means."""

import json
from html import escape

from IPython.display import HTML

from regenmed.dataset import DATA

DOWNLOADS = "../_static/data/"


def package() -> dict:
    """The dataset's own description, data/datapackage.json."""
    return json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def allowed(field: dict) -> str:
    """What a column may hold, in words."""
    constraints = field.get("constraints", {})
    parts = []
    if "enum" in constraints:
        parts.append("one of: " + ", ".join(str(value) for value in constraints["enum"]))
    if "minimum" in constraints or "maximum" in constraints:
        low, high = constraints.get("minimum", "any"), constraints.get("maximum", "any")
        parts.append(f"from {low} to {high}")
    if constraints.get("required"):
        parts.append("never empty")
    if constraints.get("unique"):
        parts.append("unique")
    return "; ".join(parts)


def field_row(field: dict) -> str:
    """One column of a table as a row of the codebook."""
    return (
        f'<tr><th scope="row"><code>{escape(field["name"])}</code></th>'
        f"<td>{escape(field['type'])}</td><td>{escape(field.get('description', ''))}</td>"
        f"<td>{escape(allowed(field))}</td></tr>"
    )


def table_section(resource: dict) -> str:
    """One table: its meaning, its file to download, and its columns behind a disclosure."""
    name, path = escape(resource["name"]), escape(resource["path"])
    fields = "".join(field_row(field) for field in resource["schema"]["fields"])
    heads = "".join(f'<th scope="col">{h}</th>' for h in ("Column", "Type", "Meaning", "May hold"))
    return (
        f'<details class="rm-codebook" id="table-{name}"><summary><code>{name}</code>: '
        f"{escape(resource.get('title') or resource.get('description', ''))}</summary>"
        f"<p>{escape(resource.get('description', ''))}</p>"
        f'<p><a href="{DOWNLOADS}{path}" download>Download {path}</a></p>'
        f'<div class="rm-browse-scroll" tabindex="0" role="region" aria-label="Columns of {name}">'
        f'<table class="rm-boxed"><caption>Columns of {name}</caption><thead><tr>{heads}</tr>'
        f"</thead><tbody>{fields}</tbody></table></div></details>"
    )


def codebook() -> HTML:
    """Every table of the dataset with the meaning of its columns, and the files to download."""
    sections = "".join(
        table_section(resource)
        for resource in package()["resources"]
        if "fields" in resource.get("schema", {})
    )
    return HTML(
        f'<p><a class="rm-button" href="{DOWNLOADS}repair-retrain-remit-data.zip" download>'
        f"Download the whole dataset (zip)</a></p>{sections}"
    )
