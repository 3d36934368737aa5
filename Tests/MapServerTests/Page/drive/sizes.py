"""A phone and paper."""
import base64
import io
import pathlib
import time
import unicodedata

import pypdf

from browser import check


def phone(page, data):
    """At 390 px."""
    print("phone")
    page.size(390, 844)
    page.open()
    check(page.run("return document.documentElement.scrollWidth <= 390"), "nothing is wider than 390 px")
    page.shot("390-top")
    page.accessible("390 px")
    page.run("document.querySelector('#panel').scrollIntoView()")
    time.sleep(0.5)
    page.shot("390-panel")
    page.select(data["stations"][0]["id"])
    page.run("document.querySelector('[aria-labelledby=h-chosen]').scrollIntoView()")
    time.sleep(0.5)
    page.shot("390-station")
    check(page.run("return document.documentElement.scrollWidth <= 390"), "nor with a station selected")


def printed(page, data):
    """On paper, as the print command makes it: all unfolded, with the map."""
    print("print")
    page.size(1280, 860)
    page.open()
    page.detailed()
    folded = page.run("return document.querySelectorAll('details:not([open])').length")
    check(folded > 0, f"{folded} parts are folded on the screen")
    pdf = page.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})["data"]
    file = pypdf.PdfReader(io.BytesIO(base64.b64decode(pdf)))
    if page.shots:
        (pathlib.Path(page.shots) / "print.pdf").write_bytes(base64.b64decode(pdf))
    # Lines break anywhere, and some CJK fonts are written with the radicals that look alike.
    text = unicodedata.normalize("NFKC", "".join("".join(sheet.extract_text() for sheet in file.pages).split()))
    check(data["title"]["zh"].replace(" ", "") in text, f"the title is on one of {len(file.pages)} pages")
    check(all(share in text for share in page.figures()), "the figures are there")
    check(all(page.words[key]["zh"] in text for key in ("figure.throughout", "movedCaption", "service") if "{" not in page.words[key]["zh"]),
          "and what is folded on the screen")
    check(page.words["start"]["zh"] + page.words["stop"]["zh"] not in text, "but no buttons")
    if not page.is_plain:
        pictures = [image for sheet in file.pages for image in sheet["/Resources"].get("/XObject", {}).values() if image["/Subtype"] == "/Image"]
        large = [image for image in pictures if image["/Width"] >= 400 and image["/Height"] >= 300]
        colors = {bytes(data[at:at + 3]) for data in (image.get_data() for image in large) for at in range(0, len(data) - 2, 3 * 997)}
        check(len(large) == 1 and len(colors) > 5, f"the map is there as a picture of {len(colors)} colours or more")
    check(page.run("return document.querySelectorAll('details:not([open])').length") == folded, "afterwards it is folded as before")
    check(page.run("return document.querySelector('#map').style.width") == "", "and the map has its size again")
    page.size(760, 1080)
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    time.sleep(1)
    page.shot("print")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
