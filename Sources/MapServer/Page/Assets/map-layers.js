// What the map draws, in which colours, and what of it is shown.

import { layers, town } from "./town.js";

export const NAME_COLORS = { added: "#1a5786", closed: "#4f5a63" };
export const COLORS = { station: "#c0392b", site: "#2471a3", closed: "#6b7680" };
/** From the lowest to the highest; the colours of the report's map. */
export const DRAWN = [
  { id: "water", fill: "#cfe3ef" },
  { id: "gaps", fill: "#e8852f" },
  { id: "lost", fill: "#e8852f", isHatched: true },
  { id: "reachNew", fill: "#c5ddf3" },
  { id: "reach", fill: "#93cdaa" },
  { id: "roads", line: "#a9b0b6", width: 1 },
  { id: "routes", line: "#8a5a9e", width: 1.6, dashes: [3, 2], dashedWhen: "covered" },
  { id: "communities", line: "#6b7680", width: 1, dashes: [4, 3], names: "#46525b" },
  { id: "boundary", line: "#4b3f72", width: 1.8, dashes: [8, 2, 1, 2] },
  { id: "area", line: "#4b3f72", width: 1.8 },
  { id: "moves", line: "#c0392b", width: 1.4, dashes: [2, 2] },
  { id: "workers", square: "#7a6a2f" },
  { id: "candidates", ring: "#2471a3" },
  { id: "proposed", number: "#2471a3" },
];
export const LEGEND = [
  "stations", "added", "reach", "reachNew", "lost", "gaps", "proposed", "candidates", "communities", "workers", "routes",
  "roads", "water", "area", "boundary",
];
export const shown = new Set(LEGEND.filter((id) => id !== "candidates"));

export function hasLayer(id) {
  if (["stations", "added", "reach", "lost"].includes(id)) return true;
  if (id === "reachNew") return true;
  if (id === "proposed") return (town.plan?.sites ?? []).length > 0 || town.has_candidates;
  return (layers[id]?.features ?? []).length > 0;
}
