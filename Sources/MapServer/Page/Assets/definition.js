// The definition of the service circle that the page looks under: the analysis file's own, or another that she has asked for.

import { WORDS } from "./words.js";
import { definitionStands } from "./happenings.js";
import { ask, askJSON, pause } from "./server.js";

/** As the server calls it; null for the file's own. */
export let definition = null;
/** What differs from the file's: cutoff, mode, measure; nothing for the file's own. */
export let wish = {};
/** How the one stands that is being prepared, as the server says it; null while none is. */
export let preparing = null;

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
  try {
    while (standing.state === "queued" || standing.state === "running") {
      stand(standing);
      await pause(400);
      standing = await askJSON(placeOf(standing.id));
    }
  } finally {
    stand(null);
  }
  if (standing.state === "done") return standing.id;
  throw standing.state === "failed" ? standing.reason : WORDS.definitionStopped;
}

/** What is being prepared is no longer wanted. */
export async function giveUp() {
  if (preparing) await ask(placeOf(preparing.id), undefined, "DELETE");
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
      await prepare(wish);
    }
  }
}
