// The panel of what is selected, and the list of stations to select from.

import { $, html, termsOf } from "./elements.js";
import { t } from "./language.js";
import { idOf } from "./town.js";
import { stationsWith } from "./edits.js";
import { current, stationNow } from "./scenarios.js";
import { chosen, featureOf, letGo } from "./selection.js";
import { drawStation, fillStation, forgetForm, isFormOf } from "./station-panel.js";
import { rowsOf } from "./why.js";

export function drawStationList() {
  const stations = stationsWith(current());
  $("station").replaceChildren(
    html("option", { value: "", text: t("pickNone") }),
    ...stations.map((station) =>
      html("option", {
        value: station.id,
        text: (station.name || station.id) + (station.state === "same" ? "" : ` · ${t(`state.${station.state}`)}`),
      })));
  $("station").value = chosen?.layer === "stations" ? chosen.id : "";
}

/** The list says what is selected. */
export function pointAtStation() {
  $("station").value = chosen?.layer === "stations" ? chosen.id : "";
}

export function drawChosen() {
  const place = $("chosen");
  if (chosen?.layer === "stations") {
    const station = stationNow(chosen.id);
    if (!station) letGo();
    else return isFormOf(station) ? fillStation() : drawStation(station);
  }
  forgetForm();
  if (!chosen) return place.replaceChildren(html("p", { class: "soft", text: t("chosenNone") }));
  const feature = featureOf(chosen);
  if (!feature) return place.replaceChildren();
  const { properties } = feature;
  place.replaceChildren(
    html("h3", { text: properties.name || idOf(feature) }),
    html("dl", {}, ...termsOf(rowsOf(chosen.layer, feature))));
}
