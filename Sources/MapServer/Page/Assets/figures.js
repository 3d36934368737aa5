// The table of figures: today, both scenarios and what lies between them.

import { $, html } from "./elements.js";
import { difference, grouped, percent, said, t } from "./language.js";
import { kindsThere, town } from "./town.js";
import { active, scenarios } from "./scenarios.js";
import { changeMark, head } from "./share-cells.js";

function shareCell(figures, kind, isActive) {
  const now = kind ? figures.coverage[kind].share : figures.value;
  const before = kind ? town.figures.coverage[kind].share : town.figures.value;
  return html("td", { class: isActive ? "now" : null }, percent(now), changeMark(now, before));
}

export function drawFigures() {
  const { A, B } = scenarios;
  const kinds = kindsThere();
  const rows = [...kinds, null].map((kind) => {
    const id = kind?.id;
    const today = id ? town.figures.coverage[id] : null;
    const [a, b] = [A, B].map((of) => (id ? of.figures.coverage[id].share : of.figures.value));
    return html(
      "tr", { class: id ? null : "mean" },
      html("th", { scope: "row", text: kind ? said(kind.name) : t("mean") }),
      html(
        "td", {}, percent(today ? today.share : town.figures.value),
        today ? html("small", { text: `${grouped(today.covered)} ${said(kind.unit)}` }) : null),
      shareCell(A.figures, id, active === A),
      shareCell(B.figures, id, active === B),
      html("td", { class: "between" }, changeMark(b, a)));
  });
  $("figures").replaceChildren(
    html("caption", { text: t("figuresCaption", active.name) }),
    html(
      "thead", {},
      html(
        "tr", {}, html("td", {}), head(t("today")), head("A", active === A), head("B", active === B),
        head("B − A"))),
    html("tbody", {}, ...rows));
  clearTimeout(speaking);
  // A screen reader hears where it came to rest, not every step there.
  speaking = setTimeout(speak, 700);
}
let speaking;

function speak() {
  const parts = kindsThere()
    .map((kind) => {
      const now = active.figures.coverage[kind.id].share;
      return t("spokenPart", said(kind.name), percent(now), difference(now, town.figures.coverage[kind.id].share));
    });
  $("spoken").textContent = t("spoken", active.name, parts.join(t("listComma")));
}
