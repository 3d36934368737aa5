"""What the server refuses or is too busy for: told for as long as it holds, and made good when it holds no longer."""
import time

from browser import check
from week import percent

# Those of a column of the table that are marked as not of the edits; 2 is scenario A, 3 scenario B.
STALE = "return [...document.querySelectorAll('#figures tbody tr')].filter(r => r.cells[arguments[0]].classList.contains('stale')).length"
# The area of a station, as the map knows it.
AREA = """
    const [id, done] = arguments;
    Promise.all([import('/assets/areas.js'), import('/assets/scenarios.js')])
      .then(([a, s]) => done(a.areas.get(a.spot(s.stationNow(id)))?.length ?? 0))"""


def area(page, station):
    return page.driver.execute_async_script(AREA, station)


def refused(page, data):
    """Opening hours that are none at one station, while others are edited."""
    print("edits that are refused")
    bad, moved, other = data["stations"][0], data["stations"][1], data["stations"][2]
    page.click("#reset")
    page.calm()
    check(page.run(STALE, 2) == 0, "no figure is out of date")
    page.select(bad["id"])
    page.edit("hours", "whenever")
    check(page.one("#trouble").is_displayed(), "they are refused in words")
    rows = len(page.figures())
    check(page.run(STALE, 2) == rows and page.run(STALE, 3) == 0, "the figures of A are marked, those of B are not")
    check(page.words["figuresStale"]["zh"].replace("{0}", "A") in page.one("#figures caption").text, "which the table says")
    page.run("document.querySelector('#panel').scrollTop = 0")
    time.sleep(1)
    page.shot("1280-refused")
    page.accessible("figures that are out of date")
    page.select(moved["id"])
    page.edit("lat", f"{moved['lat'] + 0.0031:.6f}")
    check(page.one("#trouble").is_displayed(), "another edit beside them is refused, too")

    print("the other scenario meanwhile")
    page.click("#pick-B")
    page.calm()
    page.select(other["id"])
    page.click("#chosen .row button")
    page.calm()
    told = page.ask("/api/evaluate", {"edits": [{"close": other["id"]}]})["figures"]
    check(page.run("return document.querySelector('#figures .mean').cells[3].firstChild.textContent") == percent(told["value"]), "B has its figures")
    check(page.one("#trouble").is_displayed() and page.one("#trouble").text.startswith("情景A"), f"what holds A up is still told: {page.one('#trouble').text[:40]}")
    check(page.run(STALE, 2) == rows and page.run(STALE, 3) == 0, "and its figures are still marked")
    page.click("#undo")
    page.calm()
    page.click("#pick-A")
    page.calm()

    print("the hours are mended")
    page.select(bad["id"])
    page.edit("hours", bad["hours"] or "24/7")
    check(not page.one("#trouble").is_displayed() and page.run(STALE, 2) == 0, "nothing is wrong any more")
    told = page.ask("/api/evaluate", {"edits": page.edits()})["figures"]
    check(page.figures()[-1] == percent(told["value"]), "the figures are those of the edits")
    for _ in range(50):
        if area(page, moved["id"]) > 0:
            break
        time.sleep(0.2)
    check(area(page, moved["id"]) > 0, "and the station that was moved meanwhile has its area")
    page.forgive(400)

    print("what the server takes, the form takes")
    page.click("#reset")
    page.select(bad["id"])
    page.edit("extra_min", "1000")
    check(page.run("return document.querySelectorAll('#edits li button').length") == 1, "a thousand extra minutes are an edit")
    page.edit("extra_min", "1441")
    check(page.value("#chosen [data-key=extra_min]") == 1000, "more than a day of them is set back")
    page.click("#reset")
    page.calm()


def busy(page, data):
    """Too many questions while a search is asked after, and a line that breaks."""
    if not data.get("has_candidates"):
        return
    print("a search while the server is busy")
    page.run("""
        window.asked = 0;
        const [fetchTruly, sourceTruly] = [window.fetch, window.EventSource];
        window.setRight = () => Object.assign(window, {fetch: fetchTruly, EventSource: sourceTruly});
        // Events that break off at once, and polls of which the first three fail, two for a busy server, one for a broken line.
        window.EventSource = class { addEventListener(name, listener) { if (name === 'error') setTimeout(listener, 50) } close() {} };
        window.fetch = (path, how) => {
          if (!/siting\\/\\d+$/.test(path) || how?.method === 'DELETE') return fetchTruly(path, how);
          window.asked += 1;
          if (window.asked === 3) return Promise.reject(new TypeError('broken'));
          const status = window.asked === 1 ? 429 : 503;
          return window.asked > 3 ? fetchTruly(path, how) : Promise.resolve(new Response('{}', {status}));
        }""")
    page.run("document.querySelector('#new').value = 1")
    page.click("#start")
    page.until("window.asked >= 3", "it is asked after", 30)
    check(page.words["sitingFailed"]["zh"] not in page.one("#siting-words").text, "it has not failed by that")
    page.until("!document.querySelector('#take-siting').hidden", "it ends with its plan", 120)
    check(page.words["sitingFailed"]["zh"] not in page.one("#siting-words").text, f"which is said: {page.one('#siting-words').text}")
    check(not page.one("#trouble").is_displayed(), "and no trouble is left")
    page.run("window.setRight()")
