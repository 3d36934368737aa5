"""What other programs read by OGC API - Features: today's layers, and those of a scenario that follows its edits."""
import json
import shutil
import subprocess
import time

from owslib.ogcapi.features import Features

from browser import check


def whole(service, collection):
    """All features of a collection, page by page."""
    features = []
    while True:
        items = service.collection_items(collection, limit=500, offset=len(features))
        features += items["features"]
        if len(features) >= items["numberMatched"] or not items["features"]:
            return features, items["numberMatched"]


def published(page):
    """How the scenario A stands, once nothing is made any more."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        told = page.ask("/api/published")["published"]
        if told and all(each["state"] not in ("queued", "running") for each in told):
            return told
        time.sleep(0.3)
    return []


def read(page, data):
    print("other programs")
    page.open()
    page.click("#reset")
    page.calm()
    closed = data["stations"][2]["id"]
    page.select(closed)
    page.click("#chosen .row button")
    page.calm()
    page.click("#publish")
    told = published(page)
    check([each["state"] for each in told] == ["done"], f"scenario A is published: {told}")
    service = Features(page.base + "/ogc/")
    names = service.feature_collections()
    edited = [name for name in names if name.startswith("edited-A-")]
    check(len(edited) * 2 == len(names), f"{len(edited)} layers of today and as many of the scenario")
    lacking = [name for name in names if len(whole(service, name)[0]) != whole(service, name)[1]]
    check(not lacking, f"OWSLib reads every collection whole {lacking or ''}")
    ids = {feature["properties"]["id"] for feature in whole(service, "edited-A-stations")[0]}
    check(closed not in ids and len(ids) == len(data["stations"]) - 1, "without the station that is closed")
    page.click("#undo")
    page.calm()
    time.sleep(0.5)
    published(page)
    ids = {feature["properties"]["id"] for feature in whole(service, "edited-A-stations")[0]}
    check(closed in ids, "undone, it is there again")
    if not shutil.which("ogrinfo"):
        print("  --   GDAL's ogrinfo is not there: left out")
    else:
        for name in names:
            ran = subprocess.run(["ogrinfo", "-q", "-al", f"OAPIF:{page.base}/ogc", name], capture_output=True, text=True)
            if ran.stdout.count("\nOGRFeature(") != whole(service, name)[1]:
                lacking.append(name)
        check(not lacking, f"GDAL reads every collection whole {lacking or ''}")
    page.shot("1280-published")
    page.click("#publish")
    page.calm()
    time.sleep(0.5)
    # Who asked how the layers stand meanwhile was told that there are none; the page takes it so.
    page.forgive(404, "/api/published/")
    check(page.ask("/api/published")["published"] == [], "published no more, the layers are gone")
    check(not any(name.startswith("edited-") for name in Features(page.base + "/ogc/").feature_collections()), "from OWSLib's list, too")
    page.click("#reset")
    page.calm()


def tried(page, data):
    """After a reload what is published goes on to follow."""
    page.click("#publish")
    published(page)
    page.open()
    check(page.one("#publish").get_attribute("aria-pressed") == "true", "published over a reload")
    check("/ogc" in page.one("#publish-words").text and json.dumps(page.ask("/api/published")).count("edited-A-") > 5, "with its address")
    page.click("#publish")
    page.calm()
    time.sleep(0.5)
    page.forgive(404, "/api/published/")
