// The table of shares by service.

import { $, html } from "./elements.js";
import { percent, said, t } from "./language.js";
import { kindsThere, town } from "./town.js";
import { active } from "./scenarios.js";
import { changeMark, head } from "./share-cells.js";

export function drawServices() {
  const kinds = kindsThere();
  const services = town.services.filter((service) =>
    kinds.some((kind) => typeof town.figures.services?.[kind.id]?.[service.id] === "number"));
  $("by-service").hidden = services.length === 0;
  $("services").replaceChildren(
    html("caption", { text: t("byServiceCaption", active.name) }),
    html(
      "thead", {},
      html("tr", {}, html("th", { scope: "col", text: t("service") }), ...kinds.map((kind) => head(said(kind.name))))),
    html(
      "tbody", {},
      ...services.map((service) =>
        html(
          "tr", {}, html("th", { scope: "row", text: said(service.name) }),
          ...kinds.map((kind) => {
            const now = active.figures.services?.[kind.id]?.[service.id];
            const before = town.figures.services?.[kind.id]?.[service.id];
            return html("td", {}, percent(now), changeMark(now, before));
          })))));
}
