// The mark of a station: its picture and its words.

import { svg } from "./elements.js";
import { t } from "./language.js";
import { hour, hourWords, isShut } from "./hour.js";
import { actsAt } from "./mix.js";
import { badge, plannedWords } from "./act-words.js";
import { COLORS } from "./map-layers.js";

const BADGE_PLACES = { upgrade: "translate(8 -7)", extend: "translate(8 7)" };

/** Kinds of acts that are shown beside it. */
const plannedAt = (station) => (station.state === "closed" ? [] : [...new Set(actsAt(station.id).map((act) => act.act))]);

export const colorOf = ({ state }) => ({ closed: COLORS.closed, added: COLORS.site })[state] ?? COLORS.station;

/** Form and colour both say its state; it is hollow when it is shut at the hour that is looked at. */
export function stationPicture(station, isPicked, isHollow) {
  const color = colorOf(station);
  const sign = { added: "M-3.4 0H3.4M0 -3.4V3.4", closed: "M-3 -3L3 3M-3 3L3 -3", changed: "M-3 0H3" }[station.state];
  const inner = isHollow ? color : "#fff";
  const look = isHollow
    ? { fill: "#fff", stroke: color, "stroke-width": 2.6 }
    : { fill: color, stroke: "#fff", "stroke-width": 1.8 };
  // The line of a hollow one lies within the form of a full one.
  const less = isHollow ? 0.7 : 0;
  return svg(
    "g", { class: isHollow ? "hollow" : null },
    isPicked ? svg("circle", { class: "ring", r: 11.5, fill: "none", stroke: "#1f2a33", "stroke-width": 2.4 }) : null,
    station.state === "added"
      ? svg("rect", { x: -7 + less, y: -7 + less, width: 14 - 2 * less, height: 14 - 2 * less, rx: 3, ...look })
      : svg("circle", { r: 7.5 - less, ...look }),
    station.state === "moved" ? svg("circle", { r: 2.6, fill: inner }) : null,
    sign ? svg("path", { d: sign, stroke: inner, "stroke-width": 2, fill: "none" }) : null,
    ...plannedAt(station).map((kind) => svg("g", { class: "planned", transform: BADGE_PLACES[kind] }, badge(kind))));
}

export const isHollow = (station) => station.state !== "closed" && isShut(station.id);

export const stationWords = (station) =>
  t("stationMark", station.name || station.id) +
  (station.state === "same" ? "" : t("listComma") + t(`state.${station.state}`)) +
  (isHollow(station) ? t("listComma") + t("shutAt", hourWords(hour)) : "") +
  (station.state === "closed" ? "" : actsAt(station.id).map((act) => t("listComma") + plannedWords(act)).join(""));
