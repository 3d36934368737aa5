// Cells of tables: shares, and what they differ by.

import { html } from "./elements.js";
import { difference, percent } from "./language.js";

/** A heading of a column. */
export const head = (text, isActive) => html("th", { scope: "col", class: isActive ? "now" : null, text });

export function changeMark(now, before) {
  const words = difference(now, before);
  return html("small", { class: words.startsWith("+") ? "up" : words.startsWith("−") ? "down" : null, text: words });
}

/** From today to now; one of them where they are alike. */
export function movedCell(before, now) {
  const words = difference(now, before);
  if (words === "" || words === "±0.0") return html("td", {}, percent(now));
  return html(
    "td", {}, html("small", { text: `${percent(before)} →` }),
    html("span", { class: words.startsWith("+") ? "up" : "down", text: percent(now) }));
}

/** What a table shows is not yet that of the edits as they stand. */
export function markFresh(table, isFresh) {
  table.classList.toggle("stale", !isFresh);
  table.setAttribute("aria-busy", String(!isFresh));
}
