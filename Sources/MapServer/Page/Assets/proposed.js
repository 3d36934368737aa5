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

/** Sites become stations of the scenario under ids of their own: that of a host belongs to its place, and a station may move. */
export function takeOver(sites) {
  settle();
  const there = new Set(stationsWith(committed()).map((station) => station.id));
  const edits = sites.map((site) => {
    const station = siteStation(site);
    station.id = `new-${site.id}`;
    for (let number = 2; there.has(station.id); number++) station.id = `new-${site.id}-${number}`;
    there.add(station.id);
    return { add: station };
  });
  setEdits([...committed(), ...edits]);
  showSites([], []);
  editsChanged.tell();
}
