// The tables by town and by trade: shares of each kind, today and with the edits.

import { $, html } from "./elements.js";
import { said, t, term } from "./language.js";
import { kindsThere } from "./town.js";
import { active } from "./scenarios.js";
import { areFresh, detailsOf, todayDetails } from "./details.js";
import { head, markFresh, movedCell } from "./share-cells.js";

const keyOf = (group) => JSON.stringify([group.level, group.id, group.kind]);

function drawLevel(level, table, nameOf) {
  const all = (detailsOf(active).groups ?? []).filter((group) => group.level === level);
  // Of some towns nobody is in the area.
  const there = new Set(all.filter((group) => group.share !== null).map((group) => group.id));
  const groups = all.filter((group) => there.has(group.id));
  const now = new Map(groups.map((group) => [keyOf(group), group]));
  const before = new Map((todayDetails.groups ?? []).map((group) => [keyOf(group), group.share]));
  const kinds = kindsThere().filter((kind) => groups.some((group) => group.kind === kind.id));
  // Groups in the order in which the server tells them.
  const rows = new Map(groups.map((group) => [group.id, group]));
  table.hidden = rows.size === 0;
  table.replaceChildren(
    html("caption", { text: t("movedCaption", active.name) }),
    html("thead", {}, html("tr", {}, head(t(level)), ...kinds.map((kind) => head(said(kind.name))))),
    html(
      "tbody", {},
      ...[...rows.values()].map((row) =>
        html(
          "tr", {}, html("th", { scope: "row", text: nameOf(row) }),
          ...kinds.map((kind) => {
            const key = keyOf({ ...row, kind: kind.id });
            return now.has(key) ? movedCell(before.get(key), now.get(key).share) : html("td", { text: "" });
          })))));
  markFresh(table, areFresh(active));
  return rows.size > 0;
}

export function drawGroups() {
  const hasTowns = drawLevel("town", $("towns"), (group) => group.name || group.id);
  const hasTrades = drawLevel("trade", $("trades"), (group) => term("trade", group.id));
  $("by-group").hidden = !hasTowns && !hasTrades;
}
