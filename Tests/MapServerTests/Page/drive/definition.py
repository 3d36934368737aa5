"""Another definition of the service circle: asked for, looked under, kept, given up, refused."""
import json
import pathlib
import shutil
import subprocess
import time

from browser import Keys, check
from tabs import EDITS, close_station

SHARES = "return [...document.querySelectorAll('#figures tbody tr')].map(r => r.cells[arguments[0]].firstChild.textContent)"


def percent(share):
    return "–" if share is None else f"{share * 100:.1f}%"


def shares(page, data, figures):
    """As the table says the server's figures."""
    kinds = [kind["id"] for kind in data["kinds"] if data["figures"]["coverage"][kind["id"]]["share"] is not None]
    return [percent(figures["coverage"][kind]["share"]) for kind in kinds] + [percent(figures["value"])]


def settled(page, words="the definition is there"):
    page.until("document.documentElement.dataset.defining === 'false'", words, 300)
    page.calm()


def fill(page, cutoff=None, mode=None, measure=None):
    page.run("document.querySelector('#circle').open = true")
    for field, value in (("cutoff", cutoff), ("mode", mode), ("measure", measure)):
        if value is not None:
            page.pick(f"#{field}", value, "change")


def under(page, **fields):
    fill(page, **fields)
    page.click("#circle-form button")
    settled(page)


def prepared(page, wish):
    """Has the server prepare a definition, as another visitor would."""
    standing = page.ask("/api/definitions", wish)
    while standing["state"] in ("queued", "running"):
        time.sleep(0.2)
        standing = page.ask("/api/definitions/" + standing["id"])
    return standing["id"] if standing["state"] == "done" else None


def asked(page, data):
    """Five minutes by bicycle: figures, map, plan and words of that, with the edits she has made."""
    print("another definition")
    page.click("#reset")
    page.calm()
    close_station(page, data["stations"][0]["id"])
    before = page.figures()
    own = page.run("return document.querySelector('#definition').textContent")
    check(page.run("return document.querySelector('#circle-words').textContent") == own, "the definition stands beside the figures")
    check(not page.one("#what-if").is_displayed(), "which is the file's own")
    fill(page, cutoff="5", mode="bicycle")
    page.run("document.querySelector('#circle').scrollIntoView()")
    page.shot("1280-definition-form")
    page.one("#cutoff").send_keys(Keys.ENTER)
    page.until("document.querySelector('#circle-state').textContent.length > 0", "it says what it does", 20)
    page.shot("1280-definition-preparing")
    settled(page)
    page.detailed()
    edits = [{"close": data["stations"][0]["id"]}]
    told = page.ask("/api/evaluate", {"edits": edits, "definition": "5min~bicycle~"})
    town = page.ask("/api/town?definition=5min~bicycle~")
    check(page.run(EDITS) == 1, "the edits are there")
    check(page.figures() == shares(page, data, told["figures"]), f"figures with the edits are the server's {page.figures()}")
    check(page.run(SHARES, 1) == shares(page, data, told["today"]), "beside today's under the same definition")
    check(page.figures() != before, "and others than before")
    phrase = town["definition"]["phrase"]["zh"]
    check(phrase in page.one("#what-if-words").text and own in page.one("#what-if-words").text, "it says that it is a what-if, and what the file says")
    check(phrase in page.one("#definition").text and phrase in page.one("#circle-words").text, "the heading follows")
    check(page.one("#circle-state").text == page.words["definitionDone"]["zh"], "it is told when it is there")
    check(float(page.one("#count").get_attribute("max")) == len(town["curve"]) - 1, "the slider is that of its own plan")
    rows = page.run("return [...document.querySelectorAll('#periods tbody tr')].map(r => r.cells.length)")
    check(len(rows) > 0, "periods are there, too")
    page.run("document.querySelector('#panel').scrollTop = 0")
    page.shot("1280-definition")
    page.run("const c = document.querySelector('#count'); c.value = 2; c.dispatchEvent(new Event('input'))")
    time.sleep(1)
    page.run("document.querySelector('#plan').scrollIntoView()")
    page.shot("1280-definition-plan")
    page.run("const c = document.querySelector('#count'); c.value = 0; c.dispatchEvent(new Event('input'))")
    page.click("#en")
    check(page.words["measure.circle"]["en"] in page.one("#measure").text and "what-if" in page.one("#what-if-words").text, "in English, too")
    page.run("document.querySelector('#panel').scrollTop = 0")
    page.shot("1280-definition-english")
    page.accessible("another definition, English")
    page.click("#zh")
    page.click("#pick-B")
    page.calm()
    check(page.run(SHARES, 3) == page.run(SHARES, 1), "scenario B without edits is as today")
    page.click("#pick-A")
    page.calm()


