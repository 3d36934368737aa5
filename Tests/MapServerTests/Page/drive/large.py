#!/usr/bin/env python3
"""A made-up region of ten thousand stations and fifty thousand features; run by itself, it writes its files.

    Tests/MapServerTests/Page/drive/large.py FOLDER

A grid of streets 500 m apart: 19,800 streets, 20,000 firms, 8,000 hosts, 2,000 communities, 200 routes.
"""
import csv
import json
import pathlib
import random
import sys
import time

SIDE, STEP, WEST, SOUTH = 100, 0.0045, 104.0, 29.0
ANALYSIS = """title: {zh: 一万个驿站, en: Ten thousand stations}
inputs:
  roads: roads.geojson
  stations: {file: stations.csv, crs: wgs84}
  communities: {file: communities.csv, crs: wgs84, weight: residents}
  workers: {file: firms.csv, crs: wgs84, weight: riders, group: trade}
  routes: {file: routes.geojson, weight: trips_per_day}
  candidates: {file: hosts.csv, crs: wgs84, cost: cost_yuan, kind: host}
circle: {cutoff: 4min}
siting: {new: 1}
"""


def write(folder):
    """The analysis file and what it reads."""
    draw = random.Random(20)
    folder.mkdir(parents=True, exist_ok=True)

    def near(x, y):
        return round(WEST + STEP * (x + draw.uniform(-0.3, 0.3)), 6), round(SOUTH + STEP * (y + draw.uniform(-0.02, 0.02)), 6)

    def anywhere():
        return near(draw.randrange(SIDE), draw.randrange(SIDE))

    def table(name, heads, rows):
        with open(folder / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heads, *rows])

    def lines(name, features):
        (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "id": id, "properties": properties, "geometry": {"type": "LineString", "coordinates": line}}
            for id, properties, line in features]}), encoding="utf-8")

    def corner(x, y):
        return [round(WEST + STEP * x, 6), round(SOUTH + STEP * y, 6)]

    table("stations.csv", ["id", "name", "services", "hours", "lon", "lat"],
          [(f"s{n}", f"驿站{n}", "drink;rest", "Mo-Su 08:00-18:00" if n % 2 else "Mo-Su 08:00-22:00", *near(n % SIDE, n // SIDE))
           for n in range(SIDE * SIDE)])
    table("communities.csv", ["id", "name", "residents", "lon", "lat"], [(f"c{n}", f"社区{n}", draw.randrange(100, 9000), *anywhere()) for n in range(2000)])
    table("firms.csv", ["id", "name", "trade", "riders", "lon", "lat"],
          [(f"f{n}", f"企业{n}", draw.choice(["freight", "express"]), draw.randrange(1, 60), *anywhere()) for n in range(20000)])
    table("hosts.csv", ["id", "name", "host", "cost_yuan", "lon", "lat"], [(f"h{n}", f"网点{n}", "bank", 20000, *anywhere()) for n in range(8000)])
    lines("roads.geojson", [
        (f"r{x}-{y}-{a}{b}", {"highway": "residential"}, [corner(x, y), corner(x + a, y + b)])
        for x in range(SIDE) for y in range(SIDE) for a, b in ((1, 0), (0, 1)) if x + a < SIDE and y + b < SIDE])
    lines("routes.geojson", [
        (f"t{n}", {"name": f"路线{n}", "trips_per_day": 3}, [corner(n % 90, n // 2 + 0), corner(n % 90 + 9, n // 2 + 0)])
        for n in range(200) if n // 2 < SIDE])
    (folder / "analysis.yaml").write_text(ANALYSIS, encoding="utf-8")


def crowd(page, data):
    """The page comes up, and its figures are the server's."""
    print("ten thousand stations")
    check(len(data["stations"]) == SIDE * SIDE, f"{len(data['stations'])} stations")
    features = sum(layer["count"] for layer in data["layers"] if layer["id"] in ("roads", "workers", "candidates", "communities", "routes"))
    check(features >= 50000, f"{features} features")
    begun = time.monotonic()
    page.open()
    print(f"        the page is ready after {time.monotonic() - begun:.1f} s")
    page.calm()
    check(page.figures()[-1] == f"{data['figures']['value'] * 100:.1f}%", f"the figures are the server's {page.figures()}")
    marks = len(page.all(page.mark))
    check(page.is_plain or marks <= 300, f"{marks} marks of their own")
    if not page.is_plain:
        dots = drawn(page)
        check(dots["stationDots"] > 5000, f"the others are dots: {dots}")
    page.shot("1280-crowd")


def drawn(page):
    return page.driver.execute_async_script("""
        const done = arguments[0];
        import('/assets/map.js').then(({view}) => {
          const count = () => done(Object.fromEntries(['stationDots', 'roads', 'workers']
            .map(id => [id, view.map.queryRenderedFeatures({layers: [id]}).length])));
          if (view.map.areTilesLoaded()) count(); else view.map.once('idle', count);
        })""")


def moved(page, data):
    """One is found, and dragged from where it stands."""
    station = data["stations"][4950]
    page.select(station["id"])
    page.calm()
    check(page.run("return document.querySelector('#chosen h3').textContent") == station["name"], "one is selected out of the list")
    check(len(page.all(f'#map [data-station="{station["id"]}"]')) == 1, "and has a mark")
    page.run("const buttons = document.querySelectorAll('#chosen .row button'); buttons[1].click()")
    check(page.run("return document.activeElement.dataset.station") == station["id"], "which the keyboard reaches")
    page.keys(Keys.ARROW_RIGHT)
    page.calm(0.9)
    check(page.run("return document.querySelectorAll('#edits li button').length") == 1, "and moves")
    page.click("#undo")
    page.calm()
    page.keys(Keys.ESCAPE)
    other = data["stations"][3030]
    place = page.run("""
        const m = document.querySelector('#map').getBoundingClientRect();
        return [m.x, m.y]""")
    if page.is_plain:
        box = page.one(f'#map [data-station="{other["id"]}"]').rect
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    else:
        x, y = page.driver.execute_async_script("""
            const [station, done] = arguments;
            import('/assets/map.js').then(({view}) => { const p = view.map.project([station.lon, station.lat]); done([p.x, p.y]) })""", other)
        x, y = x + place[0], y + place[1]
    before = page.ask("/api/evaluate", {"edits": []})["figures"]["coverage"]
    hand = ActionChains(page.driver, duration=50)
    hand.w3c_actions.pointer_action.move_to_location(round(x), round(y))
    hand.perform()
    time.sleep(0.5)
    held = page.run("return document.elementFromPoint(arguments[0], arguments[1])?.closest('[data-station]')?.dataset.station", round(x), round(y))
    check(held is not None, f"what lies below the pointer can be taken hold of: {held}")
    begun = time.monotonic()
    hand = ActionChains(page.driver, duration=50)
    hand.w3c_actions.pointer_action.move_to_location(round(x), round(y)).pointer_down().move_to_location(round(x) + 8, round(y))
    for step in range(1, 11):
        hand.w3c_actions.pointer_action.move_to_location(round(x) + 8 + 3 * step, round(y) - 3 * step)
    hand.w3c_actions.pointer_action.pointer_up()
    hand.perform()
    page.calm()
    print(f"        a drag of 11 steps and its figures take {time.monotonic() - begun:.1f} s")
    edits = page.edits()
    check([next(iter(edit)) for edit in edits] == ["move"] and edits[0]["move"]["id"] == held, f"it is moved {edits}")
    told = page.ask("/api/evaluate", {"edits": edits})["figures"]
    check(page.figures()[-1] == f"{told['value'] * 100:.1f}%" and told["coverage"] != before, "and the figures are those of the edit")
    page.shot("1280-crowd-dragged")
    # From far a click goes as far as the map has come with the one before.
    for _ in range(12):
        page.click(".zooms button")
        time.sleep(0.7)
        if len(page.all(page.mark)) > 20:
            break
    marks = len(page.all(page.mark))
    check(page.is_plain or 20 < marks <= 301, f"from near each has its mark: {marks}")
    page.shot("1280-crowd-near")


SCENES = [crowd, moved]

if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
else:
    from browser import ActionChains, Keys, check
