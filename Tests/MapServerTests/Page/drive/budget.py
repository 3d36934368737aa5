"""What one budget is best spent on: the slider over the money, a search from edited stations, the acts as edits."""
import json
import os
import pathlib
import shutil
import subprocess
import time

import seeing
from browser import Keys, check


def listed(page):
    return page.run("return [...document.querySelectorAll('#acts li')].map(each => each.dataset.act)")


def badges(page):
    """Of the map: what is to be done at stations."""
    return len(page.all("#map .planned"))


def latest(page):
    """The search that was begun last, as the server has it."""
    numbers = page.run("return performance.getEntriesByType('resource').map(e => Number(e.name.match(/siting\\/(\\d+)/)?.[1] ?? 0))")
    return page.ask(f"/api/siting/{max(numbers)}")


def offered(page, data):
    """The town's own plan along its curve."""
    print("budget")
    acts = data["acts"]
    note = page.one("#curve-note").text
    check(len(acts["mixes"]) > 0, "the plan is compared with plans of some kinds of acts alone")
    check(all(each["name"]["zh"] in note and f"{each['value'] * 100:.1f}%" in note for each in acts["mixes"]),
          f"and the page says what these do: {note}")
    check(all(each["value"] <= acts["bound"] + 1e-9 for each in acts["mixes"]), "none does more than all kinds together can")
    check(not listed(page) and badges(page) == 0, "nothing of the plan is shown at first")
    check(len(page.all("#layers .sign")) == 2, "equipment and longer hours stand in the legend")
    check(page.value("#new") == acts["budget_yuan"], "the budget is that of the analysis")
    slider = page.one("#count")
    page.run("arguments[0].scrollIntoView({block: 'center'})", slider)
    for _ in range(10):
        slider.send_keys(Keys.ARROW_RIGHT)
    point = acts["curve"][10]
    told = slider.get_attribute("aria-valuetext")
    check(f"{point['yuan']:,.0f}" in told and f"{point['value'] * 100:.1f}%" in told, f"the slider says what half buys: {told}")
    half = listed(page)
    check(0 < len(half) < len(acts["acts"]), f"{len(half)} of {len(acts['acts'])} acts for half of the money")
    check(half == [act["act"] for act in acts["acts"][:len(half)]], "in the order of doing")
    slider.send_keys(Keys.END)
    check(listed(page) == [act["act"] for act in acts["acts"]], "all acts for all of the money")
    changed = {(act["id"], act["act"]) for act in acts["acts"] if act["act"] != "build"}
    check(badges(page) == len(changed), f"{len(changed)} marks at stations")
    first = next(act for act in acts["acts"] if act["act"] != "build")
    spoken = page.run(f"return document.querySelector('[data-station=\"{first['id']}\"]').getAttribute('aria-label')")
    check("，" in spoken, f"the mark says what is planned: {spoken}")
    page.shot("1280-budget")
    page.run("document.querySelector('#acts').scrollIntoView({block: 'end'})")
    time.sleep(0.3)
    page.shot("1280-budget-list")
    page.click("#acts li[data-act=build] button")
    check(page.run("return document.querySelector('#chosen').textContent.length") > 0, "a new station of the list is selected")
    page.click(f"#acts li[data-act={first['act']}] button")
    check(page.one("#station").get_attribute("value") == first["id"], "so is a station that is changed")
    page.accessible("a plan of acts")


def searched(page, data):
    """From edited stations: what a closed one lacks nobody buys."""
    print("another budget from edits")
    act = next(act for act in data["acts"]["acts"] if act["act"] != "build")
    page.select(act["id"])
    page.click("#chosen .row button")
    page.calm()
    page.pick("#new", "60000", "input")
    page.click("#start")
    page.until("document.querySelector('#stop').disabled && document.querySelector('#siting-words').textContent", "it ends", 180)
    words = page.one("#siting-words").text
    check("已证明" in words, f"its plan is proven: {words}")
    closed = page.run("return [...document.querySelectorAll('#acts li')].map(each => each.textContent)")
    check(closed and not any(f"“{act['name']}”" in each for each in closed), "nothing is spent on the closed station")
    page.shot("1280-budget-searched")
    page.told_value = page.run("return document.querySelector('#curve-note').textContent")


