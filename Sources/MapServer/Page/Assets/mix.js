// What money is spent on: the plan at hand, and how many of its acts the map shows.

/** Acts in the order of doing and the best for each sum, as the server has them; null before there are any. */
export let mix = null;
let count = 0;

/**
 * - next: a plan of the town or of a search. edits: those that it belongs to.
 */
export function setMix(next, edits) {
  mix = { ...next, curve: whole(next), edits };
  count = 0;
}

/** The curve of a search that was stopped ends early: its plan is the end. */
function whole({ curve, acts, value, bound, spent_yuan }) {
  const isWhole = acts.length === 0 || curve.at(-1)?.yuan >= spent_yuan;
  return isWhole ? curve : [...curve, { yuan: spent_yuan, value, bound }];
}

export function showActs(number) {
  count = number;
}

export const actsShown = () => (mix ? mix.acts.slice(0, count) : []);

/** Kinds of what the acts on the map do at a station as it stands: `upgrade`, `extend`. */
export const actsAt = (id) => actsShown().filter((act) => act.act !== "build" && act.id === id);
