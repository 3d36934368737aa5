// The legend, by which layers are shown and hidden.

import { $, html, svg } from "./elements.js";
import { t } from "./language.js";
import { town } from "./town.js";
import { hour, hourWords, knowsOpen } from "./hour.js";
import { DRAWN, hasLayer, LEGEND, shown } from "./map-layers.js";
import { badge } from "./act-words.js";
import { stationPicture } from "./station-mark.js";
import { view } from "./map.js";

const STATES = { stations: "same", added: "added", shut: "same" };
/** What a budget does at stations, as far as the analysis offers it. */
const actsOffered = () => ["upgrade", "extend"].filter((kind) => town.acts?.options[kind].length > 0);

function swatch(id) {
  const layer = DRAWN.find((other) => other.id === id);
  const picture = svg("svg", { viewBox: "0 0 26 16", "aria-hidden": "true" });
  if (STATES[id]) {
    const mark = stationPicture({ state: STATES[id] }, false, id === "shut");
    mark.setAttribute("transform", "translate(13 8) scale(.9)");
    picture.append(mark);
  } else if (layer.fill) {
    const fill = layer.isHatched ? "#fbe3c4" : layer.fill;
    const hatch = "M2 14L14 2M8 14L20 2M14 14L25 3M1 9L8 2";
    picture.append(svg("rect", { x: 1, y: 2, width: 24, height: 12, fill, stroke: "#6b7680", "stroke-width": 0.8 }));
    if (layer.isHatched) picture.append(svg("path", { class: "hatch", d: hatch, "stroke-width": 1.2 }));
  } else if (layer.line) {
    const line = (d, dash) =>
      picture.append(svg("path", { d, stroke: layer.line, "stroke-width": 2, "stroke-dasharray": dash }));
    if (layer.dashedWhen) {
      line("M1 8h11", null);
      line("M14 8h11", "3 2");
    } else line("M1 8h24", layer.dashes?.map((value) => value * 1.2).join(" "));
  } else if (layer.square) picture.append(svg("rect", { x: 10, y: 5, width: 6, height: 6, fill: layer.square }));
  else if (layer.ring) {
    picture.append(svg("circle", { cx: 13, cy: 8, r: 3.6, fill: "#fff", stroke: layer.ring, "stroke-width": 1.3 }));
  } else {
    picture.append(
      svg("circle", { cx: 13, cy: 8, r: 8, fill: layer.number }),
      svg("text", { x: 13, y: 11.5, "font-size": 10, "font-weight": 700, "text-anchor": "middle", fill: "#fff", text: "1" }));
  }
  return picture;
}

const badgeAlone = (kind) => svg("svg", { viewBox: "-13 -8 26 16", "aria-hidden": "true" }, badge(kind));
const sign = (picture, words) => html("li", { class: "sign" }, picture, html("span", { text: words }));

export function drawLegend() {
  $("layers").replaceChildren(
    ...LEGEND.filter(hasLayer).map((id) =>
      html(
        "li", {},
        html(
          "label", {},
          html("input", {
            type: "checkbox", checked: shown.has(id), "data-layer": id,
            onchange: (event) => {
              if (event.target.checked) shown.add(id);
              else shown.delete(id);
              view.show(id, event.target.checked);
            },
          }),
          swatch(id), html("span", { text: t(id === "proposed" && town.acts ? "layer.build" : `layer.${id}`) })))),
    // No layers of their own: what is to be done at stations that stand.
    ...actsOffered().map((kind) => sign(badgeAlone(kind), t(`layer.${kind}`))),
    // No layer of its own: how stations look at the hour that is looked at.
    ...(knowsOpen() ? [sign(swatch("shut"), t("shutAt", hourWords(hour)))] : []));
}
