// Another definition of the service circle comes to be looked under: all at once, when everything of it is there.

import { definitionChanged } from "./happenings.js";
import { askPatiently } from "./server.js";
import { layerNames, learnLayers, learnTown, ownTown } from "./town.js";
import { bodyUnder, giveUp, lookUnder, pathUnder, prepare } from "./definition.js";
import { committed, scenarios } from "./scenarios.js";
import { forgetDetails } from "./details.js";
import { forgetAreas, learnAreas } from "./areas.js";

/** Counts what was asked for: the last one counts. */
let turn = 0;

/** Figures of a scenario under a definition: as evaluation keeps them. */
async function figuresOf(of, town, id) {
  const edits = committed(of);
  const evaluated = JSON.stringify(edits);
  if (edits.length === 0) return { figures: town.figures, changed: [], evaluated, refused: null };
  const { figures, changed } = await askPatiently("/api/evaluate", bodyUnder({ edits }, id));
  return { figures, changed, evaluated, refused: null };
}

/** The town, its layers and the figures of both scenarios. */
async function allUnder(id) {
  const town = id === null ? ownTown : await askPatiently(pathUnder("/api/town", id));
  const layers = await Promise.all(
    layerNames(town).map(async (name) => [name, await askPatiently(pathUnder(`/api/layers/${name}`, id))]));
  const figures = await Promise.all(Object.values(scenarios).map(async (of) => [of, await figuresOf(of, town, id)]));
  return { town, layers: Object.fromEntries(layers), figures };
}

/**
 * Looks under another definition; without any wish under the file's own. Until it is there, or when it cannot be had, all
 * stays as it is.
 *
 * Says whether it came to be: false when she asked for yet another one meanwhile. Throws why it cannot be had.
 */
export async function redefine(wish) {
  turn += 1;
  const mine = turn;
  document.documentElement.dataset.defining = "true";
  try {
    // What is being prepared for her until now.
    await giveUp().catch(() => {});
    const id = Object.keys(wish).length === 0 ? null : await prepare(wish);
    if (mine !== turn) return false;
    const all = await allUnder(id);
    if (mine !== turn) return false;
    lookUnder(id, wish);
    learnTown(all.town);
    learnLayers(all.layers);
    for (const [of, figures] of all.figures) Object.assign(of, figures);
    forgetDetails();
    forgetAreas();
    learnAreas();
    definitionChanged.tell();
    return true;
  } catch (words) {
    if (mine !== turn) return false;
    throw words;
  } finally {
    if (mine === turn) document.documentElement.dataset.defining = "false";
  }
}
