// Why what is selected is covered or not under the edits, whom a station covers, and what a site would add: from the server.

import { reasonCame } from "./happenings.js";
import { round } from "./geometry.js";
import { pause } from "./server.js";
import { tell } from "./trouble.js";
import { definition, askUnder } from "./definition.js";
import { active, committed, provisional, stationNow } from "./scenarios.js";
import { idOf, layers, town } from "./town.js";
import { siteStation, sitesShown } from "./sites.js";
import { chosen, featureOf } from "./selection.js";

/** The latest answer, and to which question; null before there is one. */
let known = null;
let isAsking = false;

/** Half-way along a line: its ends are those of the stretches beside it, too. */
function middleOf({ type, coordinates }) {
  const line = type === "MultiLineString" ? coordinates.flat() : coordinates;
  const far = ([lon, lat], [lon2, lat2]) => Math.hypot((lon2 - lon) * Math.cos((lat * Math.PI) / 180), lat2 - lat);
  const steps = line.slice(1).map((place, index) => far(line[index], place));
  let rest = steps.reduce((sum, step) => sum + step, 0) / 2;
  const index = Math.max(0, steps.findIndex((step) => (rest > step ? ((rest -= step), false) : true)));
  const share = steps[index] > 0 ? rest / steps[index] : 0;
  const [a, b] = [line[index], line[index + 1] ?? line[index]];
  return [round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share)];
}

/** A host as the station that would stand there; null where nobody knows what would be built. */
export function siteOf(id) {
  const site = sitesShown.find((other) => other.id === id) ?? town.plan?.sites.find((other) => other.id === id);
  if (site) return siteStation(site);
  const host = layers.candidates?.features.find((feature) => idOf(feature) === id);
  if (!host || town.acts) return null;
  const [lon, lat] = host.geometry.coordinates;
  return siteStation({ id, name: host.properties.name, lon, lat });
}

/** What the server is to be asked of what is selected; null where it has nothing to say. */
function question() {
  if (!chosen || provisional) return null;
  const edits = committed();
  const { layer, id } = chosen;
  switch (layer) {
    case "stations": {
      const station = stationNow(id);
      return station && station.state !== "closed" ? ["/api/why", { edits, kind: layer, id }] : null;
    }
    case "communities": case "workers": return ["/api/why", { edits, kind: layer, id }];
    case "routes": {
      const feature = featureOf(chosen);
      if (!feature) return null;
      const [lon, lat] = middleOf(feature.geometry);
      return ["/api/why", { edits, kind: layer, id: String(feature.properties.route), lon, lat }];
    }
    default: {
      const station = stationNow(id) ? null : siteOf(id);
      return station ? ["/api/evaluate", { edits: [...edits, { add: station }] }] : null;
    }
  }
}

const keyOf = (asked) => JSON.stringify([asked, definition]);

/** What the server says of what is selected, under the edits as they stand; null while it is not known. */
export function reason() {
  const asked = question();
  return asked && known?.key === keyOf(asked) ? known.answer : null;
}

/** Asks for what is not known. What nobody waits for any more is not shown. */
export async function fetchReason() {
  if (isAsking) return;
  isAsking = true;
  document.documentElement.dataset.reasoned = "false";
  try {
    for (let asked = question(); asked && known?.key !== keyOf(asked); asked = question()) {
      const key = keyOf(asked);
      try {
        known = { key, answer: await askUnder(...asked) };
      } catch (words) {
        if (words.isBusy) {
          await pause(700);
          continue;
        }
        // Nobody answers, which is told with the figures: asked again with the next edit or choice.
        if (words.isAway) break;
        known = { key, answer: null };
        // Edits that are refused are told of with the figures, too.
        if (!active.refused) tell(words);
      }
      reasonCame.tell();
    }
  } finally {
    isAsking = false;
    document.documentElement.dataset.reasoned = "true";
  }
}
