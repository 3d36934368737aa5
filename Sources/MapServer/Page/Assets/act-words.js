// Acts in words and pictures.

import { svg } from "./elements.js";
import { spokenHours, t } from "./language.js";
import { serviceName } from "./town.js";

const BLUE = "#1a5786";

/** A square with a plus for equipment, a clock for longer hours, around the middle: form says what colour does not. */
export function badge(kind) {
  const form = { fill: BLUE, stroke: "#fff", "stroke-width": 1.4 };
  const sign = { fill: "none", stroke: "#fff", "stroke-width": 1.6 };
  return kind === "upgrade"
    ? svg("g", {}, svg("rect", { x: -5, y: -5, width: 10, height: 10, ...form }), svg("path", { d: "M-3 0H3M0 -3V3", ...sign }))
    : svg("g", {}, svg("circle", { r: 5.6, ...form }), svg("path", { d: "M0 -3.4V0H2.8", ...sign }));
}

const listed = (services) => services.map(serviceName).join(t("listPause"));

/** What is done there: what it is built with, the service, the hours. */
export const whatWords = (act) =>
  [listed(act.services), spokenHours(act.hours)].filter(Boolean).join(t("listSemicolon")) || t("nothing");

export const actWords = (act) => t(`act.${act.act}`, act.name || act.id, whatWords(act));

/** Beside the name of the station. */
export const plannedWords = (act) => t(`planned.${act.act}`, whatWords(act));
