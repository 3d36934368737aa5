"""The plan, a search for new stations, and files of the scenario."""
import json
import os
import pathlib
import shutil
import subprocess
import time
import zipfile

from browser import ActionChains, check
from week import percent


def planned(page, data):
    """The slider over the number of new stations."""
    if not data.get("plan"):
        return
    print("plan")
    page.run("const c = document.querySelector('#count'); c.value = 5; c.dispatchEvent(new Event('input'))")
    page.run("document.querySelector('#plan').scrollIntoView()")
    time.sleep(1)
    check("5" in page.one("#count-label").text, "the slider says its number")
    page.shot("1280-plan")
    page.click("#reset")
    page.calm()
    page.click("#take-plan")
    page.calm()
    check(len(page.all("#edits li button")) == 5, "five sites are put into the scenario")
    check(float(page.figures()[-1][:-1]) > float(page.today[-1][:-1]), "they raise the mean")
    page.click("#undo")
    page.calm()


def sited(page, data):
    """A search that ends, and one that is stopped."""
    if not data.get("has_candidates"):
        return
    print("siting")
    page.run("document.querySelector('#new').value = 2")
    page.click("#start")
    page.until("document.querySelector('#siting-words').textContent.length > 0", "progress is told", 20)
    page.shot("1280-siting")
    page.until("!document.querySelector('#take-siting').hidden", "the siting ends with a plan", 120)
    page.shot("1280-sited")
    page.click("#take-siting")
    page.calm()
    check(len(page.all("#edits li button")) > 0, "its plan is put into the scenario")
    page.run("document.querySelector('#new').value = 40")
    page.click("#start")
    time.sleep(1)
    if page.one("#stop").is_enabled():
        page.click("#stop")
    page.until("document.querySelector('#stop').disabled", "a search is stopped", 60)


def exported(page, data):
    """Three files."""
    print("export")
    for number, kind in enumerate(("geojson", "csv", "yaml"), 1):
        page.click(f".export[data-as={kind}]")
        end = time.monotonic() + 30
        while time.monotonic() < end and len([f for f in os.listdir(page.downloads) if not f.endswith("crdownload")]) < number:
            time.sleep(0.2)
    check(len(os.listdir(page.downloads)) == 3, f"three files are saved {sorted(os.listdir(page.downloads))}")


def summary_of(page, folder, name, *more):
    """What a fresh run of the exported analysis says; None when it fails, which is told."""
    ran = subprocess.run([page.program, "run", folder / "analysis-edited.yaml", "--quiet", *more, "--out", folder / name], capture_output=True, text=True)
    check(ran.returncode == 0, f"the exported analysis is run {ran.stderr[-300:] if ran.returncode else ''}")
    return json.loads((folder / name / "summary.json").read_text(encoding="utf-8")) if ran.returncode == 0 else None


def figures_are_of(summary, told):
    for kind, figures in told["coverage"].items():
        fresh = summary["coverage"][kind]
        check(all(fresh[name] == figures[name] for name in ("total", "covered", "share")),
              f"{kind}: {fresh['covered']} covered, on the page {figures['covered']}")


def dragged(page, data):
    """After a drag the figures are those of a fresh run of what is exported, which stands an audit itself."""
    if not page.program:
        return
    print("a drag, run and audited")
    page.click("#reset")
    page.calm()
    mark = page.all(page.mark)[0]
    ActionChains(page.driver).click_and_hold(page.held(mark)).pause(0.2).move_by_offset(12, 0).move_by_offset(40, 20).move_by_offset(
        50, 30).pause(0.2).release().perform()
    page.calm()
    edits = page.edits()
    check([next(iter(edit)) for edit in edits] == ["move"], "one station is moved")
    told = page.ask("/api/evaluate", {"edits": edits})["figures"]
    check(page.figures()[-1] == percent(told["value"]) and page.figures() != page.today, "the figures are the server's, and others than today's")
    folder = page.export("csv", "yaml")[0].parent
    summary = summary_of(page, folder, "dragged", "--set", "siting.new=2")
    if summary:
        figures_are_of(summary, told)
        audit = subprocess.run(
            [page.program, "audit", folder / "analysis-edited.yaml", "--set", "siting.new=2", "--plan", folder / "dragged" / "proposed_sites.geojson",
             "--quiet", "--json", "--out", folder / "audited"], capture_output=True, text=True)
        check(audit.returncode == 0, f"the exported analysis is audited {audit.stderr[-300:] if audit.returncode else ''}")
        if audit.returncode == 0:
            figures_are_of(json.loads(audit.stdout), told)
    for name in ("dragged", "audited"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in ("stations-edited.csv", "analysis-edited.yaml"):
        (folder / name).unlink(missing_ok=True)
    page.click("#reset")
    page.calm()


def briefed(page, data):
    """The brief for the word processor: stopped once, then made."""
    print("brief")
    button = page.one("#export-docx")
    if "docx" not in data["exports"]:
        check(not button.is_displayed(), "no brief is offered where the server cannot make one")
        return
    page.click("#export-docx")
    page.until("!document.querySelector('#export-stop').hidden", "a brief is being made", 10)
    check(not button.is_enabled(), "and none can be ordered beside it")
    page.shot("1280-brief")
    page.click("#export-stop")
    page.until("!document.querySelector('#export-docx').disabled", "it is stopped", 10)
    page.click("#export-docx")
    page.until("!document.querySelector('#export-docx').disabled", "another is made", 300)
    path = pathlib.Path(page.downloads) / "brief.docx"
    end = time.monotonic() + 10
    while time.monotonic() < end and not path.exists():
        time.sleep(0.2)
    check(path.exists() and zipfile.is_zipfile(path), f"it is saved: {page.one('#export-words').text}")


def document(path):
    """The text of a file of the word processor."""
    with zipfile.ZipFile(path) as file:
        return file.read("word/document.xml")


def run_again(page, data):
    """A fresh run of the export has the figures of the page, and its new stations stand an audit."""
    if not page.program:
        return
    print("the export is run and audited")
    folder = pathlib.Path(page.downloads)
    told = page.ask("/api/evaluate", {"edits": page.edits()})["figures"]
    summary = summary_of(page, folder, "run", "--set", "siting.new=1")
    if summary:
        figures_are_of(summary, told)
    stations = json.loads((folder / "stations-edited.geojson").read_text(encoding="utf-8"))
    known = {station["id"] for station in data["stations"]}
    stations["features"] = [feature for feature in stations["features"] if feature["properties"]["id"] not in known]
    (folder / "plan.geojson").write_text(json.dumps(stations), encoding="utf-8")
    audit = subprocess.run([page.program, "audit", page.analysis, "--plan", folder / "plan.geojson", "--quiet", "--out", folder / "audit"],
                           capture_output=True, text=True)
    made = folder / "brief.docx"
    if made.exists():
        again = subprocess.run([page.program, "run", folder / "analysis-edited.yaml", "--quiet", "--set", "output.formats=[docx]", "--out", folder / "again"],
                               capture_output=True, text=True)
        check(again.returncode == 0 and document(folder / "again" / "brief.docx") == document(made), "the brief is that of the run")
    check(audit.returncode == 0 and len(stations["features"]) > 0,
          f"{len(stations['features'])} new stations are audited {audit.stderr[-300:] if audit.returncode else ''}")
