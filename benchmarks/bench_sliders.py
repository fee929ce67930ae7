"""Milliseconds from a slider's input event to the painted picture, for every explorer of the book.

An event is sent where browsers send that of a moved pointer, at the start of a frame; the time ends
when script, style, layout and paint of that frame are done.  The wait for the screen's next
refresh, the same for every page, is not in it.
"""

import statistics

import public_scripts
import trees
from bench_pages import pages
from browser import launched
from figures import Row, table
from gzip_server import Site, serving
from visit import LIVE, SLOWER

STEPS = 200
STEP = """async (root) => {
  const inputs = [...root.querySelectorAll('input[type=range]')];
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const taken = [];
  for (let i = 0; i < STEPS; i += 1) {
    const input = inputs[i % inputs.length];
    const [value, max] = [Number(input.value), Number(input.max)];
    const next = value + (i % (2 * inputs.length) < inputs.length && value < max ? 1 : -1);
    await frame();
    const begin = performance.now();
    input.value = Math.min(max, Math.max(0, next));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((painted) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = painted; // a task of its own: comes after this frame
      channel.port2.postMessage(0);
    });
    taken.push(performance.now() - begin);
    await frame();
  }
  return taken;
}""".replace("STEPS", str(STEPS))


def steps(page) -> dict[str, list[float]]:
    """Give the milliseconds of many steps for each explorer of an open page, by its title."""
    page.wait_for_selector(LIVE)
    page.wait_for_timeout(1500)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    taken = {}
    for root in page.locator(".rm-explorer:has(input[type=range])").all():
        root.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        taken[root.get_attribute("aria-label")] = root.evaluate(STEP)
    return taken


def steps_of_book(browser, site: Site) -> dict[str, list[float]]:
    """Do so for every lesson."""
    taken = {}
    with serving(site) as address:
        for path in pages(site.folder, "[01]*"):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{address}/{path}", timeout=120_000)
            taken |= steps(page)
            page.close()
    return taken


def p95(values: list[float]) -> float:
    """Give the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


def spread(values: list[float] | None) -> str:
    """Write median and 95th percentile; far apart, they tell of a machine with other work."""
    return f"{statistics.median(values):6.1f} {p95(values):6.1f} ms" if values else ""


def measure(every: bool = False) -> list[Row]:
    """Give the row of the table; `every` prints each explorer too."""
    places = public_scripts.mirror()
    with launched() as browser:
        ours = steps_of_book(browser, Site(trees.html("ours")))
        plain = {}
        if places:
            plain = steps_of_book(browser, Site(trees.html("plain"), places))
    if every:
        for title, values in ours.items():
            print(f"{title[:50]:50} {spread(values)} {spread(plain.get(title))}")
    worst = max(map(p95, ours.values()))
    return [Row("slider_step", worst, max(map(p95, plain.values())) if plain else None)]


if __name__ == "__main__":
    print(table(measure(every=True)))
