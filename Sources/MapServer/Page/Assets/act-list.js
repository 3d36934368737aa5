// The list of acts that the map shows, in the order of doing.

import { $, html, svg } from "./elements.js";
import { grouped, t } from "./language.js";
import { stationNow } from "./scenarios.js";
import { choose } from "./selection.js";
import { actsShown } from "./mix.js";
import { actWords, badge } from "./act-words.js";

const inPoints = (share) => (share * 100).toFixed(2);

function picture(act) {
  const sign = act.act === "build"
    ? svg(
      "g", {}, svg("circle", { r: 8, fill: "#2471a3" }),
      svg("text", {
        y: 3.5, "text-anchor": "middle", "font-size": 10, "font-weight": 700, fill: "#fff", text: act.rank,
      }))
    : badge(act.act);
  return svg("svg", { viewBox: "-9 -9 18 18", "aria-hidden": "true" }, sign);
}

function reasons(act) {
  const year = act.year === null ? "" : t("actYear", act.year);
  return year + t("actReasons", grouped(act.cost_yuan), inPoints(act.gain), inPoints(act.loss));
}

export function drawActs() {
  $("acts").replaceChildren(
    ...actsShown().map((act) => {
      const layer = act.act === "build" ? "proposed" : "stations";
      const isThere = layer === "proposed" || stationNow(act.id);
      const words = actWords(act);
      return html(
        "li", { "data-act": act.act },
        picture(act),
        html(
          "div", {},
          isThere
            ? html("button", { type: "button", class: "plain", text: words, onclick: () => choose(layer, act.id, true) })
            : html("span", { text: words }),
          html("small", { text: reasons(act) })));
    }));
}
