"""Two cold builds of one page give the same bytes."""

PAGE = """# Page

```{code-cell} python
---
mystnb:
  image:
    alt: A line that rises from nought to one within one year
---
from uuid import uuid4
from IPython.display import SVG

name = f"m{uuid4()}"  # as matplotlib names its marks
SVG(
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="unused{uuid4()}">'
    f'<clipPath id="{name}"/><path clip-path="url(#{name})" d="M0 9L9 0"/></g></svg>'
)
```

```{code-cell} python
import anywidget

class Foreign(anywidget.AnyWidget):
    _esm = "export default { render({ el }) { el.textContent = 'drawn'; } };"

Foreign()
```
"""


def test_they_are_byte_identical(small_book, build):
    sites = []
    for name in ("one", "two"):
        book = small_book(PAGE, name)
        assert build(book) == 0
        sites.append(book / "_build" / "html")
    one, two = (
        {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in site.rglob("*")
            if path.suffix in {".html", ".js", ".css"}
        }
        for site in sites
    )
    assert "book/page.html" in one
    assert [name for name in one | two if one.get(name) != two.get(name)] == []
