// Figures of the scenarios: one question at a time, the latest wins.

import { figuresCame, figuresSettled } from "./happenings.js";
import { pause } from "./server.js";
import { tell } from "./trouble.js";
import { askUnder } from "./definition.js";
import { active, current, otherScenario, provisional } from "./scenarios.js";
import { hasDetails, learnDetails } from "./details.js";
import { hour } from "./hour.js";

const waiting = new Map();
let isEvaluating = false;

/** The latest wins: what was asked for in between is never sent. */
export function evaluate(of = active) {
  waiting.set(of, current(of));
  if (!isEvaluating) pump();
}

/** What the server says against edits as they stand: of the scenario at hand, or else of the other, by its name. */
function refusal() {
  const other = otherScenario();
  if (active.refused || !other.refused) return active.refused;
  return { zh: `情景${other.name}：${other.refused.zh}`, en: `Scenario ${other.name}: ${other.refused.en}` };
}

/** They are answered; what the server said against those before holds no longer. */
function accept(of) {
  of.refused = null;
  tell(refusal());
  // Whoever was asked while nobody answered is asked again.
  const other = [active, otherScenario()].find((each) => each.refused?.isAway);
  if (other && !waiting.has(other)) waiting.set(other, current(other));
}

async function pump() {
  isEvaluating = true;
  while (waiting.size > 0) {
    const [of, edits] = waiting.entries().next().value;
    waiting.delete(of);
    const key = JSON.stringify(edits);
    if (key === of.evaluated) {
      accept(of);
      figuresCame.tell();
      continue;
    }
    try {
      // The figures of an hour are looked at: they follow as fast as the others.
      const parts = hour !== null && hasDetails() ? ["hours"] : [];
      const answer = await askUnder("/api/evaluate", parts.length > 0 ? { edits, with: parts } : { edits });
      learnDetails(of, answer, parts);
      if (parts.length > 0 && key !== of.detailed) of.asked = of.detailed = null;
      Object.assign(of, { figures: answer.figures, changed: answer.changed ?? [], evaluated: key });
      accept(of);
      figuresCame.tell();
      // While something is dragged twenty times a second are enough.
      if (provisional) await pause(40);
    } catch (words) {
      if (words.isBusy) {
        if (!waiting.has(of)) waiting.set(of, edits);
        await pause(700);
      } else if (words instanceof Error) tell(words);
      else {
        // The figures stay those of the edits before, marked so.
        of.refused = words;
        tell(refusal());
        figuresCame.tell();
      }
    }
  }
  isEvaluating = false;
  figuresSettled.tell();
  document.documentElement.dataset.busy = "false";
}
