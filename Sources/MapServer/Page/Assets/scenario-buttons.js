// The buttons of the two scenarios.

import { $ } from "./elements.js";
import { t } from "./language.js";
import { active, committed, otherScenario, setEdits, settle } from "./scenarios.js";
import { evaluate } from "./evaluation.js";
import { keep } from "./keeping.js";

export function drawScenarios() {
  for (const name of ["A", "B"]) {
    $(`pick-${name}`).textContent = t("editScenario", name);
    $(`pick-${name}`).setAttribute("aria-pressed", String(active.name === name));
  }
  $("copy").textContent = t("copyFrom", active.name, active.name === "A" ? "B" : "A");
}

/** What is done in one is done in the other. */
export function copyScenario() {
  settle();
  setEdits(committed(), otherScenario());
  keep(otherScenario());
  evaluate(otherScenario());
}