def used(page, data):
    """A search for stations and the exported file are under it."""
    print("a search and an export under it")
    page.run("document.querySelector('#new').value = 1")
    page.click("#start")
    page.until("!document.querySelector('#take-siting').hidden", "a search ends with a plan", 120)
    page.click("#take-siting")
    page.calm()
    edits = page.run("return JSON.parse(Object.entries(sessionStorage).find(([key]) => key.endsWith(' A'))[1])")
    told = page.ask("/api/evaluate", {"edits": edits, "definition": "5min~bicycle~"})["figures"]
    check(page.figures() == shares(page, data, told), "the figures of its plan are those of the definition")
    page.click("#undo")
    page.calm()
    folder = pathlib.Path(page.downloads)
    for kind, name in (("csv", "stations-edited.csv"), ("yaml", "analysis-edited.yaml")):
        (folder / name).unlink(missing_ok=True)
        page.click(f".export[data-as={kind}]")
        end = time.monotonic() + 30
        while time.monotonic() < end and not (folder / name).exists():
            time.sleep(0.2)
    text = (folder / "analysis-edited.yaml").read_text(encoding="utf-8")
    check("cutoff: 5min" in text and "modes: bicycle" in text, "the exported file has it")
    if page.program:
        ran = subprocess.run([page.program, "run", folder / "analysis-edited.yaml", "--quiet", "--set", "siting.new=1", "--out", folder / "run"],
                             capture_output=True, text=True)
        check(ran.returncode == 0, f"and is run {ran.stderr[-300:] if ran.returncode else ''}")
        if ran.returncode == 0:
            summary = json.loads((folder / "run" / "summary.json").read_text(encoding="utf-8"))
            told = page.ask("/api/evaluate", {"edits": [{"close": data["stations"][0]["id"]}], "definition": "5min~bicycle~"})["figures"]
            check(all(summary["coverage"][kind][name] == figures[name]
                      for kind, figures in told["coverage"].items() for name in ("total", "covered", "share")),
                  "to the figures of the page, to the last digit")
    shutil.rmtree(folder / "run", ignore_errors=True)
    for name in ("stations-edited.csv", "analysis-edited.yaml"):
        (folder / name).unlink(missing_ok=True)


