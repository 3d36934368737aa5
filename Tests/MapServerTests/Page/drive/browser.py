"""A headless browser on the page, and what the checks of the page have in common."""
import importlib.util
import json
import os
import pathlib
import shutil
import sys
import time

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    print("drive: the Python package selenium is missing: pip install selenium", file=sys.stderr)
    sys.exit(2)

found = importlib.util.find_spec("axe_playwright_python")
axe = pathlib.Path(found.submodule_search_locations[0]) / "axe.min.js" if found else None
if axe is None or not axe.exists():
    print("drive: the Python package axe_playwright_python is missing: pip install axe-playwright-python", file=sys.stderr)
    sys.exit(2)
for program in ("chromium", "chromedriver"):
    if not shutil.which(program):
        print(f"drive: {program} is missing: apt-get install chromium chromium-driver", file=sys.stderr)
        sys.exit(2)


failures = []


def check(holds, words):
    print(("  ok    " if holds else "  FAILS ") + words, flush=True)
    if not holds:
        failures.append(words)


def browser(downloads, width=1280, height=860, has_webgl=True):
    settings = webdriver.ChromeOptions()
    settings.binary_location = shutil.which("chromium")
    graphics = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader") if has_webgl else ("--disable-gpu", "--disable-3d-apis")
    for flag in ("--headless=new", *graphics, "--disable-dev-shm-usage", "--lang=zh-CN", f"--window-size={width},{height}"):
        settings.add_argument(flag)
    if os.geteuid() == 0:
        settings.add_argument("--no-sandbox")
    settings.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    settings.add_experimental_option("prefs", {"download.default_directory": downloads, "intl.accept_languages": "zh-CN"})
    return webdriver.Chrome(options=settings, service=Service(shutil.which("chromedriver")))


class Page:
    def __init__(self, driver, base, downloads, shots=None, is_plain=False):
        self.driver = driver
        self.base = base
        self.downloads = downloads
        self.shots = shots
        self.is_plain = is_plain
        self.mark = "#map .station" if is_plain else ".mark"
        self.told = []

    def run(self, script, *values):
        return self.driver.execute_script(script, *values)

    def until(self, script, words, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.run(f"return Boolean({script})"):
                return True
            time.sleep(0.1)
        check(False, f"{words} (waited {seconds} s)")
        return False

    def calm(self, rest=0.15):
        """Until the server has answered what was asked last; keys of a station rest for a while before they are an edit."""
        time.sleep(rest)
        self.until("document.documentElement.dataset.busy === 'false'", "the figures come to rest")

    def detailed(self):
        """Until figures by period, hour and group are those of the edits, too."""
        self.calm()
        self.until("document.documentElement.dataset.detailed === 'true'", "figures by hour come to rest")

    def ask(self, path, body=None):
        """What the server itself says."""
        return self.driver.execute_async_script("""
            const [path, body, done] = arguments;
            fetch(path, body ? {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)} : {})
              .then(r => r.ok ? r.json() : null).then(done)""", path, body)

    def pick(self, selector, value, event):
        """Sets a field, as a hand would, with the event of it."""
        self.run("const e = document.querySelector(arguments[0]); e.value = arguments[1]; e.dispatchEvent(new Event(arguments[2]))",
                 selector, value, event)

    def select(self, station):
        self.pick("#station", station, "change")

    def open(self):
        self.driver.get(self.base)
        self.until("document.documentElement.dataset.ready", "the page is ready", 60)
        # What is asked for stays listed.
        self.run("performance.setResourceTimingBufferSize(100000)")
        time.sleep(0.5)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector):
        element = self.one(selector)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def held(self, mark):
        """A mark, once it can be pressed: a notice above the map may just have gone, and the map be about to move."""
        look = """
            const box = arguments[0].getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            return [Math.round(x), Math.round(y), arguments[0].contains(document.elementFromPoint(x, y))]"""
        before, end = None, time.monotonic() + 15
        while time.monotonic() < end:
            place = self.run(look, mark)
            if place == before and place[2]:
                return mark
            before = place
            time.sleep(0.4)
        check(False, f"a mark can be pressed: {before}")
        return mark

    def edit(self, field, value):
        """Types into a field of the selected station."""
        box = self.one(f"#chosen [data-key={field}]")
        self.run("arguments[0].scrollIntoView({block: 'center'})", box)
        box.send_keys(Keys.CONTROL + "a" + Keys.NULL)
        box.send_keys(value, Keys.TAB)
        self.calm()

    def edits(self, scenario="A"):
        """Those of a scenario, as the page keeps them for the server."""
        return self.run("return JSON.parse(Object.entries(sessionStorage).find(([key]) => key.endsWith(' ' + arguments[0]))[1])", scenario)

    def export(self, *kinds):
        """Saves files of the scenario into the folder of downloads, in place of those before; says where they are."""
        names = {"geojson": "stations-edited.geojson", "csv": "stations-edited.csv", "yaml": "analysis-edited.yaml"}
        paths = [pathlib.Path(self.downloads) / names[kind] for kind in kinds]
        for kind, path in zip(kinds, paths):
            path.unlink(missing_ok=True)
            self.click(f".export[data-as={kind}]")
            end = time.monotonic() + 30
            while time.monotonic() < end and not path.exists():
                time.sleep(0.2)
            check(path.exists(), f"{path.name} is saved")
        return paths

    def forgive(self, status, place=""):
        """The browser tells refused questions on its console, and this one was to be refused."""
        self.faults()
        self.told = [line for line in self.told if f"status of {status}" not in line or place not in line]

    def figures(self):
        """The shares of scenario A, as the table says them."""
        return self.run("return [...document.querySelectorAll('#figures tbody tr')].map(r => r.cells[2].firstChild.textContent)")

    def value(self, selector):
        return float(self.one(selector).get_attribute("value"))

    def shot(self, name):
        if self.shots:
            os.makedirs(self.shots, exist_ok=True)
            self.driver.save_screenshot(os.path.join(self.shots, name + ".png"))

    def size(self, width, height):
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
        time.sleep(0.5)

    def keys(self, *keys):
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def faults(self):
        """Errors of the console; a map library that is not installed is no fault of the plain page."""
        self.told += [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
        return [line for line in self.told if not (self.is_plain and "maplibre-gl" in line)]

    def accessible(self, name):
        self.faults()
        self.run(axe.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations))")
        serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
        for fault in found:
            print(f"        axe, {fault['impact']}: {fault['id']}: {fault['nodes'][0]['html'][:140]}")
            print(f"          {fault['nodes'][0]['failureSummary'][:200]}")
        # Its own style elements are refused by the page's policy: no fault of the page.
        self.driver.get_log("browser")
        check(not serious, f"axe finds nothing serious ({name})")
