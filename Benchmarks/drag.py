#!/usr/bin/env python3
"""Drags stations on the page of a running `servicecircle serve` in headless Chromium, and says how long figures and areas take.

    Benchmarks/drag.py http://127.0.0.1:8080 [--stations 20] [--moves 10] [--undrawn]

Asks for what the drive of the page asks for (Tests/MapServerTests/Page/drive). Times are the browser's own: from the moment of the
pointer's event to the moment at which the figures stand in the table, to the frame behind that, and from letting go to the first
frame of the map that has the new area. The browser hands moves of the pointer to the page once a frame: where frames take long, as
with a renderer in software, that wait is told apart.
"""
import argparse
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Tests/MapServerTests/Page/drive"))
import browser

WATCH = """
const done = arguments[0];
(async () => {
  const { figuresCame, areasCame } = await import("/assets/happenings.js");
  const { view } = await import("/assets/map.js");
  const { areas, spot } = await import("/assets/areas.js");
  const { stationNow } = await import("/assets/scenarios.js");
  const told = (window.told = { figures: [], heard: [], counted: [], painted: [], answered: [], area: [], areaAnswered: [], drawn: [], held: null });
  let moved = null;
  let heard = null;
  let dropped = null;
  addEventListener("mousemove", (event) => { if (event.buttons) [moved, heard] = [event.timeStamp, performance.now()]; }, true);
  addEventListener("mouseup", (event) => { dropped = event.timeStamp; moved = null; }, true);
  figuresCame.hear(() => {
    if (moved === null) return;
    const from = moved;
    moved = null;
    told.figures.push(performance.now() - from);
    told.heard.push(heard - from);
    told.counted.push(performance.now() - heard);
    const asked = performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith("/api/evaluate")).at(-1);
    told.answered.push(asked.responseEnd - asked.startTime);
    performance.clearResourceTimings();
    requestAnimationFrame(() => setTimeout(() => told.painted.push(performance.now() - from)));
  });
  areasCame.hear(() => {
    if (dropped === null || !areas.has(spot(stationNow(told.held)))) return;
    const from = dropped;
    dropped = null;
    told.area.push(performance.now() - from);
    const question = performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith("/api/area")).at(-1);
    if (question) told.areaAnswered.push(question.responseEnd - question.startTime);
    const look = () => {
      if (!view.map.isSourceLoaded("reach")) return;
      view.map.off("render", look);
      told.drawn.push(performance.now() - from);
    };
    view.map.on("render", look);
    view.map.triggerRepaint();
  });
  done(true);
})();
"""

parser = argparse.ArgumentParser()
parser.add_argument("base")
parser.add_argument("--stations", type=int, default=20)
parser.add_argument("--moves", type=int, default=10)
parser.add_argument("--undrawn", action="store_true")
options = parser.parse_args()

with tempfile.TemporaryDirectory() as downloads:
    driver = browser.browser(downloads)
    driver.set_script_timeout(60)
    page = browser.Page(driver, options.base.rstrip("/"), downloads)
    page.size(1280, 860)
    page.open()
    page.calm()
    driver.execute_async_script(WATCH)
    if options.undrawn:
        driver.execute_async_script(
            "import('/assets/map.js').then(({ view }) => { view.map._render = () => view.map; arguments[0](true); })")

    def mouse(kind, x, y, buttons):
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", {
            "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1})

    for station in page.ask("/api/town")["stations"][: options.stations]:
        page.select(station["id"])
        time.sleep(1)
        place = page.run(
            "const box = document.querySelector(`.mark[data-station=\"${CSS.escape(arguments[0])}\"]`)?.getBoundingClientRect();"
            "window.told.held = arguments[0]; return box ? [box.x + box.width / 2, box.y + box.height / 2] : null", station["id"])
        if not place:
            continue
        x, y = place
        mouse("mousePressed", x, y, 1)
        for move in range(1, options.moves + 1):
            mouse("mouseMoved", x + 3 * move, y + 2 * move, 1)
            time.sleep(0.25)
        mouse("mouseReleased", x + 3 * options.moves, y + 2 * options.moves, 0)
        time.sleep(1)
        page.calm()
        page.click("#reset")
        page.calm()
    told = page.run("return window.told")
    driver.quit()

names = {"figures": "pointer to figures in the table", "heard": "of it pointer to page: the browser's own",
         "counted": "of it page to figures in the table", "answered": "of that the question to the server",
         "painted": "pointer to the frame behind them", "area": "letting go to the area in the page",
         "areaAnswered": "of it the question to the server", "drawn": "letting go to the area on the map"}
print("| ms | times | median | p95 | most |\n|---|---:|---:|---:|---:|")
for key, name in names.items():
    times = sorted(told[key])
    if len(times) > 1:
        print(f"| {name} | {len(times)} | {statistics.median(times):.1f} | {statistics.quantiles(times, n=20)[18]:.1f} | {times[-1]:.1f} |")
print(f"\nLoad of the machine (1 min) at the end: {os.getloadavg()[0]:.2f}.")
