// A click on the map: a new station there, or what stands there selected.

import { $ } from "./elements.js";
import { t } from "./language.js";
import { stationsWith } from "./edits.js";
import { change, committed, settle } from "./scenarios.js";
import { siteStation } from "./sites.js";
import { choose, chooseNext } from "./selection.js";

export let isAdding = false;

export function setAdding(value) {
  isAdding = value;
  $("add").setAttribute("aria-pressed", String(value));
  $("map-side").classList.toggle("adding", value);
  sayAdding();
}

/** In the language of now. */
export function sayAdding() {
  $("add-hint").textContent = isAdding ? t("addHint") : "";
}

export function clicked(lon, lat, featureThere) {
  if (isAdding) {
    setAdding(false);
    settle();
    const ids = new Set(stationsWith(committed()).map((station) => station.id));
    let number = 1;
    while (ids.has(`new-${number}`)) number += 1;
    const id = `new-${number}`;
    chooseNext("stations", id);
    change({ add: { ...siteStation({ id, name: t("newStation", number), lon, lat }) } });
    return;
  }
  const hit = featureThere();
  if (!hit) choose(null);
  else choose(hit.layer, hit.layer === "routes" ? `${hit.properties.route} ${hit.properties.seq}` : String(hit.properties.id));
}