def refused(page, data):
    """What is no budget, and what buys nothing."""
    print("budgets that are none")
    page.pick("#new", "-5", "input")
    page.click("#start")
    check(page.run("return document.activeElement.id") == "new", "a negative one is asked for again")
    page.pick("#new", "1000000000000000", "input")
    page.click("#start")
    page.until("!document.querySelector('#trouble').hidden", "one of 10^15 yuan is refused in words")
    # The refusal is no fault of the page.
    page.faults()
    page.told = [line for line in page.told if "/api/siting" not in line]
    before = listed(page)
    page.pick("#new", "1", "input")
    page.click("#start")
    page.until("document.querySelector('#siting-words').textContent.includes('费用最低')", "one yuan buys nothing, in words", 60)
    check(listed(page) == before, "the list stays")


def taken(page, data):
    """Acts as edits: undone, exported, run and audited."""
    print("the acts as edits")
    count = len(listed(page))
    before = len(page.all("#edits li button"))
    page.click("#take-plan")
    page.calm()
    after = len(page.all("#edits li button"))
    check(before < after <= before + count, f"{count} acts are {after - before} edits more")
    check(not listed(page) and badges(page) == 0, "and no longer a proposal")
    page.click("#undo")
    page.calm()
    check(len(page.all("#edits li button")) == before, "undone in one step")
    page.click("#redo")
    page.calm()
    page.shot("1280-budget-taken")
    for number, kind in enumerate(("geojson", "csv", "yaml"), 1):
        page.click(f".export[data-as={kind}]")
        end = time.monotonic() + 30
        while time.monotonic() < end and len([f for f in os.listdir(page.downloads) if not f.endswith("crdownload")]) < number:
            time.sleep(0.2)
    if not page.program:
        return
    folder = pathlib.Path(page.downloads)
    edits = page.run("return JSON.parse(Object.entries(sessionStorage).find(([key]) => key.endsWith(' A'))[1])")
    told = page.ask("/api/evaluate", {"edits": edits})["figures"]
    ran = subprocess.run([page.program, "run", folder / "analysis-edited.yaml", "--quiet", "--set", "siting.budget=0", "--out", folder / "run"],
                         capture_output=True, text=True)
    check(ran.returncode == 0, f"the export is run {ran.stderr[-300:] if ran.returncode else ''}")
    if ran.returncode == 0:
        summary = json.loads((folder / "run" / "summary.json").read_text(encoding="utf-8"))
        check(all(summary["coverage"][kind]["covered"] == figures["covered"] for kind, figures in told["coverage"].items()),
              "with the figures of the page")
        level = f"{summary['siting']['acts']['value_today'] * 100:.1f}%"
        check(f"为{level}" in page.told_value, f"and the service level that was promised, {level}: {page.told_value[:60]}")
    stations = json.loads((folder / "stations-edited.geojson").read_text(encoding="utf-8"))
    known = {station["id"] for station in data["stations"]}
    stations["features"] = [feature for feature in stations["features"] if feature["properties"]["id"] not in known]
    (folder / "plan.geojson").write_text(json.dumps(stations), encoding="utf-8")
    audit = subprocess.run([page.program, "audit", page.analysis, "--plan", folder / "plan.geojson", "--quiet", "--out", folder / "audit"],
                           capture_output=True, text=True)
    check(audit.returncode == 0 and len(stations["features"]) > 0,
          f"its {len(stations['features'])} new stations are audited {audit.stderr[-300:] if audit.returncode else ''}")


def stopped(page, data):
    """A search that is stopped keeps what it has."""
    print("a search is stopped")
    page.click("#reset")
    page.calm()
    page.pick("#new", "600000", "input")
    page.click("#start")
    page.until("!document.querySelector('#stop').disabled", "it may be stopped", 20)
    if page.one("#stop").is_enabled():
        page.click("#stop")
    page.until("document.querySelector('#stop').disabled", "it ends", 60)
    job = latest(page)
    words = page.one("#siting-words").text
    expected = "已证明" if job["status"] == "optimal" else "已停止" if job["acts"] else page.words["spentEarly"]["zh"]
    check(job["state"] == "stopped" and expected in words, f"and says how: {words}")


