"""The hours of the week, periods, towns and trades, before an edit and after."""
import json
import time

from browser import ActionChains, Keys, check

CELLS = "return [...document.querySelectorAll(arguments[0] + ' tbody tr')].map(r => [...r.cells].map(c => c.textContent))"


def percent(share):
    return "–" if share is None else f"{share * 100:.1f}%"


def look_at(page, hour):
    page.pick("#hour", str(hour), "input")
    time.sleep(0.3)


def shares(page, column):
    """Of each kind, as the table of figures says them; 1 is today, 2 scenario A."""
    return [row[0] for row in page.run(
        "return [...document.querySelectorAll('#figures tbody tr')].map(r => [r.cells[arguments[0]].firstChild.textContent])", column)]


def answer(page, edits):
    return page.ask("/api/evaluate", {"edits": edits, "with": ["periods", "hours", "groups"]})


def hours(page, data):
    """The slider over the week, and the map at an hour."""
    print("week")
    page.click("#reset")
    page.detailed()
    check(page.one("#any-hour").is_selected(), "the page begins without an hour")
    known = answer(page, [])
    kinds = [kind["id"] for kind in data["kinds"] if data["figures"]["coverage"][kind["id"]]["share"] is not None]
    means = {hour: sum(known["today"]["hours"][kind][hour] or 0 for kind in kinds) for hour in range(168)}
    low, high = min(means, key=means.get), max(means, key=means.get)
    for hour in (70, low, high):
        look_at(page, hour)
        expected = [percent(known["today"]["hours"][kind][hour]) for kind in kinds]
        check(shares(page, 1) == expected and shares(page, 2) == expected, f"hour {hour} has the figures of the server {expected}")
        if "open" in known:
            shut = sum(each[hour] == "0" for each in known["open"].values())
            check(len(page.all("#map .hollow")) == shut, f"{shut} stations are shut then, and drawn hollow")
            check(shut == 0 or page.words["shutAt"]["zh"].replace("{0}", "") in page.run(
                "return document.querySelector('#map .hollow').closest('[aria-label]').getAttribute('aria-label')"),
                "which a screen reader hears, too")
    look_at(page, 70)
    check(page.one("#hour-label").text == "周三 22:00", "hour 70 is Wednesday at 22:00")
    check(page.one("#hour").get_attribute("aria-valuetext") == "周三 22:00", "as the slider says itself")
    check(not page.one("#any-hour").is_selected(), "the switch follows")
    page.run("document.querySelector('#figures').scrollIntoView()")
    page.shot("1280-hour")
    page.click("#en")
    check(page.one("#hour-label").text == "Wed 22:00", "in English, too")
    page.accessible("an hour, English")
    page.click("#zh")
    page.run("document.querySelector('#hour').focus()")
    page.keys(Keys.ARROW_RIGHT)
    check(page.one("#hour-label").text == "周三 23:00", "an arrow key goes on by an hour")
    chart = page.one("#week-chart svg")
    page.run("arguments[0].scrollIntoView({block: 'center'})", chart)
    ActionChains(page.driver).move_to_element_with_offset(chart, 0, -20).click().perform()
    time.sleep(0.3)
    check(page.one("#hour-label").text.startswith("周四"), "a click into the middle of the chart is on Thursday")
    check(page.one("#week-chart svg").get_attribute("aria-label").count("%") == 2 * len(kinds), "the chart says itself in words")

    print("an hour with edits")
    look_at(page, high)
    page.select(data["stations"][0]["id"])
    page.click("#chosen .row button")
    page.detailed()
    edits = [{"close": data["stations"][0]["id"]}]
    told = answer(page, edits)
    check(shares(page, 2) == [percent(told["figures"]["hours"][kind][high]) for kind in kinds], "figures of the hour follow an edit")
    check(shares(page, 1) == [percent(known["today"]["hours"][kind][high]) for kind in kinds], "beside those of today")
    lines = page.run("return [...document.querySelectorAll('#week-chart .edited, #week-chart .today')].map(e => e.getAttribute('d'))")
    check(len(lines) == 2 * len(kinds) and len(set(lines)) > len(kinds), "the chart shows both")
    page.run("document.querySelector('#figures').scrollIntoView()")
    page.shot("1280-hour-edited")
    page.click("#any-hour")
    check(shares(page, 1) == page.today, "without the hour today's figures are back")
    check(not page.all("#map .hollow"), "and no station is hollow")


def periods(page, data):
    """The table of periods, today and with an edit."""
    print("periods")
    told = answer(page, [{"close": data["stations"][0]["id"]}])
    page.run("document.querySelector('#by-period').open = true")
    rows = page.run(CELLS, "#periods")
    kinds = [kind["id"] for kind in data["kinds"] if data["figures"]["coverage"][kind["id"]]["share"] is not None]
    check(len(rows) == len(data["periods"]) * (len(kinds) + 1), "a row of each kind in each period")
    expected = []
    for period in data["periods"]:
        for kind in kinds:
            expected.append([moved(told["today"]["periods"][period["id"]][kind][figure], told["figures"]["periods"][period["id"]][kind][figure])
                             for figure in ("person_hours", "throughout", "ever")])
    check([row[1:] for row in rows if len(row) > 1] == expected, "three figures of each, today and with the edit")
    check(any("→" in cell for row in expected for cell in row), "of which some change")
    page.run("document.querySelector('#by-period').scrollIntoView()")
    page.shot("1280-periods")


def moved(before, now):
    if before is None or now is None or f"{(now - before) * 100:.1f}" in ("0.0", "-0.0"):
        return percent(now)
    return f"{percent(before)} →{percent(now)}"


def groups(page, data):
    """The tables by town and by trade."""
    print("towns and trades")
    told = answer(page, [{"close": data["stations"][0]["id"]}])
    page.run("document.querySelector('#by-group').open = true")
    for level, table in (("town", "#towns"), ("trade", "#trades")):
        there = [group for group in told["figures"]["groups"] if group["level"] == level]
        someone = {group["id"] for group in there if group["share"] is not None}
        there = [group for group in there if group["id"] in someone]
        rows = page.run(CELLS, table)
        check(len(rows) == len(someone), f"a row of each {level} with somebody in it ({len(rows)})")
        before = {json.dumps([group["id"], group["kind"]]): group["share"] for group in told["today"]["groups"] if group["level"] == level}
        expected = sorted(moved(before[json.dumps([group["id"], group["kind"]])], group["share"]) for group in there)
        check(sorted(cell for row in rows for cell in row[1:] if cell) == expected, "with the shares of the server")
    page.run("document.querySelector('#by-group').scrollIntoView()")
    page.shot("1280-groups")
    page.run("document.querySelectorAll('#panel details').forEach(d => d.open = false)")
    page.click("#undo")
    page.detailed()
