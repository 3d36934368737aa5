// Places where a station could be built, as stations and as features.

import { round } from "./geometry.js";
import { idOf, layers, town } from "./town.js";

/** A site as it would stand: all services, the hours that most stations have, the minutes of its host. */
export const siteStation = (site) => ({
  id: site.id, name: site.name || site.id, lon: round(site.lon), lat: round(site.lat),
  services: town.services.map((service) => service.id), hours: usualHours(), extra_min: extraOf(site.id),
});

const extraOf = (id) => Number(layers.candidates?.features.find((feature) => idOf(feature) === id)?.properties.extra_min) || 0;

function usualHours() {
  const counts = new Map();
  for (const station of town.stations) if (station.hours) counts.set(station.hours, (counts.get(station.hours) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "Mo-Su 08:00-18:00";
}

export let sitesShown = [];

export function setSites(sites) {
  sitesShown = sites;
}

export function siteFeatures() {
  return sitesShown.map((site) => {
    const known = layers.proposed_sites?.features.find((feature) => idOf(feature) === site.id);
    return {
      type: "Feature",
      properties: { ...(known?.properties ?? {}), id: site.id, name: site.name, rank: site.rank },
      geometry: { type: "Point", coordinates: [site.lon, site.lat] },
    };
  });
}
