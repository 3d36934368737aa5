"""A search stopped half-way, for what is made small: minutes, not shares."""
import time

from browser import check
from restart import beside


def halfway(page, data):
    """The shortest gaps of 28 stations take far longer than this."""
    if not page.program or not data.get("has_candidates"):
        return
    print("a search is stopped half-way")
    with beside(page, None, "--set", "siting.objective=shortest-gaps", "--set", "siting.new=1"):
        page.pick("#new", "28", "input")
        page.click("#start")
        found = page.until("/已求得[\\d.]+分钟/.test(document.querySelector('#siting-words').textContent)", "progress comes while it runs", 120)
        running = page.one("#siting-words").text
        check("%" not in running and "至少" in running, f"in minutes, with what none can be below: {running}")
        check(page.one("#stop").is_enabled() and not page.one("#take-siting").is_displayed(), "and it still runs")
        page.shot("1280-searching")
        page.click("#stop")
        page.until("document.querySelector('#stop').disabled", "it ends", 60)
        time.sleep(0.3)
        job = page.ask("/api/siting/1")
        check(job["state"] == "stopped" and job["status"] == "feasible", f"the server says it was stopped: {job['state']}, {job['status']}")
        check(len(job["sites"]) > 0 and job["bound"] < job["value"], "with the best so far, and a bound below it")
        words = page.one("#siting-words").text
        check(words.startswith("已停止") and f"新建{len(job['sites'])}个" in words and "已证明" not in words, f"the page says so, too: {words}")
        check(f"{job['value']:.1f}".rstrip("0").rstrip(".") in words, "with the value that was kept")
        drawn = page.driver.execute_async_script(
            "import('/assets/sites.js').then(sites => arguments[0](sites.sitesShown.map(site => site.id)))")
        check(found and drawn == [site["id"] for site in job["sites"]], "its stations are on the map")
        page.shot("1280-search-stopped")
        page.click("#take-siting")
        page.calm()
        check(page.run("return document.querySelectorAll('#edits li button').length") == len(job["sites"]), "and can be taken over")
        page.click("#reset")
        page.calm()

        print("one that is proven")
        page.pick("#new", "1", "input")
        page.click("#start")
        page.until("!document.querySelector('#take-siting').hidden", "it ends", 120)
        job = page.ask("/api/siting/2")
        words = page.one("#siting-words").text
        check((job["status"] == "optimal") == ("已证明" in words), f"{job['status']}: {words}")
        check("分钟" in words and "%" not in words, "in minutes again")
        page.click("#en")
        check("minutes" in page.one("#siting-words").text, f"in English: {page.one('#siting-words').text}")
