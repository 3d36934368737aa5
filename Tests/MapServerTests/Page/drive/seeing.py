"""What is seen before anything is done: the map, the words, both languages."""
import re
import time

from browser import Keys, check


def beginning(page, data):
    """The map, its layers and today's figures."""
    print("beginning")
    check(page.run("return document.documentElement.dataset.ready") == ("plain" if page.is_plain else "maplibre"),
          "the map is drawn by " + ("the page itself" if page.is_plain else "MapLibre"))
    check(len(page.all(page.mark)) == len(data["stations"]), "every station stands on the map")
    check(page.one("#illustrative").is_displayed() == data["illustrative"], "made-up data is told")
    check("ServiceCircle" in page.one("#attribution").text, "who drew the map is told")
    page.today = page.figures()
    check(len(page.today) == len(data["figures"]["coverage"]) + 1, "figures of every kind and their mean")
    check(page.today[-1] == f"{data['figures']['value'] * 100:.1f}%", "the mean is that of the server")
    if page.is_plain:
        drawn = page.run("return Object.fromEntries([...document.querySelectorAll('g[data-layer]')].map(g => [g.dataset.layer, g.childElementCount]))")
        for layer in ("reach", "communities", "area"):
            if layer == "reach" or any(each["id"] == layer for each in data["layers"]):
                check(drawn.get(layer, 0) > 0, f"layer {layer} is drawn")
    else:
        swatches = page.run("""
            return Object.fromEntries([...document.querySelectorAll('#layers li')].flatMap(each => {
                const layer = each.querySelector('[data-layer]'), swatch = each.querySelector('rect');
                return layer && swatch ? [[layer.dataset.layer, swatch.getAttribute('fill')]] : [] }))""")
        fills = {layer: ",".join(map(str, bytes.fromhex(swatches[layer][1:]))) for layer in ("reach", "gaps") if layer in swatches}
        # The map draws when its workers are ready, some frames after the page.
        for _ in range(50):
            colors = page.run("""
                const c = document.querySelector('.maplibregl-canvas'), p = document.createElement('canvas');
                p.width = c.width; p.height = c.height; const x = p.getContext('2d'); x.drawImage(c, 0, 0);
                const d = x.getImageData(0, 0, p.width, p.height).data, n = {};
                for (let i = 0; i < d.length; i += 4) { const k = [d[i], d[i + 1], d[i + 2]].join(); n[k] = (n[k] || 0) + 1 }
                return n""")
            if all(colors.get(fill, 0) > 500 for fill in fills.values()):
                break
            time.sleep(0.2)
        for layer, fill in fills.items():
            check(colors.get(fill, 0) > 500, f"layer {layer} is drawn in the colour of the legend")
        check("reach" in fills, "service areas stand in the legend")
    page.shot("1280-beginning")


def words(page, data):
    """Every text is there in both languages, and none is read as HTML."""
    print("words")
    page.words = words = page.driver.execute_async_script(
        "Promise.all([import('/assets/words.js'), import('/assets/terms.js')]).then(([w, t]) => arguments[0]({...w.WORDS, ...t.TERMS}))")
    check(all(each.get("zh") and each.get("en") for each in words.values()), f"each of {len(words)} texts has both languages")
    holes = [key for key, each in words.items()
             if sorted(set(re.findall(r"\{\d\}", each["zh"]))) != sorted(set(re.findall(r"\{\d\}", each["en"])))]
    check(not holes, f"both languages fill the same places {holes or ''}")
    source = page.driver.execute_async_script("""
        const modules = [...document.querySelectorAll('script[type=module]')].map(e => e.src).concat(
          [...document.querySelectorAll('link[rel=modulepreload]')].map(e => e.href));
        Promise.all(modules.map(m => fetch(m).then(r => r.text()))).then(all => arguments[0](all.join('\\n')))""")
    asked = set(re.findall(r'\bt\("([\w.-]+)"', source)) | set(re.findall(r'data-t(?:-label)?="([\w.-]+)"', page.driver.page_source))
    check(not asked - set(words), f"no text is asked for that is not there {sorted(asked - set(words)) or ''}")
    check("innerHTML" not in source and "insertAdjacentHTML" not in source, "nothing is read as HTML")


