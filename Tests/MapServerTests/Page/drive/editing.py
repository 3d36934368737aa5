"""Stations are edited: by mouse, by keyboard, by their form."""
import json
import time

from browser import ActionChains, Keys, check
from week import percent


def clicked(page, data):
    """A click selects."""
    print("a station is clicked")
    page.all(page.mark)[-1].click()
    time.sleep(0.5)
    check(page.one("#station").get_attribute("value") == page.all(page.mark)[-1].get_attribute("data-station"), "a click selects it")
    check(len(page.all("#chosen form")) == 1, "and its fields are there")


def dragged(page, data):
    """Figures follow while it is held; undo, redo, reset."""
    print("a station is dragged")
    element = page.all(page.mark)[0]
    name = element.get_attribute("data-station")
    page.run("""
        window.touched = new Set();
        new MutationObserver(changes => changes.forEach(({target}) => {
          const mark = target.closest?.('[data-station]');
          if (mark) touched.add(mark.dataset.station);
        })).observe(document.querySelector('#map'), {subtree: true, childList: true, attributes: true})""")
    # The start of a drag takes a little way; the station follows from there.
    ActionChains(page.driver).click_and_hold(page.held(element)).pause(0.2).move_by_offset(12, 0).move_by_offset(40, 20).move_by_offset(50, 30).perform()
    page.until(f"[...document.querySelectorAll('#figures tbody tr')].map(r => r.cells[2].firstChild.textContent).join() !== {json.dumps(','.join(page.today))}",
               "figures change while it is held", 10)
    page.shot("1280-dragging")
    touched = page.run("return [...touched]")
    check(page.run("return touched.has(arguments[0])", name) and (not page.is_plain or len(touched) <= 2),
          f"of {len(data['stations'])} marks only those that change are drawn anew: {len(touched)}")
    ActionChains(page.driver).release().perform()
    page.calm()
    dragged = page.figures()
    check(dragged != page.today, "dragging changes the figures")
    check(len(page.all("#edits li button")) == 1, "one edit is listed")
    check(name == page.one("#station").get_attribute("value"), "the dragged station is selected")
    page.shot("1280-dragged")
    page.click("#undo")
    page.calm()
    check(page.figures() == page.today, "undo brings today's figures back")
    page.click("#redo")
    page.calm()
    check(page.figures() == dragged, "redo brings the others back")
    page.click("#reset")
    page.calm()
    check(page.figures() == page.today, "reset brings today's back")


def keyboard(page, data):
    """Everything without a mouse."""
    print("keyboard only")
    page.run("document.activeElement.blur()")
    reached = False
    for _ in range(60):
        page.keys(Keys.TAB)
        if page.run(f"return document.activeElement.matches('{page.mark}')"):
            reached = True
            break
    check(reached, "Tab reaches a station")
    page.keys(Keys.ENTER)
    before = page.value("#chosen [data-key=lon]")
    for _ in range(6):
        ActionChains(page.driver).key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT).key_up(Keys.SHIFT).perform()
    page.calm(0.9)
    far = page.value("#chosen [data-key=lon]") - before
    check(0.005 < far < 0.0075, f"Shift with an arrow moves it by 100 m (six: {far:.5f}°)")
    page.keys(Keys.ARROW_LEFT)
    page.calm(0.9)
    check(abs(page.value("#chosen [data-key=lon]") - before - far + 0.000103) < 0.00002, "an arrow moves it by 10 m")
    check(page.run(f"return document.activeElement.matches('{page.mark}')"), "the focus stays on the station")
    check(page.figures() != page.today, "figures follow")
    ring = page.run("const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth")
    check(page.is_plain or ring.startswith("solid"), "the focus is seen")
    page.until("document.querySelector('#spoken').textContent.length > 10", "figures are spoken")
    page.shot("1280-keyboard")
    ActionChains(page.driver).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()
    page.calm(0.9)
    ActionChains(page.driver).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform()
    page.calm(0.9)
    check(page.figures() == page.today, "Ctrl-Z undoes")