def badged(page, data):
    """A search that ends: where it opens stations longer, their marks have a clock, and say so."""
    print("clocks")
    page.click("#reset")
    page.calm()
    page.pick("#new", "600000", "input")
    page.click("#start")
    page.until("!document.querySelector('#start').disabled", "it ends", 300)
    job = latest(page)
    check(job["state"] == "done", f"the search is done: {page.one('#siting-words').text}")
    longer = {act["id"] for act in job["acts"] if act["act"] == "extend"}
    check(len(longer) > 0, f"{len(longer)} stations are to open longer")
    # A clock is round, what is to be equipped has a square.
    clocks = page.run("""return [...document.querySelectorAll('#map .planned')].filter(e => e.querySelector('circle'))
        .map(e => e.closest('[data-station]').dataset.station)""")
    check(set(clocks) == longer and len(clocks) == len(longer), "each of them has its clock, and no other")
    word = page.words["planned.extend"]["zh"].split("{")[0]
    spoken = page.run("""return [...document.querySelectorAll('#map [data-station]')].filter(e => e.getAttribute('aria-label').includes(arguments[0]))
        .map(e => e.dataset.station)""", word)
    check(set(spoken) == longer, "which a screen reader hears")
    page.shot("1280-clocks")


def redefined(page, data):
    """Another cutoff: figures are those of a run under it."""
    print("another definition, with a budget")
    page.click("#reset")
    page.calm()
    before = page.figures()
    page.run("document.querySelector('#circle').open = true")
    page.pick("#cutoff", "12", "change")
    page.click("#circle-form button")
    page.until("document.documentElement.dataset.defining === 'false'", "it is there", 600)
    page.calm()
    told = page.ask("/api/evaluate", {"edits": [], "definition": "12min~~"})["figures"]
    check(page.figures()[-1] == f"{told['value'] * 100:.1f}%" and page.figures() != before, f"its figures are others {page.figures()}")
    check(page.one("#plan").is_displayed() and page.value("#new") > 0, "the budget is asked for as before")
    acts = page.ask("/api/town?definition=12min~~")["acts"]
    slider = page.one("#count")
    page.run("arguments[0].scrollIntoView({block: 'center'})", slider)
    slider.send_keys(Keys.END)
    check(listed(page) == [act["act"] for act in acts["acts"]], "the plan is that of the definition")
    page.shot("1280-budget-redefined")
    if page.program:
        folder = pathlib.Path(page.downloads)
        ran = subprocess.run([page.program, "run", page.analysis, "--quiet", "--set", "circle.cutoff=12min", "--set", "circle.cutoffs=none",
                              "--set", "coverage.sensitivity=none", "--out", folder / "defined"], capture_output=True, text=True)
        check(ran.returncode == 0, f"a run under it {ran.stderr[-300:] if ran.returncode else ''}")
        if ran.returncode == 0:
            summary = json.loads((folder / "defined" / "summary.json").read_text(encoding="utf-8"))
            check(all(summary["coverage"][kind][name] == figures[name]
                      for kind, figures in told["coverage"].items() for name in ("total", "covered", "share")), "has the same figures, to the last digit")
            plan = summary["siting"]
            check(abs(plan["value"] - acts["value"]) < 1e-6, f"and a plan worth as much: {plan['value']}, {acts['value']}")
        shutil.rmtree(folder / "defined", ignore_errors=True)
    page.click("#own-definition")
    page.until("document.documentElement.dataset.defining === 'false'", "the file's own is back", 60)
    page.calm()
    check(page.figures() == before, "with the figures of before")


def spoken(page, data):
    """English, and a phone."""
    print("English, 390 px")
    page.size(390, 844)
    page.open()
    page.click("#en")
    page.run("const c = document.querySelector('#count'); c.value = c.max; c.dispatchEvent(new Event('input'))")
    left = page.run("""return [...document.querySelectorAll('#plan h2,#plan h3,#plan button,#plan label,#plan p,#layers span')]
        .map(e => e.textContent.replace(/“[^”]*”/g, '')).filter(text => /[\\u4e00-\\u9fff]/.test(text))""")
    check(not left, f"no Chinese is left in the English page {left[:3] or ''}")
    check(page.run("return document.documentElement.scrollWidth <= 390"), "nothing is wider than 390 px")
    page.accessible("a plan of acts, 390 px")
    page.run("document.querySelector('#plan').scrollIntoView()")
    time.sleep(0.5)
    page.shot("390-budget")
    page.run("document.querySelector('#siting-part').scrollIntoView({block: 'end'})")
    time.sleep(0.3)
    page.shot("390-budget-list")
    page.run("window.scrollTo(0, 0)")
    time.sleep(0.5)
    page.shot("390-budget-map")


SCENES = [seeing.words, offered, searched, refused, taken, stopped, badged, redefined, spoken]
