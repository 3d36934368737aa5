// Why a place is covered or not.

import { html } from "./elements.js";
import { METERS } from "./geometry.js";
import { grouped, percent, spokenHours, t, term } from "./language.js";
import { layers, original, serviceName, town, unitOf } from "./town.js";
import { stationsWith } from "./edits.js";
import { active, current, stationNow } from "./scenarios.js";
import { sitesShown, siteStation } from "./sites.js";
import { choose } from "./selection.js";

const listed = (services) => services.map(serviceName).join(t("listPause")) || t("nothing");
const hoursOf = (station) => spokenHours(station.hours) || t("unknown");

/** A station by its name, to be selected; what the scenario does with it beside. */
function stationLink(id) {
  const station = stationNow(id) ?? original(id);
  const link = html("button", {
    type: "button", class: "plain", text: station?.name || id, onclick: () => choose("stations", id, true),
  });
  if (!station || station.state === "same") return link;
  return html("span", {}, link, ` (${t("inScenario", active.name)}${t("colon")}${t(`state.${station.state}`)})`);
}

/** The station nearest today, what it has and when it is open, as the scenario has it. */
function nearestRows(of) {
  const id = of.nearest_station;
  if (!id) return [];
  const station = stationNow(id);
  const isOpen = station && station.state !== "closed";
  return [
    [t("nearest"), stationLink(id)],
    [t("minutesTo"), typeof of.nearest_min === "number" ? t("minutes", of.nearest_min.toFixed(1)) : null],
    [t("itsServices"), isOpen ? listed(station.services) : null],
    [t("itsHours"), isOpen ? hoursOf(station) : null],
  ];
}

/** The station of the scenario that stands nearest to a place in a straight line, and how far that is. */
function straightRows({ lon, lat }) {
  const east = Math.cos((lat * Math.PI) / 180);
  const far = (station) => Math.hypot((station.lon - lon) * east, station.lat - lat) * METERS;
  const open = stationsWith(current()).filter(({ state }) => state !== "closed");
  if (open.length === 0) return [];
  const nearest = open.reduce((best, station) => (far(station) < far(best) ? station : best));
  return [[t("straightNearest"), html("span", {}, stationLink(nearest.id), t("listComma"), t("amount.meters", grouped(far(nearest))))]];
}

/** What a station at a site would have, and who stands near. */
function siteRows(site) {
  const { services, hours, extra_min: extra } = siteStation(site);
  return [
    [t("wouldHave"), listed(services)], [t("wouldOpen"), hoursOf({ hours })], [t("extra"), extra > 0 ? extra : null],
    ...straightRows(site),
  ];
}

/** What a host is to the plan of the town, and what could stand there. */
function hostRows(of, geometry) {
  const [lon, lat] = geometry.coordinates;
  const sites = town.acts ? town.acts.acts.filter(({ act }) => act === "build") : town.plan?.sites;
  const site = sites?.find(({ id }) => id === String(of.id));
  const inPlan = [t("inPlan"), sites && t(site ? "inPlanAs" : "notInPlan", site?.rank)];
  // What is built for money depends on the kind of host: only of what the plan builds the page knows it.
  if (!site && town.acts) return [inPlan, ...straightRows({ lon, lat })];
  return [inPlan, ...siteRows(site ?? { id: String(of.id), lon, lat })];
}

/** Pairs of a label and what it says of a feature; null where nothing is known. */
export function rowsOf(layer, { properties: of, geometry }) {
  const share = (value) => (typeof value === "number" ? percent(value) : null);
  const inScenario = (kind, id) => {
    const place = active.changed.find((other) => other.kind === kind && other.id === id);
    if (!place) return null;
    return t("fromTo", `${grouped(place.after)} ${unitOf(kind)}`, grouped(place.before));
  };
  const cost = typeof of.cost_yuan === "number" ? t("yuan", grouped(of.cost_yuan)) : null;
  const why = [
    [t("coveredToday"), share(of.covered_share)],
    [t("coveredPlan"), share(of.covered_share_with_plan)],
    ...nearestRows(of),
    [t("reason"), of.reason ? term("reason", of.reason) : null],
  ];
  switch (layer) {
    case "communities": {
      const gap = layers.gaps?.features.find((feature) => String(feature.properties.community) === String(of.id));
      return [
        [t("kind"), t("kind.community")], [t("town"), of.town],
        [t("residents"), typeof of.weight === "number" ? grouped(of.weight) : null], ...why,
        [t("gapHere"), gap ? `${grouped(gap.properties.weight)} ${unitOf("communities")}` : null],
        [t("inScenario", active.name), inScenario("communities", String(of.id))],
      ];
    }
    case "workers":
      return [
        [t("kind"), t("kind.worker")], [t("trade"), of.trade ? term("trade", of.trade) : null], [t("town"), of.town],
        [t("heads"), typeof of.weight === "number" ? grouped(of.weight) : null], ...why,
        [t("inScenario", active.name), inScenario("workers", String(of.id))],
      ];
    case "routes": {
      const stretches = layers.routes.features.map((feature) => feature.properties).filter((other) => other.route === of.route);
      const length = stretches.reduce((sum, other) => sum + other.length_km, 0);
      const covered = stretches.reduce((sum, other) => sum + (other.covered ? other.length_km : 0), 0);
      return [
        [t("kind"), t("kind.route")], [t("trade"), of.trade ? term("trade", of.trade) : null],
        [t("trips"), typeof of.trips_per_day === "number" ? grouped(of.trips_per_day, 1) : null],
        [t("stretch"), t(of.covered ? "stretchCovered" : "stretchOpen", of.length_km.toFixed(2))],
        [t("wholeRoute"), t("wholeRouteWords", length.toFixed(2), percent(length > 0 ? covered / length : 0))],
        [t("inScenario", active.name), inScenario("routes", of.route)],
      ];
    }
    case "proposed":
      return [
        [t("kind"), t("kind.site")], [t("rank"), of.rank], [t("host"), of.host ? term("host", of.host) : null],
        [t("gain"), typeof of.gain === "number" ? `${(of.gain * 100).toFixed(1)} ${t("points")}` : null],
        [t("unique"), typeof of.unique === "number" ? `${(of.unique * 100).toFixed(1)} ${t("points")}` : null],
        [t("cost"), cost], ...siteRows(sitesShown.find(({ id }) => id === of.id)),
      ];
    default:
      return [
        [t("kind"), t("kind.candidate")], [t("host"), of.host ? term("host", of.host) : null], [t("cost"), cost],
        ...hostRows(of, geometry),
      ];
  }
}