def edited(page, data):
    """Services, hours, place, closing, adding."""
    print("a station is edited, closed, added")
    page.select(data["stations"][0]["id"])
    page.click("#chosen [type=checkbox]")
    page.calm()
    check(len(page.all("#edits li button")) == 1, "services are an edit")
    check(page.run("return document.activeElement.type") == "checkbox", "the focus stays on the box")
    hours = page.one("#chosen [data-key=hours]")
    hours.send_keys(Keys.CONTROL + "a" + Keys.NULL)
    hours.send_keys("Mo-Su 06:00-22:00", Keys.TAB)
    page.calm()
    check(len(page.all("#edits li button")) == 2, "hours are an edit")
    seats = page.one("#chosen [data-key=seats]")
    seats.send_keys(Keys.CONTROL + "a" + Keys.NULL)
    seats.send_keys("7", Keys.TAB)
    page.calm()
    check(len(page.all("#edits li button")) == 3 and "7" in page.one("#edits").text, "so are seats")
    seats = page.one("#chosen [data-key=seats]")
    seats.send_keys(Keys.CONTROL + "a" + Keys.NULL)
    seats.send_keys(Keys.DELETE, Keys.TAB)
    page.calm()
    check(page.words["unknown"]["zh"] in page.one("#edits").text, "a blank says that they are not known")
    latitude = page.one("#chosen [data-key=lat]")
    latitude.send_keys(Keys.CONTROL + "a" + Keys.NULL)
    latitude.send_keys(f"{data['stations'][0]['lat'] + 0.004:.6f}", Keys.TAB)
    page.calm()
    check(len(page.all("#edits li button")) == 4, "a number field moves it")
    check(page.figures() != page.today, "and the figures follow")
    page.click("#chosen .row button")
    page.calm()
    check(len(page.all("#edits li button")) == 1, "closing takes the place of its other edits")
    page.click("#add")
    page.run("document.querySelector('.maplibregl-canvas, #map > svg').focus()")
    page.keys(Keys.ENTER)
    page.calm()
    check(len(page.all(page.mark)) == len(data["stations"]) + 1, "a station is added in the middle by keyboard")
    page.click("#add")
    canvas = page.one("#map")
    free = page.run("""
        const m = arguments[0].getBoundingClientRect(), marks = [...document.querySelectorAll(arguments[1])].map(e => e.getBoundingClientRect());
        for (let y = 120; y > -200; y -= 20) for (let x = 60; x < 300; x += 20) {
          const [cx, cy] = [m.x + m.width / 2 + x, m.y + m.height / 2 + y];
          if (marks.every(r => Math.hypot(r.x + r.width / 2 - cx, r.y + r.height / 2 - cy) > 40)) return [x, y];
        }""", canvas, page.mark)
    ActionChains(page.driver).move_to_element_with_offset(canvas, *free).click().perform()
    page.calm()
    check(len(page.all(page.mark)) == len(data["stations"]) + 2, "another where the mouse clicks")
    page.shot("1280-edited")


def scenarios(page, data):
    """One is copied to the other and set back."""
    print("scenarios")
    page.click("#copy")
    page.click("#pick-B")
    page.calm()
    both = page.run("return [...document.querySelectorAll('#figures tbody tr')].map(r => [r.cells[2].firstChild.textContent, r.cells[3].firstChild.textContent])")
    check(all(a == b for a, b in both), "a copy has the same figures")
    page.click("#reset")
    page.calm()
    check(page.run("return [...document.querySelectorAll('#figures tbody tr')].map(r => r.cells[3].firstChild.textContent)") == page.today,
          "B without edits is as today")
    page.click("#pick-A")
    page.calm()
    side_by_side(page, data)


def side_by_side(page, data):
    """A and B with different edits: each has its figures, and what lies between them stands beside."""
    print("A and B side by side")
    first, second, third = data["stations"][:3]
    page.click("#reset")
    page.calm()
    page.select(first["id"])
    page.click("#chosen .row button")
    page.calm()
    page.click("#pick-B")
    page.calm()
    page.select(second["id"])
    page.click("#chosen .row button")
    page.calm()
    page.select(third["id"])
    page.edit("lat", f"{third['lat'] + 0.004:.6f}")
    check(page.edits("A") == [{"close": first["id"]}] and [next(iter(edit)) for edit in page.edits("B")] == ["close", "move"], "their edits differ")
    a, b = (page.ask("/api/evaluate", {"edits": page.edits(name)})["figures"] for name in "AB")
    kinds = [kind["id"] for kind in data["kinds"] if data["figures"]["coverage"][kind["id"]]["share"] is not None]
    pairs = [(a["coverage"][kind]["share"], b["coverage"][kind]["share"]) for kind in kinds] + [(a["value"], b["value"])]
    rows = page.run("return [...document.querySelectorAll('#figures tbody tr')].map(r => [2, 3, 4].map(c => r.cells[c].firstChild.textContent))")
    check(rows == [[percent(x), percent(y), between(x, y)] for x, y in pairs], f"both columns and their difference are the server's {rows}")
    check(any(x != y for x, y in pairs), "which is not nothing")
    page.shot("1280-side-by-side")
    page.click("#reset")
    page.calm()
    page.click("#pick-A")
    page.calm()
    page.click("#reset")
    page.calm()


def between(a, b):
    """From a to b in percentage points, as the table writes it."""
    text = f"{(b - a) * 100:.1f}"
    return "±0.0" if float(text) == 0 else text.replace("-", "−") if text.startswith("-") else f"+{text}"


