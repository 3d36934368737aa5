// Two scenarios: their edits step by step, and the one at hand.

import { editsChanged, scenarioPicked, stationGlided } from "./happenings.js";
import { round } from "./geometry.js";
import { merged, stationsWith, target } from "./edits.js";

/**
 * `figures` are those of the edits `evaluated`; `refused` is what the server says against later ones, null while it says
 * nothing.
 */
const scenario = (name) => ({ name, steps: [[]], at: 0, figures: null, changed: [], evaluated: "[]", refused: null });
export const scenarios = { A: scenario("A"), B: scenario("B") };
export let active = scenarios.A;
/** A move that is still under way: not yet a step that can be undone. */
export let provisional = null;
let settling;

export const committed = (of = active) => of.steps[of.at];
export const current = (of = active) => (of === active && provisional ? merged(committed(of), provisional) : committed(of));
export const stationNow = (id) => stationsWith(current()).find((station) => station.id === id);
export const otherScenario = () => (active === scenarios.A ? scenarios.B : scenarios.A);

export function setEdits(edits, of = active) {
  if (JSON.stringify(edits) === JSON.stringify(committed(of))) return;
  of.steps = [...of.steps.slice(0, of.at + 1), edits];
  of.at += 1;
}

export function change(edit) {
  settle();
  setEdits(merged(committed(), edit));
  editsChanged.tell();
}

/** All edits at once, as one step. */
export function replaceEdits(edits) {
  settle();
  setEdits(edits);
  editsChanged.tell();
}

/** A station as it stands today. */
export const restore = (id) => replaceEdits(committed().filter((edit) => target(edit) !== id));

/** A station under way: figures follow, but it is no step yet. */
export function glide(id, lon, lat) {
  provisional = { move: { id, lon: round(lon), lat: round(lat) } };
  stationGlided.tell(id);
}

/** What is under way becomes a step, and everything is told of it. */
export function settle() {
  clearTimeout(settling);
  if (!provisional) return;
  const edit = provisional;
  provisional = null;
  setEdits(merged(committed(), edit));
  editsChanged.tell();
}

/** The same, once the keys have rested. */
export function settleSoon() {
  clearTimeout(settling);
  settling = setTimeout(settle, 600);
}

export function step(by) {
  settle();
  const at = active.at + by;
  if (at < 0 || at >= active.steps.length) return;
  active.at = at;
  editsChanged.tell();
}

export function pickScenario(name) {
  settle();
  active = scenarios[name];
  scenarioPicked.tell();
}
