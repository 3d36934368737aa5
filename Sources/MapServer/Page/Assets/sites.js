// Places where a station could be built, as stations and as features.

import { round } from "./geometry.js";
import { idOf, layers, town } from "./town.js";

/** A site as it would stand: with what is built there, else what the analysis gives to new stations, and its host's minutes. */
export const siteStation = (site) => ({
  id: site.id, name: site.name || site.id, lon: round(site.lon), lat: round(site.lat),
  services: site.services ?? town.builds_with.services, hours: site.hours ?? town.builds_with.hours, extra_min: extraOf(site.id),
  ...(town.builds_with.capacity === null ? {} : { capacity: town.builds_with.capacity }),
});

const extraOf = (id) => Number(layers.candidates?.features.find((feature) => idOf(feature) === id)?.properties.extra_min) || 0;

export let sitesShown = [];

export function setSites(sites) {
  sitesShown = sites;
}

export function siteFeatures() {
  return sitesShown.map((site) => {
    const known = layers.proposed_sites?.features.find((feature) => idOf(feature) === site.id);
    return {
      type: "Feature",
      properties: {
        ...(known?.properties ?? {}), id: site.id, name: site.name, rank: site.rank,
        ...(site.cost_yuan === undefined ? {} : { cost_yuan: site.cost_yuan }),
      },
      geometry: { type: "Point", coordinates: [site.lon, site.lat] },
    };
  });
}
