// What is selected.

import { choiceChanged } from "./happenings.js";
import { idOf, layers } from "./town.js";
import { siteFeatures } from "./sites.js";

export let chosen = null;
const SOURCE = { proposed: "proposed_sites" };

export function featureOf({ layer, id }) {
  const features = layer === "proposed" ? siteFeatures() : (layers[SOURCE[layer] ?? layer]?.features ?? []);
  if (layer === "routes") return features.find(({ properties }) => `${properties.route} ${properties.seq}` === id);
  return features.find((feature) => idOf(feature) === id);
}

/** - isFar: the map goes there. */
export function choose(layer, id, isFar = false) {
  chosen = layer ? { layer, id } : null;
  choiceChanged.tell(isFar);
}

/** Selected with the change that follows, which tells it. */
export function chooseNext(layer, id) {
  chosen = { layer, id };
}

/** It is gone. */
export function letGo() {
  chosen = null;
}

export const isChosen = (id) => chosen?.layer === "stations" && chosen.id === id;
