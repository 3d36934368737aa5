"""Stations are edited: by mouse, by keyboard, by their form."""
import json
import time

from browser import ActionChains, Keys, check


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
    # The start of a drag takes a little way; the station follows from there.
    ActionChains(page.driver).click_and_hold(element).move_by_offset(12, 0).move_by_offset(40, 20).move_by_offset(50, 30).perform()
    page.until(f"[...document.querySelectorAll('#figures tbody tr')].map(r => r.cells[2].firstChild.textContent).join() !== {json.dumps(','.join(page.today))}",
               "figures change while it is held", 10)
    page.shot("1280-dragging")
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
