// Figures of the scenarios: one question at a time, the latest wins.

import { figuresCame, figuresSettled } from "./happenings.js";
import { pause } from "./server.js";
import { tell } from "./trouble.js";
import { askUnder } from "./definition.js";
import { active, current, provisional } from "./scenarios.js";
import { hasDetails, learnDetails } from "./details.js";
import { hour } from "./hour.js";

const waiting = new Map();
let isEvaluating = false;

/** The latest wins: what was asked for in between is never sent. */
export function evaluate(of = active) {
  waiting.set(of, current(of));
  if (!isEvaluating) pump();
}

async function pump() {
  isEvaluating = true;
  while (waiting.size > 0) {
    const [of, edits] = waiting.entries().next().value;
    waiting.delete(of);
    const key = JSON.stringify(edits);
    if (key === of.evaluated) {
      tell(null);
      continue;
    }
    try {
      // The figures of an hour are looked at: they follow as fast as the others.
      const parts = hour !== null && hasDetails() ? ["hours"] : [];
      const answer = await askUnder("/api/evaluate", parts.length > 0 ? { edits, with: parts } : { edits });
      learnDetails(of, answer, parts);
      if (parts.length > 0 && key !== of.detailed) of.asked = of.detailed = null;
      Object.assign(of, { figures: answer.figures, changed: answer.changed ?? [], evaluated: key });
      tell(null);
      figuresCame.tell();
      // While something is dragged twenty times a second are enough.
      if (provisional) await pause(40);
    } catch (words) {
      if (words.isBusy) {
        if (!waiting.has(of)) waiting.set(of, edits);
        await pause(700);
      } else tell(words);
    }
  }
  isEvaluating = false;
  figuresSettled.tell();
  document.documentElement.dataset.busy = "false";
}
