// A station moved by the arrow keys.

import { ARROWS, METERS } from "./geometry.js";
import { target } from "./edits.js";
import { glide, settleSoon, provisional, settle, stationNow } from "./scenarios.js";
import { choose, chosen } from "./selection.js";

/** The keys of a station's mark: ten metres each, a hundred with Shift. */
export function stationKey(event, id) {
  const way = ARROWS[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const station = stationNow(id);
  if (!station || station.state === "closed") return;
  if (chosen?.id !== id) choose("stations", id);
  if (provisional && target(provisional) !== id) settle();
  const by = event.shiftKey ? 100 : 10;
  const lon = station.lon + (way[0] * by) / (METERS * Math.cos((station.lat * Math.PI) / 180));
  glide(id, lon, station.lat + (way[1] * by) / METERS);
  settleSoon();
}
