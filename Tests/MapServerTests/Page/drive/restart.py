"""The server ends and is started again on its port: the page has its edits."""
import contextlib
import re
import signal
import subprocess
import time

from browser import check
from tabs import EDITS, close_station


def served(page, port, analysis=None, *more):
    """A server of our own, and its port."""
    process = subprocess.Popen([page.program, "serve", analysis or page.analysis, "--port", str(port), "--quiet", "--json", *more],
                               stdout=subprocess.PIPE, text=True)
    told = ""
    while "}" not in told and (line := process.stdout.readline()):
        told += line
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", told)
    return process, int(found[1]) if found else 0


@contextlib.contextmanager
def beside(page, analysis=None, *more):
    """The page of another server of our own; afterwards that of before."""
    base = page.base
    server, port = served(page, 0, analysis, *more)
    try:
        check(port > 0, "another server is there")
        page.base = f"http://127.0.0.1:{port}"
        page.open()
        page.calm()
        yield page.ask("/api/town")
        page.faults()
    finally:
        page.base = base
        page.open()
        server.terminate()
        server.wait(20)


def restarted(page, data):
    """Edits outlast the server that they were made with."""
    if not page.program:
        return
    print("restart")
    base = page.base
    server, port = served(page, 0)
    try:
        check(port > 0, "another server is there")
        page.base = f"http://127.0.0.1:{port}"
        page.size(1280, 860)
        page.open()
        page.calm()
        close_station(page, data["stations"][0]["id"])
        check(page.figures() != page.today, "an edit is made")
        page.faults()
        start = time.monotonic()
        server.send_signal(signal.SIGTERM)
        check(server.wait(10) == 0 and time.monotonic() - start < 2, "it ends within two seconds, though the page is open")
        # Edited while nobody answers.
        page.select(data["stations"][1]["id"])
        page.click("#chosen .row button")
        time.sleep(1)
        check(page.one("#trouble").is_displayed(), "that nobody answers is told")
        server, again = served(page, port)
        check(again == port, "it is started again on its port")
        # That nobody answered is no fault of the page.
        page.driver.get_log("browser")
        page.open()
        page.calm()
        edits = [{"close": station["id"]} for station in data["stations"][:2]]
        right = page.ask("/api/evaluate", {"edits": edits})["figures"]["coverage"]
        shares = [f"{right[kind['id']]['share'] * 100:.1f}%" for kind in data["kinds"] if right[kind["id"]]["share"] is not None]
        check(page.run(EDITS) == 2, "the edits are there, also the one made in between")
        check(page.figures()[: len(shares)] == shares, f"and their figures {page.figures()}")
    finally:
        page.faults()
        page.base = base
        page.open()
        server.kill()
