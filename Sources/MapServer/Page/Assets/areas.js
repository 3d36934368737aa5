// Service areas: those that came with the layers, and those that the server draws for edits.

import { areasCame } from "./happenings.js";
import { round } from "./geometry.js";
import { pause } from "./server.js";
import { isCrowded, layers, original, town } from "./town.js";
import { askUnder } from "./definition.js";
import { stationsWith } from "./edits.js";
import { siteStation } from "./sites.js";

/** Service areas by place and extra minutes of a station. */
export const areas = new Map();
const asked = new Map();
let fetching = 0;

/** Stations at one place with the same extra minutes have the same area. */
export const spot = (station) => `${round(station.lon)},${round(station.lat)},${station.extra_min ?? 0}`;

export function learnAreas() {
  const known = layers.service_areas?.features ?? [];
  // Of several ways to travel the map shows one: the areas of faster ones would hide the rest.
  const mode = known[0]?.properties.mode;
  const places = new Map([...(town.plan?.sites ?? []).map(siteStation), ...town.stations].map((place) => [place.id, place]));
  for (const feature of known) {
    if (feature.properties.mode !== mode) continue;
    const place = places.get(String(feature.properties.station));
    if (!place) continue;
    const key = spot(place);
    areas.set(key, [...(areas.get(key) ?? []), feature]);
  }
}

/** They are of a definition that is no longer looked under. */
export function forgetAreas() {
  areas.clear();
  asked.clear();
}

/** Asks for the areas that the map lacks, two at a time. */
export function fetchAreas(stations, edits) {
  for (const station of stations) {
    const key = spot(station);
    if (areas.has(key) || asked.has(key)) continue;
    asked.set(key, { edits, id: station.id, key });
  }
  while (fetching < 2) {
    const next = [...asked.values()].find((question) => !question.isRunning);
    if (!next) return;
    fetchArea(next);
  }
}

/** The same for all stations under edits; of a crowd for those that are edited, as they stand and as they stood. */
export function fetchAreasUnder(edits) {
  const stations = stationsWith(edits);
  const edited = isCrowded() ? stations.filter(({ state }) => state !== "same") : stations;
  fetchAreas(edited.filter(({ state }) => state !== "closed"), edits);
  if (isCrowded()) fetchAreas(edited.map(({ id }) => original(id)).filter(Boolean), []);
}

async function fetchArea(question) {
  question.isRunning = true;
  fetching += 1;
  try {
    const answer = await askUnder("/api/area", { edits: question.edits, station: question.id });
    const mode = answer.features[0]?.properties.mode;
    areas.set(question.key, answer.features.filter((feature) => feature.properties.mode === mode));
  } catch (words) {
    // A full server is asked again at once. Else the map shows none for now, and what is wrong with the edits, the figures
    // tell: that of another station may be at fault, so this place is asked for again with the next change.
    if (words.isBusy) await pause(1000);
    else asked.delete(question.key);
  }
  fetching -= 1;
  question.isRunning = false;
  if (areas.has(question.key)) asked.delete(question.key);
  areasCame.tell();
  fetchAreas([], []);
}
