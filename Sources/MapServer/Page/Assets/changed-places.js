// The list of places where most changes.

import { $, html } from "./elements.js";
import { grouped, t } from "./language.js";
import { unitOf } from "./town.js";
import { active } from "./scenarios.js";

export function drawChanged() {
  const changed = active.changed.slice(0, 12);
  $("changed").replaceChildren(
    ...(changed.length === 0
      ? [html("li", { text: t("noChange") })]
      : changed.map((place) => {
          const by = place.after - place.before;
          const unit = unitOf(place.kind);
          const text = `${by < 0 ? "−" : "+"}${grouped(Math.abs(by), Math.abs(by) < 10 ? 1 : 0)} ${unit}`;
          return html(
            "li", {}, html("span", { text: place.name || place.id }), html("span", { class: by < 0 ? "down" : "up", text }));
        })));
}
