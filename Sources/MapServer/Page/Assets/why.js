// Why a place is covered or not.

import { html } from "./elements.js";
import { METERS } from "./geometry.js";
import { grouped, language, percent, said, spokenHours, t, term } from "./language.js";
import { kindsThere, layers, original, serviceName, town, unitOf } from "./town.js";
import { stationsWith } from "./edits.js";
import { active, current, stationNow } from "./scenarios.js";
import { sitesShown, siteStation } from "./sites.js";
import { choose } from "./selection.js";
import { reason } from "./reasons.js";

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

/** The station nearest, what it has and when it is open, as the scenario has it: today's until the server has said which. */
function nearestRows(of) {
  const why = current().length > 0 ? reason() : null;
  const { nearest_station: id, nearest_min: far } = why ?? of;
  const name = t(why ? "nearestNow" : "nearest", active.name);
  if (!id) return why ? [[name, t("noneReached")]] : [];
  const station = stationNow(id);
  const isOpen = station && station.state !== "closed";
  return [
    [name, stationLink(id)],
    [t(why ? "minutesNow" : "minutesTo", active.name), typeof far === "number" ? t("minutes", far.toFixed(1)) : null],
    [t("itsServices"), isOpen ? listed(station.services) : null],
    [t("itsHours"), isOpen ? hoursOf(station) : null],
  ];
}

const MOST = 6;

/** The first of them, and how many more there are. */
function some(each, unit) {
  const more = each.length - MOST;
  return html("span", {}, ...each.slice(0, MOST).flatMap((one, index) => (index > 0 ? [t("listPause"), one] : [one])),
    more > 0 ? ` ${t(`more.${unit}`, language === "zh" ? each.length : more)}` : "");
}

/** Stations that cover some of a place, and why the rest is not covered, under the edits. */
function circleRows(of) {
  const why = reason();
  const isEdited = current().length > 0 && why;
  const cause = isEdited ? why.reason : of.reason;
  return [
    [t("withinCircle"), why?.stations?.length > 0 ? some(why.stations.map(({ id }) => stationLink(id)), "stations") : null],
    [t(isEdited ? "reasonNow" : "reason", active.name), cause ? term("reason", cause) : null],
  ];
}

/** Whom a station covers, how much of that nobody else does, and on which routes it lies. */
export function stationRows() {
  const why = reason();
  if (!why?.serves) return [];
  const of = (kind) => why.serves[kind];
  return [
    ...kindsThere().filter(({ id }) => of(id).covered > 0).map(({ id, name }) => [
      t("covers", said(name)), t(id === "routes" ? "coversRoutes" : "coversWords", grouped(of(id).covered), unitOf(id), of(id).places, grouped(of(id).alone)),
    ]),
    [t("onRoutes"), why.routes.length > 0 ? some(why.routes.map(({ id, name }) => name || id), "routes") : null],
  ];
}

/** What a station at a site would add to what the scenario covers. */
function addedRows() {
  const why = reason();
  if (!why?.figures || active.evaluated !== JSON.stringify(current())) return [];
  const added = (kind) => why.figures.coverage[kind].covered - active.figures.coverage[kind].covered;
  return kindsThere().map(({ id, name }) => [t("wouldAdd", said(name)), `${grouped(added(id))} ${unitOf(id)}`]);
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
    ...addedRows(), ...straightRows(site),
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
    ...nearestRows(of), ...circleRows(of),
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
        ...nearestRows(reason() ?? {}), ...circleRows(reason() ?? {}),
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