def found(page, data):
    """Layers are hidden and shown, places found by name."""
    print("layers and search")
    before = len(page.all(page.mark))
    page.click("#layers [data-layer=stations]")
    check(len(page.all(page.mark)) < before, "stations can be hidden")
    page.click("#layers [data-layer=stations]")
    check(len(page.all(page.mark)) == before, "and shown")
    box = page.one("#search")
    box.send_keys(data["stations"][1]["name"][:4])
    check(len(page.all("#found button")) > 0, "a name is found")
    box.send_keys(Keys.ENTER)
    check(page.one("#chosen h3").is_displayed(), "and selected")
    communities = page.driver.execute_async_script(
        "fetch('/api/layers/communities').then(r => r.ok ? r.json() : null).then(arguments[0])")
    if communities:
        place = next((f["properties"] for f in communities["features"] if f["properties"].get("reason") not in (None, "outside-area")),
                     communities["features"][0]["properties"])
        box = page.one("#search")
        box.send_keys(place["name"], Keys.ENTER)
        check(place["name"] in page.one("#chosen").text and page.words["nearest"]["zh"] in page.one("#chosen").text,
              "a community says why")
        page.shot("1280-community")
        reasons(page, data, communities)


def rows(page):
    """What is said of the selected place."""
    return dict(page.run("return [...document.querySelectorAll('#chosen dt')].map(e => [e.textContent, e.nextElementSibling.textContent])"))


def look_for(page, name):
    box = page.one("#search")
    box.send_keys(Keys.CONTROL + "a" + Keys.NULL)
    box.send_keys(name, Keys.ENTER)
    page.until("document.documentElement.dataset.reasoned !== 'false'", "the server says why")


def why(page, edits, kind, place):
    """What the server itself says."""
    return page.ask("/api/why", {"edits": edits, "kind": kind, "id": place})


def reasons(page, data, communities):
    """The why follows the scenario: what the nearest station has, when it is open, that it is closed."""
    print("why, under edits")
    place, station = next(
        (feature["properties"], station) for feature in communities["features"] for station in data["stations"]
        if feature["properties"].get("nearest_station") == station["id"])
    word = {key: page.words[key]["zh"].replace("{0}", "A") for key in (
        "nearest", "nearestNow", "noneReached", "minutesNow", "itsServices", "itsHours", "inPlan", "wouldHave", "straightNearest",
        "withinCircle")}
    names = {one["id"]: one["name"] for one in data["stations"]}
    people = next(kind["name"]["zh"] for kind in data["kinds"] if kind["id"] == "communities")
    for key in ("covers", "wouldAdd"):
        word[key] = page.words[key]["zh"].replace("{0}", people)
    look_for(page, place["name"])
    said = rows(page)
    check(said[word["nearest"]] == station["name"], "today's nearest station is named")
    check(len(said[word["itsServices"]].split("、")) == len(station["services"]), f"with its services: {said[word['itsServices']]}")
    check("8:00" in said[word["itsHours"]] or said[word["itsHours"]] == page.words["unknown"]["zh"], f"and when it is open: {said[word['itsHours']]}")
    within = why(page, [], "communities", place["id"])["stations"]
    check(all(names[one["id"]] in said.get(word["withinCircle"], "") for one in within[:6]), "and the stations within the circle")
    page.select(station["id"])
    page.until("document.documentElement.dataset.reasoned !== 'false'", "the server says whom a station covers")
    served = why(page, [], "stations", station["id"])["serves"]["communities"]
    check(f"{round(served['covered']):,}" in rows(page).get(word["covers"], "") or served["covered"] == 0, f"a station says whom: {rows(page)}")
    page.edit("hours", "Mo-Su 06:00-09:00")
    look_for(page, place["name"])
    said = rows(page)
    check("06:00-09:00" in said[word["itsHours"]], "other hours are those of the scenario")
    check(station["name"] in said[word["nearestNow"]], f"and the nearest is the scenario's: {said}")
    page.select(station["id"])
    page.click("#chosen .row button")
    page.calm()
    look_for(page, place["name"])
    said = rows(page)
    now = why(page, [{"close": station["id"]}], "communities", place["id"])
    nearest = names.get(now["nearest_station"], word["noneReached"])
    check(said[word["nearestNow"]] == nearest != station["name"], f"with it closed another is nearest: {said[word['nearestNow']]}")
    check(now["nearest_min"] is None or f"{now['nearest_min']:.1f}" in said[word["minutesNow"]], f"so far away: {said}")
    page.shot("1280-community-closed")
    hosts = page.ask("/api/layers/candidates")["features"]
    sites = (data.get("plan") or {}).get("sites", [])
    if hosts and sites:
        chosen = next(host["properties"] for host in hosts if host["properties"]["id"] == sites[0]["id"])
        other = next(host["properties"] for host in hosts if host["properties"]["id"] not in {site["id"] for site in sites})
        look_for(page, chosen["name"])
        added = rows(page).get(word["wouldAdd"])
        check(bool(data.get("acts")) or added is not None, f"a host says what a station there would add: {rows(page)}")
        check("1" in rows(page)[word["inPlan"]] and rows(page)[word["wouldHave"]], f"a host of the plan says so: {rows(page)}")
        page.shot("1280-host")
        look_for(page, other["name"])
        said = rows(page)
        check(said[word["inPlan"]] == page.words["notInPlan"]["zh"], "another says that it was not chosen")
        check(station["name"] not in said[word["straightNearest"]], f"and no closed station is its nearest: {said[word['straightNearest']]}")
    page.click("#reset")
    page.calm()
