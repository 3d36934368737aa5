// The page on paper.

import { $ } from "./elements.js";

/** Nothing can be unfolded there, and the map is the one on the screen, made smaller: it is not drawn anew. */
export function beginPrinting() {
  let folded = [];
  addEventListener("beforeprint", () => {
    const { clientWidth: width, clientHeight: height } = $("map");
    Object.assign($("map").style, { width: `${width}px`, height: `${height}px`, zoom: Math.min(1, 700 / width, 600 / height) });
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    Object.assign($("map").style, { width: "", height: "", zoom: "" });
    for (const details of folded) details.open = false;
  });
}
