// The table of periods: three figures of each kind, today and with the edits.

import { $, html } from "./elements.js";
import { said, spokenHours, t } from "./language.js";
import { kindsThere, town } from "./town.js";
import { active } from "./scenarios.js";
import { areFresh, detailsOf, todayDetails } from "./details.js";
import { head, markFresh, movedCell } from "./share-cells.js";

const FIGURES = ["person_hours", "throughout", "ever"];

export function drawPeriods() {
  const { periods } = detailsOf(active);
  const before = todayDetails.periods ?? {};
  const there = (town.periods ?? []).filter((period) => periods?.[period.id]);
  $("by-period").hidden = there.length === 0;
  $("periods").replaceChildren(
    html("caption", { text: t("movedCaption", active.name) }),
    html("thead", {}, html("tr", {}, head(t("who")), ...FIGURES.map((figure) => head(t(`figure.${figure}`))))),
    ...there.map((period) =>
      html(
        "tbody", {},
        html(
          "tr", { class: "group" },
          html(
            "th", { scope: "rowgroup", colspan: FIGURES.length + 1 }, said(period.name), " ",
            html("small", { text: spokenHours(period.text) }))),
        ...kindsThere().map((kind) =>
          html(
            "tr", {}, html("th", { scope: "row", text: said(kind.name) }),
            ...FIGURES.map((figure) =>
              movedCell(before[period.id]?.[kind.id]?.[figure], periods[period.id][kind.id]?.[figure])))))));
  markFresh($("periods"), areFresh(active));
}
