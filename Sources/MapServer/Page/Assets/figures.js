// The table of figures: today, both scenarios and what lies between them.

import { $, html } from "./elements.js";
import { difference, grouped, percent, said, t } from "./language.js";
import { kindsThere, town } from "./town.js";
import { active, scenarios } from "./scenarios.js";
import { detailsOf, todayDetails } from "./details.js";
import { hour, hourWords } from "./hour.js";
import { changeMark, head } from "./share-cells.js";

/** Of a kind, at the hour that is looked at; without a kind the mean, which no hour has. */
function shareOf(figures, details, kind) {
  if (!kind) return figures.value;
  return hour === null ? figures.coverage[kind].share : details.hours?.[kind]?.[hour];
}
const shareToday = (kind) => shareOf(town.figures, todayDetails, kind);
const shareNow = (of, kind) => shareOf(of.figures, detailsOf(of), kind);

const look = (...classes) => classes.filter(Boolean).join(" ") || null;

/** What is wrong with the figures: that the server refuses the edits as they stand. */
function staleWords() {
  const names = Object.values(scenarios).filter((of) => of.refused).map((of) => of.name);
  return names.length === 0 ? "" : t("figuresStale", names.join(t("listPause")));
}

function shareCell(of, kind) {
  const now = shareNow(of, kind);
  return html("td", { class: look(of === active && "now", of.refused && "stale") }, percent(now), changeMark(now, shareToday(kind)));
}

export function drawFigures() {
  const { A, B } = scenarios;
  const kinds = kindsThere();
  const rows = [...kinds, ...(hour === null ? [null] : [])].map((kind) => {
    const id = kind?.id;
    const people = id && hour === null ? `${grouped(town.figures.coverage[id].covered)} ${said(kind.unit)}` : null;
    return html(
      "tr", { class: id ? null : "mean" },
      html("th", { scope: "row", text: kind ? said(kind.name) : t("mean") }),
      html(
        "td", {}, percent(shareToday(id)), people ? html("small", { text: people }) : null),
      shareCell(A, id),
      shareCell(B, id),
      html("td", { class: look("between", (A.refused || B.refused) && "stale") }, changeMark(shareNow(B, id), shareNow(A, id))));
  });
  $("figures").replaceChildren(
    html("caption", {
      text: hour === null ? t("figuresCaption", active.name) : t("figuresCaptionAt", active.name, hourWords(hour)),
    }, staleWords() ? html("strong", { text: staleWords() }) : null),
    html(
      "thead", {},
      html(
        "tr", {}, html("td", {}), head(t("today")), head("A", active === A), head("B", active === B),
        head("B\u00a0−\u00a0A"))),
    html("tbody", {}, ...rows));
  clearTimeout(speaking);
  // A screen reader hears where it came to rest, not every step there.
  speaking = setTimeout(speak, 700);
}
let speaking;

function speak() {
  const parts = kindsThere()
    .map((kind) => {
      const now = shareNow(active, kind.id);
      return t("spokenPart", said(kind.name), percent(now), difference(now, shareToday(kind.id)));
    });
  if (active.refused) {
    $("spoken").textContent = staleWords();
    return;
  }
  const when = hour === null ? "" : hourWords(hour) + t("listComma");
  $("spoken").textContent = t("spoken", active.name, when + parts.join(t("listComma")));
}
