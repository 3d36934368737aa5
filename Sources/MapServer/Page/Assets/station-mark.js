// The mark of a station: its picture and its words.

import { svg } from "./elements.js";
import { t } from "./language.js";
import { isChosen } from "./selection.js";
import { COLORS } from "./map-layers.js";

/** The picture of a station: form and colour both say its state. */
export function stationPicture(station, isChosen) {
  const color = station.state === "closed" ? COLORS.closed : station.state === "added" ? COLORS.site : COLORS.station;
  const sign = { added: "M-3.4 0H3.4M0 -3.4V3.4", closed: "M-3 -3L3 3M-3 3L3 -3", changed: "M-3 0H3" }[station.state];
  return svg(
    "g", {},
    isChosen ? svg("circle", { class: "ring", r: 11.5, fill: "none", stroke: "#1f2a33", "stroke-width": 2.4 }) : null,
    station.state === "added"
      ? svg("rect", { x: -7, y: -7, width: 14, height: 14, rx: 3, fill: color, stroke: "#fff", "stroke-width": 1.8 })
      : svg("circle", { r: 7.5, fill: color, stroke: "#fff", "stroke-width": 1.8 }),
    station.state === "moved" ? svg("circle", { r: 2.6, fill: "#fff" }) : null,
    sign ? svg("path", { d: sign, stroke: "#fff", "stroke-width": 2, fill: "none" }) : null);
}

export const stationWords = (station) =>
  t("stationMark", station.name || station.id) +
  (station.state === "same" ? "" : t("listComma") + t(`state.${station.state}`));
