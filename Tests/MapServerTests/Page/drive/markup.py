"""Names that would be read as HTML: they are shown as the text that they are, and nothing in them runs."""
import json
import pathlib
import tempfile
import time

from browser import Keys, check
from restart import beside

IMAGE = '<img src=x onerror="window.ran=1">'
SCRIPT = "<script>window.ran=2</script>"
QUOTES = "\"'></option></select></title><b onclick='window.ran=3'>&lt;b&gt;"


def written(folder):
    """A street with stations, homes, a firm, a route and hosts that are called so."""
    def cell(text):
        return '"' + text.replace('"', '""') + '"'

    def table(name, heads, *rows):
        (folder / name).write_text("\n".join([heads, *(",".join(map(str, row)) for row in rows)]) + "\n", encoding="utf-8")

    table("stations.csv", "id,name,lon,lat,services,hours",
          (cell(f"s1{QUOTES}"), cell(f"Station {IMAGE}"), 105, 0, "drink", cell("Mo-Su 08:00-18:00")),
          ("s2", cell(f"Station {SCRIPT}"), 105.01, 0, "drink", ""))
    table("homes.csv", "id,name,town,population,lon,lat", ("h1", cell(f"Home {IMAGE}"), cell(f"Town {SCRIPT}"), 10, 105.001, 0),
          (cell(f"h2{QUOTES}"), cell(f"Home {QUOTES}"), cell(f"Town {QUOTES}"), 20, 105.03, 0))
    table("firms.csv", "id,name,trade,riders,lon,lat", ("f1", cell(f"Firm {SCRIPT}"), cell(f"Trade {IMAGE}"), 5, 105.002, 0.001))
    table("hosts.csv", "id,name,host,cost_yuan,lon,lat", (cell(f"k1{QUOTES}"), cell(f"Host {IMAGE}"), cell(f"Kind {SCRIPT}"), 1000, 105.03, 0.001))
    (folder / "routes.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "id": "r1", "properties": {"name": f"Route {IMAGE}", "trips_per_day": 3},
         "geometry": {"type": "LineString", "coordinates": [[105, 0.001], [105.03, 0.001]]}}]}), encoding="utf-8")
    title = json.dumps({"zh": f"标题{IMAGE}{SCRIPT}{QUOTES}", "en": f"Title {IMAGE}{SCRIPT}{QUOTES}"}, ensure_ascii=False)
    path = folder / "analysis.yaml"
    path.write_text(f"""title: {title}
inputs:
  stations: stations.csv
  communities: {{file: homes.csv, weight: population}}
  workers: {{file: firms.csv, weight: riders, group: trade}}
  routes: {{file: routes.geojson, weight: trips_per_day}}
  candidates: {{file: hosts.csv, cost: cost_yuan, kind: host}}
circle: {{cutoff: 500m}}
siting: {{new: 1}}
""", encoding="utf-8")
    return path


def nothing_ran(page, where):
    strange = page.run("""return [window.ran ?? 0,
        document.querySelectorAll('img, b, iframe, [onerror], [onclick], script:not([src])').length]""")
    check(strange == [0, 0], f"nothing runs and nothing became an element: {where} {strange if any(strange) else ''}")


def named(page, data):
    """Everything that shows a name is looked at."""
    if not page.program:
        return
    print("names with script in them")
    with tempfile.TemporaryDirectory() as folder:
        with beside(page, str(written(pathlib.Path(folder)))) as town:
            looked_at(page, town)


def looked_at(page, town):
    first = town["stations"][0]
    check(first["id"] == f"s1{QUOTES}" and first["name"] == f"Station {IMAGE}", "the server has the names as they are")
    check(page.one("#title").text == f"标题{IMAGE}{SCRIPT}{QUOTES}" and page.driver.title == page.one("#title").text, "so has the title")
    nothing_ran(page, "at first")
    options = page.run("return [...document.querySelectorAll('#station option')].map(e => e.textContent)")
    check(options[1:] == [station["name"] for station in town["stations"]], "the list of stations has them")
    page.select(first["id"])
    check(page.run("return document.querySelector('#chosen h3').textContent") == first["name"], "so has the form")
    labels = page.run("return [...document.querySelectorAll(arguments[0])].map(e => e.getAttribute('aria-label'))", page.mark)
    check(any(first["name"] in label for label in labels), "and the mark")
    page.edit("hours", f"{SCRIPT}")
    page.until("!document.querySelector('#trouble').hidden", "hours that are none are refused", 10)
    check(SCRIPT in page.one("#trouble").text or "script" in page.one("#trouble").text, f"in words: {page.one('#trouble').text[:120]}")
    nothing_ran(page, "in a refusal")
    page.click("#undo")
    page.calm()
    page.forgive(400)
    page.click("#chosen .row button")
    page.detailed()
    check(first["name"] in page.one("#edits").text, "an edit names its station")
    for name in (f"Home {IMAGE}", f"Home {QUOTES}", f"Firm {SCRIPT}", f"Route {IMAGE}", f"Host {IMAGE}"):
        box = page.one("#search")
        box.send_keys(Keys.CONTROL + "a" + Keys.NULL)
        box.send_keys(name)
        check(page.run("return document.querySelector('#found button span')?.textContent") == name, f"found by name: {name}")
        nothing_ran(page, "in what is found")
        box.send_keys(Keys.ENTER)
        check(page.run("return document.querySelector('#chosen h3').textContent") == name, "and said why")
        nothing_ran(page, "in the why")
    page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    groups = page.run("return document.querySelector('#by-group').textContent")
    check(all(text in groups for text in (f"Town {SCRIPT}", f"Town {QUOTES}", f"Trade {IMAGE}")), "towns and trades are named")
    check(f"Home {IMAGE}" in page.one("#changed").text, "so is where it changes")
    page.click("#start")
    page.until("!document.querySelector('#take-siting').hidden", "a search ends with a plan", 60)
    page.click("#take-siting")
    page.calm()
    check(f"Host {IMAGE}" in page.one("#edits").text, "the host of a plan is named")
    page.click("#en")
    check(page.one("#title").text == f"Title {IMAGE}{SCRIPT}{QUOTES}", "in English, too")
    page.open()
    page.calm()
    time.sleep(0.5)
    nothing_ran(page, "after a reload with edits")
    check(page.run("return document.querySelectorAll('#edits li button').length") == 2, "the edits are there")
    page.shot("1280-markup")
    page.click("#reset")
    page.calm()