def refused(page, data):
    """What cannot be: the page stays as it was."""
    print("definitions that cannot be")
    before, words = page.figures(), page.one("#what-if-words").text
    fill(page, cutoff="0")
    page.click("#circle-form button")
    check(page.words["cutoffBad"]["zh"] in page.one("#circle-state").text, "a cutoff of nothing is refused")
    check(page.run("return document.activeElement.id") == "cutoff", "and the field has the focus")
    fill(page, cutoff="")
    page.click("#circle-form button")
    check(page.words["cutoffBad"]["zh"] in page.one("#circle-state").text, "so is none")
    under(page, cutoff="1e9")
    check("1000000000min" in page.one("#circle-state").text, "what is far too long the server refuses, with its reason")
    page.shot("1280-definition-refused")
    page.forgive(400)
    fill(page, cutoff="7", mode="truck")
    page.click("#circle-form button")
    page.until("!document.querySelector('#give-up').hidden", "one that is prepared can be given up", 20)
    page.click("#give-up")
    settled(page)
    check(page.words["definitionStopped"]["zh"] in page.one("#circle-state").text, "which is said")
    check(page.figures() == before and page.one("#what-if-words").text == words, "nothing has changed by all that")
    # Another visitor waits for the same one: given up here, it goes on there.
    standing = page.ask("/api/definitions", {"cutoff": "9min", "mode": "truck"})
    fill(page, cutoff="9", mode="truck")
    page.click("#circle-form button")
    page.until("!document.querySelector('#give-up').hidden", "one that another visitor waits for can be given up, too", 20)
    page.click("#give-up")
    settled(page)
    check(page.words["definitionStopped"]["zh"] in page.one("#circle-state").text and page.figures() == before, "here it is")
    check(prepared(page, {"cutoff": "9min", "mode": "truck"}) == standing["id"], "there it is done")
    # The last one counts.
    fill(page, cutoff="8", mode="walk")
    page.click("#circle-form button")
    time.sleep(0.2)
    under(page, cutoff="5", mode="bicycle")
    check(page.figures() == before, "of two that were asked for one after the other the last one counts")


def kept(page, data):
    """A reload keeps it, another tab has its own, and the server may forget it."""
    print("a definition is kept")
    before = page.figures()
    page.open()
    settled(page)
    check(page.run(EDITS) == 1 and page.figures() == before and page.one("#what-if").is_displayed(), "a reload keeps it")
    check(page.value("#cutoff") == 5 and page.one("#mode").get_attribute("value") == "bicycle", "and the form says it")
    first = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    page.size(1280, 860)
    page.open()
    page.calm()
    check(not page.one("#what-if").is_displayed() and page.run(EDITS) == 1, "another tab begins with the file's own")
    under(page, measure="circle")
    check(page.one("#what-if").is_displayed() and page.figures() != before, "and looks under another")
    page.faults()
    page.driver.close()
    page.driver.switch_to.window(first)
    check(page.figures() == before, "the first stays with its own")
    # Four others in its place.
    for minutes in (2, 3, 4, 6):
        prepared(page, {"cutoff": f"{minutes}min"})
    page.click("#undo")
    page.until("!document.querySelector('#give-up').hidden", "what the server has forgotten is prepared again", 30)
    page.until("document.documentElement.dataset.busy === 'false'", "by itself", 300)
    told = page.ask("/api/evaluate", {"edits": [], "definition": "5min~bicycle~"})["figures"]
    check(page.figures() == shares(page, data, told), "and the figures are those of it")
    check(not page.one("#trouble").is_displayed(), "without a word of trouble")
    page.forgive(404)
    page.click("#own-definition")
    settled(page)
    check(page.figures() == page.today and not page.one("#what-if").is_displayed(), "a button leads back to the file's own")
    check(page.one("#circle-state").text == page.words["definitionOwn"]["zh"], "which is said")
    page.open()
    page.calm()
    check(page.figures() == page.today and not page.one("#what-if").is_displayed(), "and outlasts a reload")
    page.run("document.querySelector('#circle').open = false")


def phone(page, data):
    """At phone width, in both languages."""
    print("a definition on a phone")
    page.size(390, 844)
    page.open()
    page.calm()
    under(page, cutoff="5")
    page.run("document.querySelector('#h-figures').scrollIntoView()")
    page.shot("390-definition")
    check(page.run("return document.documentElement.scrollWidth <= 390"), "nothing is wider than the screen")
    page.accessible("another definition, phone")
    page.click("#en")
    page.run("document.querySelector('#h-figures').scrollIntoView()")
    page.shot("390-definition-english")
    check(page.run("return document.documentElement.scrollWidth <= 390"), "in English neither")
    page.click("#zh")
    page.click("#own-definition")
    settled(page)
    page.size(1280, 860)
    page.open()
    page.calm()
