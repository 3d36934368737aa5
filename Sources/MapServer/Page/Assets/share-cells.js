// Cells of tables: shares, and what they differ by.

import { html } from "./elements.js";
import { difference } from "./language.js";

/** A heading of a column. */
export const head = (text, isActive) => html("th", { scope: "col", class: isActive ? "now" : null, text });

export function changeMark(now, before) {
  const words = difference(now, before);
  return html("small", { class: words.startsWith("+") ? "up" : words.startsWith("−") ? "down" : null, text: words });
}
