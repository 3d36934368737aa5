"""Edits outlast a reload, and of two tabs neither overwrites the other unseen."""
import json
import time

from browser import check

EDITS = "return document.querySelectorAll('#edits li button').length"


def close_station(page, station):
    page.select(station)
    page.click("#chosen .row button")
    page.calm()


def reloaded(page, data):
    """A reload brings the edits back."""
    print("reload")
    page.click("#reset")
    page.calm()
    close_station(page, data["stations"][0]["id"])
    edited = page.figures()
    page.open()
    page.calm()
    check(page.run(EDITS) == 1 and page.figures() == edited, "edits and their figures are there after a reload")
    check(not page.one("#other-tab").is_displayed(), "of which nothing has to be decided")
    page.click("#undo")
    page.calm()
    check(page.figures() == page.today, "they can be undone")
    page.click("#redo")
    page.calm()


def two(page, data):
    """What another tab changes is told, and taken over only when she says so."""
    print("two tabs")
    first = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    second = page.driver.current_window_handle
    page.size(1280, 860)
    page.open()
    page.calm()
    check(page.run(EDITS) == 1, "another tab begins with the edits of the first")
    close_station(page, data["stations"][1]["id"])
    other = page.figures()
    page.driver.switch_to.window(first)
    page.until("!document.querySelector('#other-tab').hidden", "the first tab is told", 10)
    check(page.run(EDITS) == 1, "but its edits are as they were")
    check("A" in page.one("#other-tab p").text, "the notice names the scenario")
    page.shot("1280-other-tab")
    page.accessible("another tab")
    close_station(page, data["stations"][2]["id"])
    check(page.run(EDITS) == 2 and page.one("#other-tab").is_displayed(), "editing on overwrites nothing")
    page.driver.switch_to.window(second)
    check(page.run(EDITS) == 2 and not page.one("#other-tab").is_displayed() and page.figures() == other, "the second tab is left alone")
    page.driver.switch_to.window(first)
    page.click("#other-tab [data-do=take]")
    page.calm()
    check(page.figures() == other and not page.one("#other-tab").is_displayed(), "taken over, both have the same figures")
    page.click("#undo")
    page.calm()
    page.driver.switch_to.window(second)
    page.until("!document.querySelector('#other-tab').hidden", "what the first undoes the second is told", 10)
    page.click("#other-tab [data-do=keep]")
    check(page.figures() == other and not page.one("#other-tab").is_displayed(), "the second keeps its own")
    page.driver.switch_to.window(first)
    page.until("!document.querySelector('#other-tab').hidden", "and the first is asked in its turn", 10)
    page.faults()
    page.driver.switch_to.window(second)
    page.faults()
    page.driver.close()
    page.driver.switch_to.window(first)


def spoiled(page, data):
    """What is kept is none of the page's."""
    print("what is kept is spoiled")
    for text in ("{", "[null]", '[{"add": {"id": "x"}}]', '[{"close": "no-such-station"}]'):
        # When the page is left it writes what it has: the text comes in behind it.
        script = page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
            for (const store of [localStorage, sessionStorage])
              for (const key of Object.keys(store)) if (key.endsWith(' A')) store.setItem(key, %s)""" % json.dumps(text)})
        page.open()
        page.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": script["identifier"]})
        page.calm()
        check(page.run(EDITS) == 0 and page.figures() == page.today, f"{text} is as nothing")


def without_storage(page, data):
    """A browser that keeps nothing."""
    print("nothing can be kept")
    script = page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(window, name, {get() { throw new DOMException('denied', 'SecurityError') }})"""})
    page.open()
    page.calm()
    check(page.run(EDITS) == 0 and page.figures() == page.today, "the page begins with today")
    close_station(page, data["stations"][0]["id"])
    check(page.run(EDITS) == 1 and page.figures() != page.today, "and is edited as ever")
    page.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": script["identifier"]})
    time.sleep(0.2)
