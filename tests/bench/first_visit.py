"""The first visit over a bad line: how long until the figures can be read, and until a chart is drawn.

Run it by hand or through ``make bench``; it is no test, because a busy machine makes it slower. A Chromium with an
empty cache opens the page over 400 kbit/s with 150 ms to the server and back, as a phone at the edge of a network.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.server.application import assets
from dashboard.settings import STORE_FOLDER
from tests.bench.running import demonstration, running
from tests.bench.table import Line

CHROMIUM = "/usr/bin/chromium"
KEY_FIGURE = ".dash-number"
PAGES = {
    "": (KEY_FIGURE, ".dash-map img"),
    "front": (".dash-table td", ".js-plotly-plot .main-svg"),
}
BYTES_PER_S = 50_000
ROUND_TRIP_MS = 150
PATIENCE_MS = 180_000
REPEATS = 3
KEY_FIGURES_S, FIRST_CHART_S = 25.0, 45.0


@dataclass
class Visit:
    """``seconds`` by selector, in the order asked for; ``files`` are address, bytes on the line, second of arrival."""

    seconds: dict[str, float] = field(default_factory=dict)
    files: list[tuple[str, int, float]] = field(default_factory=list)

    @property
    def received_bytes(self) -> int:
        return sum(size for _, size, _ in self.files)


def first_visit(browser: Browser, url: str, *, until: Sequence[str], bytes_per_s: int = BYTES_PER_S) -> Visit:
    """Open ``url`` once with an empty cache and wait until each selector of ``until`` is visible."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    visit = Visit()
    _slow_down(page, visit, bytes_per_s=bytes_per_s)
    started = time.monotonic()
    page.goto(url, wait_until="commit", timeout=PATIENCE_MS)
    for selector in until:
        page.wait_for_selector(selector, state="visible", timeout=PATIENCE_MS)
        visit.seconds[selector] = time.monotonic() - started
    context.close()
    return visit


def _slow_down(page: Page, visit: Visit, *, bytes_per_s: int) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP_MS,
            "downloadThroughput": bytes_per_s,
            "uploadThroughput": bytes_per_s,
        },
    )
    addresses: dict[str, str] = {}
    started = time.monotonic()

    def finished(event: dict[str, object]) -> None:
        address = addresses.get(str(event["requestId"]), "?")
        size = int(float(str(event["encodedDataLength"])))
        visit.files.append((address, size, time.monotonic() - started))

    def answered(event: dict[str, dict[str, str]]) -> None:
        addresses[str(event["requestId"])] = event["response"]["url"]

    def frame(event: dict[str, dict[str, str]]) -> None:
        size = len(event["response"]["payloadData"]) * 3 // 4
        visit.files.append(("websocket, before compression", size, time.monotonic() - started))

    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", finished)
    line.on("Network.webSocketFrameReceived", frame)


def report(visit: Visit, *, files: bool) -> str:
    lines = [f"{seconds:6.1f} s  {selector}" for selector, seconds in visit.seconds.items()]
    lines.append(f"{visit.received_bytes:8,} bytes in {len(visit.files)} answers")
    if files:
        lines += [f"{at:6.1f} s {size:9,}  {Path(address).name}" for address, size, at in visit.files]
    return "\n".join(lines)


def measure() -> Iterator[Line]:
    """The pages on which a figure and a chart are to be there in time, each with an empty cache."""
    assets(cache=STORE_FOLDER / "compressed").compress_all()
    with demonstration() as database, running(database) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for page, (first, _) in PAGES.items():
            visits = [first_visit(browser, f"{server.url}/{page}", until=PAGES[page]) for _ in range(REPEATS)]
            for selector in PAGES[page]:
                seconds = [visit.seconds[selector] for visit in visits]
                at_most = KEY_FIGURES_S if selector == first else FIRST_CHART_S
                yield Line(f"first visit of /{page} at 400 kbit/s: {selector}", seconds, "s", at_most=at_most)
            sent = [visit.received_bytes / 1000 for visit in visits]
            yield Line(f"first visit of /{page}: received", sent, "kB")
        browser.close()


def main(arguments: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("url")
    asked.add_argument(
        "until", nargs="+", help="CSS selectors to wait for, in the order in which they appear"
    )
    asked.add_argument("--files", action="store_true", help="list every answer")
    asked.add_argument("--bytes-per-s", type=int, default=BYTES_PER_S)
    given = asked.parse_args(arguments)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        visit = first_visit(browser, given.url, until=given.until, bytes_per_s=given.bytes_per_s)
        browser.close()
    print(report(visit, files=given.files))
    return 0


if __name__ == "__main__":
    sys.exit(main())
