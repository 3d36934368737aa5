// Why a place is covered or not.

import { html } from "./elements.js";
import { grouped, percent, t, term } from "./language.js";
import { layers, original, unitOf } from "./town.js";
import { active } from "./scenarios.js";
import { choose } from "./selection.js";

/** Pairs of a label and what it says; null where nothing is known. */
export function rowsOf(layer, of) {
  const share = (value) => (typeof value === "number" ? percent(value) : null);
  const stationLink = (id) => {
    if (!id) return null;
    const station = original(id);
    return html("button", {
      type: "button", class: "plain", text: station?.name || id, onclick: () => choose("stations", id, true),
    });
  };
  const inScenario = (kind, id) => {
    const place = active.changed.find((other) => other.kind === kind && other.id === id);
    if (!place) return null;
    return t("fromTo", `${grouped(place.after)} ${unitOf(kind)}`, grouped(place.before));
  };
  const why = [
    [t("coveredToday"), share(of.covered_share)],
    [t("coveredPlan"), share(of.covered_share_with_plan)],
    [t("nearest"), stationLink(of.nearest_station)],
    [t("minutesTo"), typeof of.nearest_min === "number" ? t("minutes", of.nearest_min.toFixed(1)) : null],
    [t("reason"), of.reason ? term("reason", of.reason) : null],
  ];
  switch (layer) {
    case "communities": {
      const gap = layers.gaps?.features.find((feature) => String(feature.properties.community) === String(of.id));
      return [
        [t("kind"), t("kind.community")], [t("town"), of.town],
        [t("residents"), typeof of.weight === "number" ? grouped(of.weight) : null], ...why,
        [t("gapHere"), gap ? `${grouped(gap.properties.weight)} ${unitOf("communities")}` : null],
        [t("inScenario", active.name), inScenario("communities", of.id)],
      ];
    }
    case "workers":
      return [
        [t("kind"), t("kind.worker")], [t("trade"), of.trade ? term("trade", of.trade) : null], [t("town"), of.town],
        [t("heads"), typeof of.weight === "number" ? grouped(of.weight) : null], ...why,
        [t("inScenario", active.name), inScenario("workers", of.id)],
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
        [t("cost"), of.cost_yuan ? t("yuan", grouped(Number(of.cost_yuan))) : null],
      ];
    default:
      return [
        [t("kind"), t("kind.candidate")], [t("host"), of.host ? term("host", of.host) : null],
        [t("cost"), of.cost_yuan ? t("yuan", grouped(Number(of.cost_yuan))) : null],
      ];
  }
}
