// The form of the service circle: how far, by which mode, how measured; and what it comes to, beside the figures.

import { $, html } from "./elements.js";
import { said, t } from "./language.js";
import { ownTown, town } from "./town.js";
import { definition, giveUp, preparing, wish } from "./definition.js";
import { keepDefinition } from "./keeping.js";
import { redefine } from "./redefining.js";

/** Says what the last wish came to, in the language of now. */
let outcome = () => "";

/** The fields say what is looked under. */
export function fillDefinition() {
  const { amount, mode, measure } = town.definition;
  $("cutoff").value = amount;
  $("mode").value = mode ?? "";
  $("measure").value = measure;
}

/** In the language of now; what she has chosen in the fields stays. */
export function drawDefinition() {
  const own = ownTown.definition;
  const offer = (list, choices) => {
    const { value } = $(list);
    $(list).replaceChildren(...choices.map(([id, text]) => html("option", { value: id, text })));
    $(list).value = value;
  };
  // Who moves by several modes goes on so, until she gives one for all.
  const several = own.mode === null ? [["", t("severalModes")]] : [];
  offer("mode", [...several, ...own.modes.map(({ id, name }) => [id, said(name)])]);
  offer("measure", own.measures.map((id) => [id, t(`measure.${id}`)]));
  $("cutoff-unit").textContent = t(`unit.${own.unit}`);
  $("circle-words").textContent = said(town.definition.phrase);
  $("what-if").hidden = definition === null;
  $("what-if-words").textContent = definition === null ? "" : t("whatIf", said(town.definition.phrase), said(own.phrase));
  drawStanding();
}

/** How far the server is; at last, what came of it. */
export function drawStanding() {
  const words = !preparing
    ? outcome()
    : preparing.state === "queued"
      ? t("definitionQueued")
      : t("definitionRunning", Math.round(preparing.elapsed_s), said(preparing.step) || "…");
  $("give-up").hidden = !preparing;
  // Seconds are seen, and not read out one by one.
  $("circle-state").setAttribute("aria-live", preparing?.state === "running" ? "off" : "polite");
  if ($("circle-state").textContent !== words) $("circle-state").textContent = words;
}

function say(words) {
  outcome = words;
  drawStanding();
}

/** What the fields say other than the file; null for a cutoff that is none. */
function wanted() {
  const own = ownTown.definition;
  const amount = $("cutoff").valueAsNumber;
  if (!(amount > 0)) return null;
  const next = {};
  if (amount !== own.amount) next.cutoff = own.unit === "min" ? `${amount}min` : `${amount} metres`;
  if ($("mode").value !== (own.mode ?? "")) next.mode = $("mode").value;
  if ($("measure").value !== own.measure) next.measure = $("measure").value;
  return next;
}

/** Asks for a definition, and says what came of it. */
export async function lookFor(next) {
  say(() => "");
  try {
    if (await redefine(next)) say(() => t(definition === null ? "definitionOwn" : "definitionDone"));
  } catch (words) {
    // A mistake of the page itself is for its developers.
    if (words instanceof Error) console.error(words);
    say(() => t("definitionNot", said(words)));
    // Not asked for again with every reload.
    keepDefinition(wish);
  }
}

export function beginDefinition() {
  fillDefinition();
  $("circle-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const next = wanted();
    if (next) return lookFor(next);
    say(() => t("cutoffBad"));
    $("cutoff").focus();
  });
  $("give-up").addEventListener("click", () => giveUp().catch((words) => say(() => said(words))));
  $("own-definition").addEventListener("click", () => {
    // It goes, and with it what had the focus.
    $("circle-summary").focus();
    lookFor({});
  });
}
