// What went wrong, told at the head of the page.

import { $ } from "./elements.js";
import { said } from "./language.js";

let trouble = null;

/** Tells it; null when all is well again. */
export function tell(words) {
  // A mistake of the page itself is for its developers.
  if (words instanceof Error) {
    console.error(words);
    return;
  }
  trouble = words;
  $("trouble").textContent = words ? said(words) : "";
  $("trouble").hidden = !words;
}

/** In the language of now. */
export function repeatTrouble() {
  if (trouble) tell(trouble);
}
