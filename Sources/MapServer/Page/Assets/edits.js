// Edits, as the server reads them, and what stations become by them.

import { round } from "./geometry.js";
import { original, town } from "./town.js";

export const operation = (edit) => Object.keys(edit)[0];
export const target = (edit) => {
  const value = edit[operation(edit)];
  return typeof value === "string" ? value : value.id;
};
const sameServices = (a, b) => [...a].sort().join() === [...b].sort().join();

/** Edits with one more: at most one of a kind for each station, none that changes nothing. */
export function merged(edits, edit) {
  const kind = operation(edit);
  const id = target(edit);
  if (kind === "add") return [...edits, edit];
  const added = edits.findIndex((other) => other.add?.id === id);
  if (kind === "close") {
    const others = edits.filter((other) => target(other) !== id);
    return added >= 0 ? others : [...others, edit];
  }
  const value = edit[kind];
  if (added >= 0) {
    const { minutes, ...rest } = value;
    const change = minutes === undefined ? rest : { extra_min: minutes };
    return edits.map((other, index) => (index === added ? { add: { ...other.add, ...change } } : other));
  }
  const before = original(id);
  const isNothing =
    (kind === "move" && round(before.lon) === value.lon && round(before.lat) === value.lat) ||
    (kind === "extra_min" && (before.extra_min ?? 0) === value.minutes) ||
    (kind === "services" && sameServices(before.services, value.services)) ||
    (kind === "hours" && (before.hours ?? "") === (value.hours ?? "")) ||
    ((kind === "capacity" || kind === "seats") && (before[kind] ?? null) === (value[kind] ?? null));
  const place = edits.findIndex((other) => operation(other) === kind && target(other) === id);
  if (isNothing) return edits.filter((_, index) => index !== place);
  return place < 0 ? [...edits, edit] : edits.map((other, index) => (index === place ? edit : other));
}

/** Stations with the edits made; closed ones stay, marked. */
export function stationsWith(edits) {
  const stations = new Map(town.stations.map((station) => [station.id, { ...station, state: "same" }]));
  for (const edit of edits) {
    const kind = operation(edit);
    const value = edit[kind];
    if (kind === "add") {
      stations.set(value.id, { ...value, state: "added" });
      continue;
    }
    const station = stations.get(target(edit));
    if (!station) continue;
    if (kind === "close") station.state = "closed";
    else if (kind === "move") Object.assign(station, { lon: value.lon, lat: value.lat, state: "moved" });
    else {
      if (kind === "extra_min") station.extra_min = value.minutes;
      else station[kind] = value[kind];
      if (station.state === "same") station.state = "changed";
    }
  }
  return [...stations.values()];
}
