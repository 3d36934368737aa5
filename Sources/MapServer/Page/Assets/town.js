// What is known of the town: the server's words about it, and its layers.

import { said, term } from "./language.js";

/** As /api/town has it. */
export let town;
/** The same under the analysis file's own definition, whatever is looked under. */
export let ownTown;
/** Stations as they stand today, by their ids. */
let stations = new Map();
/** Layers as they came, by their names. */
export const layers = {};

export function learnTown(answer) {
  town = answer;
  town.bounds ??= boundsOfStations();
  ownTown ??= town;
  stations = new Map(town.stations.map((station) => [station.id, station]));
}

const LAYERS = [
  "water", "gaps", "roads", "routes", "communities", "boundary", "area", "workers", "candidates", "service_areas",
  "service_area_merged", "proposed_sites",
];

/** Layers that the map draws, as far as there are any. */
export function layerNames(answer) {
  const there = new Set(answer.layers.map((layer) => layer.id));
  return LAYERS.filter((id) => there.has(id));
}

/** All of them; what was known before is gone. */
export function learnLayers(found) {
  for (const id of Object.keys(layers)) delete layers[id];
  Object.assign(layers, found);
}

function boundsOfStations() {
  const [lons, lats] = [town.stations.map((station) => station.lon), town.stations.map((station) => station.lat)];
  if (lons.length === 0) return [73, 18, 135, 54];
  const edge = 0.01;
  return [Math.min(...lons) - edge, Math.min(...lats) - edge, Math.max(...lons) + edge, Math.max(...lats) + edge];
}

export const idOf = (feature) => String(feature.properties.id ?? feature.id ?? "");
/** A station as it stands today; undefined for one that was added. */
export const original = (id) => stations.get(id);
/** So many stations that each cannot be drawn and asked about by itself. */
export const MANY = 300;
export const isCrowded = () => town.stations.length > MANY;

/** Kinds of which there is something in the area. */
export const kindsThere = () => town.kinds.filter((kind) => typeof town.figures.coverage[kind.id]?.share === "number");

/** What people of a kind are counted in. */
export const unitOf = (kind) => said(town.kinds.find((other) => other.id === kind)?.unit);
export const serviceName = (id) => said(town.services.find((service) => service.id === id)?.name) || term("service", id);
