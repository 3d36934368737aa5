// Proposed sites put on the map, and into a scenario.

import { editsChanged, sitesChanged } from "./happenings.js";
import { stationsWith, target } from "./edits.js";
import { committed, setEdits, settle } from "./scenarios.js";
import { setSites, siteStation } from "./sites.js";
import { fetchAreas } from "./areas.js";

/** Puts sites on the map and asks for their areas beside the edits they belong to. */
export function showSites(sites, edits) {
  setSites(sites);
  sitesChanged.tell();
  for (const site of sites) {
    const others = edits.filter((edit) => target(edit) !== site.id);
    fetchAreas([siteStation(site)], [...others, { add: siteStation(site) }]);
  }
}

/** The id of a site's station: that of the host belongs to its place, and a station may move. */
export function freeID(site, edits) {
  const there = new Set(stationsWith(edits).map((station) => station.id));
  let id = `new-${site}`;
  for (let number = 2; there.has(id); number++) id = `new-${site}-${number}`;
  return id;
}

/** Sites become stations of the scenario. */
export function takeOver(sites) {
  settle();
  let edits = committed();
  for (const site of sites) edits = [...edits, { add: { ...siteStation(site), id: freeID(site.id, edits) } }];
  setEdits(edits);
  showSites([], []);
  editsChanged.tell();
}
