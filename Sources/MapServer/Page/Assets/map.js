// The map: by MapLibre where it can be, and what stands on it.

import { $, html, svg } from "./elements.js";
import { boxOf, collection, EMPTY } from "./geometry.js";
import { t } from "./language.js";
import { isCrowded, layers, original } from "./town.js";
import { merged, stationsWith } from "./edits.js";
import { current, stationNow } from "./scenarios.js";
import { siteFeatures, sitesShown, siteStation } from "./sites.js";
import { hour, isShut } from "./hour.js";
import { areas, spot } from "./areas.js";
import { choose, chosen, featureOf } from "./selection.js";
import { DRAWN, LEGEND, shown } from "./map-layers.js";
import { LibreView } from "./maplibre-map.js";
import { PlainView } from "./plain-map.js";

export let view;
export let isLibre = false;

function canDraw() {
  if (typeof maplibregl === "undefined") return false;
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

/** Opens it; where MapLibre fails the page draws its own. */
export function openMap() {
  $("map-side").append(html("div", { class: "zooms" }, ...ZOOMS.map(([, button]) => button)));
  try {
    isLibre = canDraw();
    view = isLibre ? new LibreView($("map")) : new PlainView($("map"));
  } catch {
    isLibre = false;
    $("map").replaceChildren();
    view = new PlainView($("map"));
  }
}

const zoomButton = (sign, by) =>
  html(
    "button", { type: "button", onclick: () => view.zoom(by) },
    svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: sign })));
const ZOOMS = [
  ["zoomIn", zoomButton("M8 3V13M3 8H13", 1)], ["zoomOut", zoomButton("M3 8H13", -1)],
  ["whole", zoomButton("M3 6V3H6M10 3H13V6M13 10V13H10M6 13H3V10", 0)],
];

/** In the language of now. */
export function sayMap() {
  for (const [key, button] of ZOOMS) {
    button.setAttribute("aria-label", t(key));
    button.title = t(key);
  }
  view.say();
}

/** Layers as they came; what is drawn of stations and edits comes after them. */
export function setLayers() {
  for (const { id } of DRAWN) view.set(id, layers[id] ?? EMPTY);
}

/** The same on a map that has none yet. */
export function drawLayers() {
  if (!isLibre) view.draw();
  setLayers();
  for (const id of LEGEND) if (!shown.has(id)) view.show(id, false);
}

/** Service areas of the scenario, at the hour that is looked at, and what it gives up. */
export function drawReach() {
  const reach = [];
  const added = [];
  const lost = [];
  for (const station of stationsWith(current())) {
    const before = original(station.id);
    const key = spot(station);
    if (before && (station.state === "closed" || spot(before) !== key)) lost.push(...(areas.get(spot(before)) ?? []));
    if (station.state === "closed" || isShut(station.id)) continue;
    (before ? reach : added).push(...(areas.get(key) ?? []));
  }
  for (const site of sitesShown) added.push(...(areas.get(spot(siteStation(site))) ?? []));
  const merged = layers.service_area_merged?.features.filter((feature) => feature.properties.stations === "existing") ?? [];
  const isByStation = layers.service_areas || hour !== null || (reach.length > 0 && !isCrowded());
  // Of a crowd only the areas of edited stations are known one by one: they lie on that of all.
  view.set("reach", isByStation ? collection(reach) : collection([...merged, ...reach]));
  view.set("reachNew", collection(added));
  view.set("lost", collection(lost));
}

/** Stations, and where the moved ones came from. */
export function drawStations() {
  const stations = stationsWith(current());
  view.stations(stations);
  view.set(
    "moves",
    collection(
      stations
        .filter((station) => station.state === "moved")
        .map((station) => {
          const before = original(station.id);
          return {
            type: "Feature", properties: {},
            geometry: { type: "LineString", coordinates: [[before.lon, before.lat], [station.lon, station.lat]] },
          };
        })));
}

/** Proposed sites, and what a plan does at stations; a site that is no longer there is no longer selected. */
export function drawSites() {
  view.set("proposed", collection(siteFeatures()));
  drawStations();
  if (chosen?.layer === "proposed" && !featureOf(chosen)) choose(null);
  drawReach();
}

/** The ring around what is selected; the map goes there when it is far. */
export function drawChoice(isFar) {
  const station = chosen?.layer === "stations" ? stationNow(chosen.id) : null;
  const feature = chosen && !station ? featureOf(chosen) : null;
  view.pick(feature);
  view.stations(stationsWith(current()));
  if (!isFar || !(station || feature)) return;
  view.see(station ? [station.lon, station.lat, station.lon, station.lat] : boxOf(feature.geometry));
}
