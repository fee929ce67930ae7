"""One first visit to a page, as a phone or an old laptop makes it, and what it cost."""

import contextlib
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Page, TimeoutError

SLOWER = 4  # processor
NETWORK = {
    "offline": False,
    "latency": 40,  # ms
    "downloadThroughput": 10_000_000 / 8,  # bytes a second
    "uploadThroughput": 10_000_000 / 8,
}
PICTURES = {"Image", "Media"}
# A widget that is alive: drawn by the course's own host, or by the default front end.
LIVE = ".rm-widget[data-state=live], .widget-subarea :is(.rm-explorer, .rm-quiz, .widget-slider)"
WIDGET = ".rm-widget, script[type='application/vnd.jupyter.widget-view+json']"
WATCH = """
window.rmVisit = { live: [], count: 0, paint: 0, shift: 0 };
new MutationObserver(() => {
  const now = document.querySelectorAll("LIVE").length;
  if (now > rmVisit.count) requestAnimationFrame(() => rmVisit.live.push(performance.now()));
  rmVisit.count = now;
}).observe(document, { childList: true, subtree: true, attributeFilter: ["data-state"] });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) rmVisit.paint = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) rmVisit.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
""".replace("LIVE", LIVE)


@dataclass
class Visit:
    """Sizes in bytes on the wire, headers included; times in ms from the start of navigation."""

    sizes: dict[str, tuple[str, int]] = field(default_factory=dict)  # address: (type, bytes)
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    first_widget: float = float("nan")
    all_widgets: float = float("nan")
    largest_paint: float = float("nan")
    shift: float = float("nan")

    @property
    def weight(self) -> int:
        """Bytes without pictures."""
        return sum(size for kind, size in self.sizes.values() if kind not in PICTURES)


def throttle(session: CDPSession) -> None:
    """Slow the processor and the network of a page down."""
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Network.emulateNetworkConditions", NETWORK)


def count_bytes(session: CDPSession, visit: Visit) -> None:
    """Have every response of a page entered into `visit`."""
    asked = {}

    def note(event: dict) -> None:
        asked[event["requestId"]] = (event["response"]["url"], event.get("type", ""))

    def finish(event: dict) -> None:
        url, kind = asked.get(event["requestId"], ("", ""))
        if url.startswith("http"):
            visit.sizes[url] = (kind, int(event["encodedDataLength"]))

    session.on("Network.responseReceived", note)
    session.on("Network.loadingFinished", finish)
    session.send("Network.enable")


def watch_outside(page: Page, address: str, visit: Visit) -> None:
    """Have requests to other servers and console errors entered into `visit`."""

    def request(it) -> None:
        if not it.url.startswith((address, "data:", "blob:")):
            visit.outside.append(it.url)

    page.on("request", request)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on("console", lambda line: line.type == "error" and visit.errors.append(line.text))


def first_visit(
    browser: Browser, address: str, path: str, width: int = 1280, slow: bool = True
) -> Visit:
    """Open `path` with nothing in the cache and wait until it rests."""
    visit = Visit()
    context = browser.new_context(viewport={"width": width, "height": 900})
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        count_bytes(session, visit)
        watch_outside(page, address, visit)
        if slow:
            throttle(session)
        page.add_init_script(WATCH)
        page.goto(f"{address}/{path}", wait_until="load", timeout=120_000)
        with contextlib.suppress(TimeoutError):  # a page whose widgets never come is a figure too
            if page.locator(WIDGET).count():
                page.wait_for_selector(LIVE, state="attached", timeout=60_000)
        with contextlib.suppress(TimeoutError):  # a font that never comes holds up nothing measured
            page.wait_for_load_state("networkidle", timeout=10_000)
        page.wait_for_timeout(1500 if slow else 300)
        seen = page.evaluate("rmVisit")
        if seen["live"]:
            visit.first_widget, visit.all_widgets = seen["live"][0], seen["live"][-1]
        visit.largest_paint, visit.shift = seen["paint"], seen["shift"]
    finally:
        context.close()
    return visit
