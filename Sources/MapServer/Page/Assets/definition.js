// The definition of the service circle that the page looks under: the analysis file's own, or another that she has asked for.

import { WORDS } from "./words.js";
import { definitionStands } from "./happenings.js";
import { ask, askJSON, askPatiently, pause } from "./server.js";

/** As the server calls it; null for the file's own. */
export let definition = null;
/** What differs from the file's: cutoff, mode, measure; nothing for the file's own. */
export let wish = {};
/** How the one stands that is being prepared, as the server says it; null while none is. */
export let preparing = null;
/** What this page has asked for and waits for; others may wait for the same. */
let awaited = null;

export function lookUnder(id, next) {
  definition = id;
  wish = next;
}

function stand(standing) {
  preparing = standing;
  definitionStands.tell();
}

const placeOf = (id) => `/api/definitions/${encodeURIComponent(id)}`;

/** Has the server prepare a definition, and says its id when it is done; else throws why not, in both languages. */
export async function prepare(next) {
  let standing = await askJSON("/api/definitions", next);
  const mine = { id: standing.id, isGivenUp: false };
  awaited = mine;
  try {
    while (standing.state === "queued" || standing.state === "running") {
      stand(standing);
      await pause(400);
      if (!mine.isGivenUp) standing = await askPatiently(placeOf(standing.id));
      // For others the server may go on with it.
      if (mine.isGivenUp) throw WORDS.definitionStopped;
    }
  } catch (words) {
    throw mine.isGivenUp ? WORDS.definitionStopped : words;
  } finally {
    if (awaited === mine) {
      awaited = null;
      stand(null);
    }
  }
  if (standing.state === "done") return standing.id;
  throw standing.state === "failed" ? standing.reason : WORDS.definitionStopped;
}

/** What the page has asked for is no longer wanted; only that, and only once. */
export async function giveUp() {
  if (!awaited) return;
  const { id } = awaited;
  awaited.isGivenUp = true;
  awaited = null;
  stand(null);
  await ask(placeOf(id), undefined, "DELETE");
}

let again = null;

/** The definition of now, which the server has forgotten: asked for once, whoever needs it. */
function prepareAgain() {
  again ??= prepare(wish).finally(() => {
    again = null;
  });
  return again;
}

/** A path that is asked under a definition. */
export const pathUnder = (path, id) => (id === null ? path : `${path}?definition=${encodeURIComponent(id)}`);
/** The same of the body of a question. */
export const bodyUnder = (body, id) => (id === null ? body : { ...body, definition: id });

/**
 * A question about the town as it is looked at. What was answered when the page had gone on to another definition is asked
 * once more; a definition that the server no longer keeps is prepared again.
 */
export async function askUnder(path, body, read = (answer) => answer.json()) {
  for (;;) {
    const id = definition;
    try {
      const answer = await read(await ask(path, bodyUnder(body, id)));
      if (id === definition) return answer;
    } catch (words) {
      if (id !== definition) continue;
      if (words.code !== "unknown-definition") throw words;
      await prepareAgain();
    }
  }
}
