// The notice of what another tab has changed, and the choice between its edits and these.

import { editsChanged } from "./happenings.js";
import { $, html } from "./elements.js";
import { t } from "./language.js";
import { active } from "./scenarios.js";
import { evaluate } from "./evaluation.js";
import { keepMine, offers, takeOffer } from "./keeping.js";

/** The notice goes, and with it what had the focus. */
const leave = () => $("panel").focus({ preventScroll: true });

function take(of) {
  takeOffer(of);
  leave();
  if (of === active) editsChanged.tell();
  else evaluate(of);
}

function stay(of) {
  keepMine(of);
  leave();
}

export function drawOffers() {
  $("other-tab").hidden = offers.size === 0;
  $("other-tab").replaceChildren(
    ...[...offers].map(([of, edits]) =>
      html(
        "p", { "data-scenario": of.name },
        html("span", { text: t(edits.length === 0 ? "otherTabEmpty" : "otherTab", of.name, edits.length) }), " ",
        html("button", { type: "button", "data-do": "take", text: t("takeOther"), onclick: () => take(of) }), " ",
        html("button", { type: "button", "data-do": "keep", text: t("keepMine"), onclick: () => stay(of) }))));
}
