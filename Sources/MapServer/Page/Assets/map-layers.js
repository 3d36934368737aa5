// What the map draws, in which colours, and what of it is shown.

import { svg } from "./elements.js";
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

/** Lines and areas as a drawing has them. pixel: the place of a point in it. */
export function pathOf(geometry, pixel) {
  if (!geometry) return "";
  const place = (point) => pixel(point).map((value) => value.toFixed(1)).join(" ");
  const line = (points) => (points.length > 0 ? `M${points.map(place).join("L")}` : "");
  const { type, coordinates } = geometry;
  if (type === "LineString") return line(coordinates);
  if (type === "MultiLineString") return coordinates.map(line).join("");
  if (type === "Polygon") return coordinates.map((ring) => `${line(ring)}Z`).join("");
  if (type === "MultiPolygon") return coordinates.flat().map((ring) => `${line(ring)}Z`).join("");
  return "";
}

/** A feature of a layer in the page's own drawing. */
export function shapeOf(layer, feature, pixel) {
  if (feature.geometry?.type === "Point") {
    const [x, y] = pixel(feature.geometry.coordinates);
    if (layer.square) return svg("rect", { x: x - 2.5, y: y - 2.5, width: 5, height: 5, fill: layer.square, stroke: "#fff" });
    if (layer.ring) return svg("circle", { cx: x, cy: y, r: 3.4, fill: "#fff", stroke: layer.ring });
    if (!layer.number) return svg("circle", { cx: x, cy: y, r: 3, fill: layer.line });
    return svg(
      "g", { transform: `translate(${x} ${y})` },
      svg("circle", { r: 9, fill: layer.number, stroke: "#fff", "stroke-width": 1.8 }),
      svg("text", {
        y: 3.7, "text-anchor": "middle", "font-size": 10.5, "font-weight": 700, fill: "#fff", text: feature.properties.rank,
      }));
  }
  const d = pathOf(feature.geometry, pixel);
  if (layer.fill) return svg("path", { d, fill: layer.isHatched ? "url(#hatch)" : layer.fill, "fill-rule": "evenodd" });
  const isDashed = layer.dashes && (!layer.dashedWhen || feature.properties[layer.dashedWhen] !== true);
  return svg("path", {
    d, fill: layer.names ? "transparent" : "none", stroke: layer.line, "stroke-width": layer.width,
    "stroke-dasharray": isDashed ? layer.dashes.join(" ") : null,
  });
}
