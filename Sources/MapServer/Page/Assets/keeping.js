// Edits kept in the browser: a reload loses none, and of two tabs neither overwrites the other's unseen.
// What all tabs share stands in localStorage, what this tab has in sessionStorage; without either the page goes on alone.

import { otherTabSpoke } from "./happenings.js";
import { original, ownTown } from "./town.js";
import { operation, target } from "./edits.js";
import { active, committed, scenarios, setEdits, settle } from "./scenarios.js";

function store(name) {
  try {
    window[name].getItem("");
    return window[name];
  } catch {
    return null;
  }
}
const shared = store("localStorage");
const own = store("sessionStorage");
/** By scenario: what of the shared text this tab knows; another text is another tab's. */
const seen = new Map();
/** By scenario: edits of another tab that wait for her decision. */
export const offers = new Map();

const keyOf = (of) => `servicecircle ${ownTown.title.zh} ${ownTown.title.en} ${ownTown.bounds.join(" ")} ${of.name}`;
const textOf = (of) => JSON.stringify(committed(of));

function write(where, of, text) {
  try {
    where?.setItem(keyOf(of), text);
  } catch {
    // Full: the page goes on, and what it has told the server stands there.
  }
}
const read = (where, of) => where?.getItem(keyOf(of)) ?? null;

const OPERATIONS = ["add", "move", "close", "extra_min", "services", "hours", "capacity", "seats"];

/** What the page itself needs of an edit; the server judges the rest. */
function isSound(edit) {
  const kind = operation(edit);
  const value = edit[kind];
  if (!OPERATIONS.includes(kind) || typeof target(edit) !== "string") return false;
  if ((kind === "add" || kind === "move") && ![value.lon, value.lat].every(Number.isFinite)) return false;
  return (kind !== "add" && kind !== "services") || Array.isArray(value.services);
}

/** Edits out of a text, without those of stations that are no longer there; null when it is none of ours. */
function editsOf(text) {
  try {
    const edits = JSON.parse(text);
    if (!Array.isArray(edits) || !edits.every(isSound)) return null;
    const added = new Set(edits.filter((edit) => edit.add).map(target));
    return edits.filter((edit) => added.has(target(edit)) || original(target(edit)));
  } catch {
    return null;
  }
}

/** What another tab has written is offered, unless it is the same. */
function consider(of) {
  const there = read(shared, of);
  const edits = there === null ? null : editsOf(there);
  if (!edits || JSON.stringify(edits) === textOf(of)) {
    seen.set(of, there);
    offers.delete(of);
  } else offers.set(of, edits);
  otherTabSpoke.tell();
}

/** Writes the edits of a scenario, but over nothing that another tab has written and she has not seen. */
export function keep(of = active) {
  const text = textOf(of);
  write(own, of, text);
  const there = read(shared, of);
  if (there === text) {
    seen.set(of, text);
    if (offers.delete(of)) otherTabSpoke.tell();
    return;
  }
  if (there === (seen.get(of) ?? null)) {
    if (there === null && text === "[]") return;
    write(shared, of, text);
    seen.set(of, read(shared, of));
    if (offers.delete(of)) otherTabSpoke.tell();
  } else consider(of);
}

/** The other tab's edits become those of this one, as a step that can be undone. */
export function takeOffer(of) {
  settle();
  setEdits(offers.get(of) ?? committed(of), of);
  seen.set(of, read(shared, of));
  keep(of);
}

/** This tab's edits stand; the other tab is asked in its turn. */
export function keepMine(of) {
  seen.set(of, read(shared, of));
  keep(of);
}

const DEFINITION = { name: "definition" };

/** The definition that this tab looks under; other tabs have theirs. */
export const keepDefinition = (wish) => write(own, DEFINITION, JSON.stringify(wish));

/** What was kept of it; the server judges it. nothing for none. */
export function recallDefinition() {
  try {
    const wish = JSON.parse(read(own, DEFINITION));
    return wish && typeof wish === "object" && !Array.isArray(wish) ? wish : {};
  } catch {
    return {};
  }
}

/** Brings back what was kept. */
export function recall() {
  for (const of of Object.values(scenarios)) {
    const mine = editsOf(read(own, of)) ?? editsOf(read(shared, of)) ?? [];
    if (mine.length > 0) setEdits(mine, of);
    consider(of);
  }
  addEventListener("storage", (event) => {
    const of = Object.values(scenarios).find((other) => event.key === keyOf(other));
    if (of && event.storageArea === shared) consider(of);
  });
  addEventListener("pagehide", () => {
    settle();
    Object.values(scenarios).forEach(keep);
  });
}
