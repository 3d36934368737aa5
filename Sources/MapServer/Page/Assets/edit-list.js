// The list of edits.

import { $, html } from "./elements.js";
import { METERS } from "./geometry.js";
import { grouped, spokenHours, t } from "./language.js";
import { original, serviceName } from "./town.js";
import { operation, target } from "./edits.js";
import { active, committed, current, provisional, replaceEdits, settle } from "./scenarios.js";

function wordsOf(edit) {
  const kind = operation(edit);
  const value = edit[kind];
  const before = original(target(edit));
  const name = kind === "add" ? value.name : before?.name || target(edit);
  switch (kind) {
    case "move": {
      const east = (value.lon - before.lon) * METERS * Math.cos((before.lat * Math.PI) / 180);
      return t("edit.move", name, grouped(Math.hypot(east, (value.lat - before.lat) * METERS)));
    }
    case "services": return t("edit.services", name, value.services.map(serviceName).join(t("listPause")) || t("nothing"));
    case "hours": return t("edit.hours", name, spokenHours(value.hours) || t("nothing"));
    case "extra_min": return t("edit.extra_min", name, value.minutes);
    case "capacity":
    case "seats": return t(`edit.${kind}`, name, value[kind] ?? t("unknown"));
    default: return t(`edit.${kind}`, name);
  }
}

export function drawEdits() {
  const edits = current();
  $("edits").replaceChildren(
    ...edits.map((edit, index) => {
      const words = wordsOf(edit);
      return html(
        "li", {}, html("span", { text: words }), " ",
        html("button", {
          type: "button", class: "plain", text: t("drop"), "aria-label": t("dropEdit", words),
          onclick: () => {
            settle();
            replaceEdits(committed().filter((_, other) => other !== index));
            // The button is gone; the keyboard goes on from the next.
            ($("edits").querySelectorAll("button")[index] ?? $("undo")).focus();
          },
        }));
    }));
  if (edits.length === 0) $("edits").replaceChildren(html("li", { class: "soft none", text: t("editsNone") }));
  $("undo").disabled = active.at === 0 && !provisional;
  $("redo").disabled = active.at + 1 >= active.steps.length || Boolean(provisional);
  $("reset").disabled = edits.length === 0;
}