def languages(page, data):
    """Chinese and English."""
    print("language")
    page.click("#en")
    check(page.one("#title").text == data["title"]["en"] and page.one("html").get_attribute("lang") == "en", "English")
    left = page.run("""return [...document.querySelectorAll('h2,h3,button,label,summary,caption,th,legend')]
        .filter(e => e.id !== 'zh' && /[\\u4e00-\\u9fff]/.test(e.textContent) && !e.closest('#chosen,#found,#edits,#towns tbody,#trades tbody')).map(e => e.textContent)""")
    check(not left, f"no Chinese is left in the English page {left or ''}")
    page.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.accessible("English, unfolded")
    page.shot("1280-english")
    page.run("document.querySelectorAll('#panel details').forEach(d => d.open = false)")
    page.click("#zh")
    check(page.one("#title").text == data["title"]["zh"], "Chinese")


# How many features of each layer of the legend are drawn: marks of stations, else what MapLibre or the page itself has drawn.
DRAWN = """
    const done = arguments[0];
    Promise.all([import('/assets/map.js'), import('/assets/map-layers.js')]).then(([{view, isLibre}, {LEGEND}]) => {
      const count = (id) => {
        if (id === 'stations' || id === 'added') {
          const marks = [...document.querySelectorAll(isLibre ? '.mark' : '#map .station')];
          return marks.filter(e => (e.querySelector('rect') !== null) === (id === 'added')).length;
        }
        if (!isLibre) {
          const group = document.querySelector(`#map g[data-layer="${id}"]`);
          return getComputedStyle(group).visibility === 'hidden' ? 0 : group.childElementCount;
        }
        const layers = view.map.getStyle().layers.filter(layer => layer.source === id).map(layer => layer.id);
        return view.map.queryRenderedFeatures({layers}).length;
      };
      const answer = () => done(Object.fromEntries(LEGEND.map(id => [id, count(id)])));
      if (!isLibre || view.map.areTilesLoaded()) answer(); else view.map.once('idle', answer);
    })"""


def drawn(page):
    time.sleep(0.4)
    return page.driver.execute_async_script(DRAWN)


def layers(page, data):
    """Each layer of the legend is on the map when it is shown, and is not when it is hidden."""
    print("all layers")
    page.click("#reset")
    page.calm()
    page.select(data["stations"][0]["id"])
    page.click("#chosen .row button")
    page.calm()
    page.click("#add")
    page.run("document.querySelector('.maplibregl-canvas, #map > svg').focus()")
    page.keys(Keys.ENTER)
    page.calm()
    if data.get("plan"):
        page.run("const c = document.querySelector('#count'); c.value = 3; c.dispatchEvent(new Event('input'))")
    page.run("for (const box of document.querySelectorAll('#layers [data-layer]')) if (!box.checked) box.click()")
    listed = page.run("return [...document.querySelectorAll('#layers [data-layer]')].map(box => box.dataset.layer)")
    wanted = {"stations", "added", "reach", "reachNew", "lost", "gaps", "proposed", "candidates", "communities", "workers", "routes", "roads",
              "water", "area", "boundary"}
    check(set(listed) == wanted, f"the example has every layer there is {sorted(wanted ^ set(listed)) or ''}")
    there = {}
    # Areas of what was edited come after the figures.
    for _ in range(50):
        there = drawn(page)
        if all(there[layer] > 0 for layer in listed):
            break
    for layer in listed:
        check(there[layer] > 0, f"{layer}: {there[layer]} drawn")
    page.shot("1280-layers")
    page.run("for (const box of document.querySelectorAll('#layers [data-layer]')) box.click()")
    for _ in range(20):
        left = {layer: number for layer, number in drawn(page).items() if number > 0}
        if not left:
            break
    check(not left, f"hidden, none is left {left or ''}")
    page.run("for (const box of document.querySelectorAll('#layers [data-layer]')) if (box.dataset.layer !== 'candidates') box.click()")
    page.run("const c = document.querySelector('#count'); c.value = 0; c.dispatchEvent(new Event('input'))")
    page.click("#reset")
    page.calm()
