// Why what is selected is covered or not under the edits, whom a station covers, and what a site would add: from the server.

import { reasonCame } from "./happenings.js";
import { pause } from "./server.js";
import { tell } from "./trouble.js";
import { definition, askUnder } from "./definition.js";
import { committed, provisional, stationNow } from "./scenarios.js";
import { idOf, layers, town } from "./town.js";
import { siteStation, sitesShown } from "./sites.js";
import { chosen, featureOf } from "./selection.js";

/** The latest answer, and to which question; null before there is one. */
let known = null;
let isAsking = false;

const middleOf = ({ type, coordinates }) => {
  const line = type === "MultiLineString" ? coordinates.flat() : coordinates;
  return line[Math.floor(line.length / 2)];
};

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
  for (let asked = question(); asked && known?.key !== keyOf(asked); asked = question()) {
    const key = keyOf(asked);
    try {
      known = { key, answer: await askUnder(...asked) };
    } catch (words) {
      if (words.isBusy) {
        await pause(700);
        continue;
      }
      // Edits that are refused are told of with the figures.
      known = { key, answer: null };
      if (words instanceof Error) tell(words);
    }
    reasonCame.tell();
  }
  isAsking = false;
  document.documentElement.dataset.reasoned = "true";
}
