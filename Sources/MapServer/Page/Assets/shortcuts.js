// Keys that hold everywhere on the page.

import { step } from "./scenarios.js";
import { isAdding, setAdding } from "./adding.js";

/** Esc ends adding; Ctrl-Z and Ctrl-Y undo and redo, but not while something is typed. */
export function beginShortcuts() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isAdding) setAdding(false);
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target.matches("input[type=text],input[type=number],input[type=search]")) return;
    const isRedo = event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    if (!isRedo && event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    step(isRedo ? 1 : -1);
  });
}
