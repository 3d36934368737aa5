"""A phone and paper."""
import time

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
    """On paper."""
    print("print")
    page.size(760, 1080)
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    time.sleep(1)
    page.shot("print")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
