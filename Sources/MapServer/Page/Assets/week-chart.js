// The chart of the week: coverage hour by hour, today and with the edits, a strip for each kind.

import { svg } from "./elements.js";
import { capital, percent, said, t } from "./language.js";
import { HOURS, hourWords } from "./hour.js";

const [WIDTH, LEFT, RIGHT, STRIP, GAP, FOOT] = [370, 34, 4, 46, 18, 18];
const EDITED = "#2471a3";
const TODAY = "#5b6872";
const x = (at) => LEFT + ((WIDTH - LEFT - RIGHT) * at) / HOURS;

/** The hour under a pointer. */
export function hourAt(chart, event) {
  const { left, width } = chart.getBoundingClientRect();
  const at = Math.floor(((((event.clientX - left) * WIDTH) / width - LEFT) / (WIDTH - LEFT - RIGHT)) * HOURS);
  return Math.max(0, Math.min(HOURS - 1, at));
}

/** Each hour as a step; broken where nothing is known. */
function steps(shares, y) {
  let isDown = false;
  return shares
    .map((share, at) => {
      if (typeof share !== "number") {
        isDown = false;
        return "";
      }
      const start = isDown ? `V${y(share).toFixed(1)}` : `M${x(at).toFixed(1)} ${y(share).toFixed(1)}`;
      isDown = true;
      return `${start}H${x(at + 1).toFixed(1)}`;
    })
    .join("");
}

const known = (shares) => (shares ?? []).filter((share) => typeof share === "number");

/** What is seen in words: the lowest and the highest hour of each kind. */
function spokenChart(kinds, now) {
  const parts = kinds.map((kind) => {
    const shares = now[kind.id] ?? [];
    const [low, high] = [Math.min(...known(shares)), Math.max(...known(shares))];
    const [quiet, busy] = [low, high].map((share) => hourWords(shares.indexOf(share)));
    return t("weekRange", said(kind.name), percent(low), quiet, percent(high), busy);
  });
  return `${t("week")}${t("colon")}${parts.join(t("listSemicolon"))}`;
}

/**
 * - kinds: of which there is something; of others no strip is drawn.
 * - now, before: shares by kind, 168 each; null where nothing is known.
 * - hour: that is marked; null for none.
 */
export function weekChart(kinds, now, before, name, hour) {
  const drawn = kinds.filter((kind) => known(now[kind.id]).length > 0);
  if (drawn.length === 0) return null;
  const foot = drawn.length * (STRIP + GAP);
  const chart = svg("svg", { viewBox: `0 0 ${WIDTH} ${foot + FOOT + 16}`, role: "img", "aria-label": spokenChart(drawn, now) });
  for (let day = 0; day <= 7; day++) {
    chart.append(svg("path", { d: `M${x(day * 24)} ${GAP}V${foot}`, stroke: "#d9dfe3", "stroke-width": 0.8 }));
    if (day === 7) break;
    const middle = x(day * 24 + 12);
    chart.append(svg("text", { x: middle, y: foot + 13, "text-anchor": "middle", text: t(`day.${day}`) }));
  }
  drawn.forEach((kind, index) => {
    const top = index * (STRIP + GAP) + GAP;
    const shares = [...known(now[kind.id]), ...known(before?.[kind.id])];
    const highest = Math.min(1, Math.max(0.1, Math.ceil(Math.max(...shares) * 10) / 10));
    const y = (share) => top + STRIP - (STRIP * share) / highest;
    chart.append(
      svg("text", { x: LEFT, y: top - 4, class: "strip", text: capital(said(kind.name)) }),
      svg("path", { d: `M${LEFT} ${top}H${WIDTH - RIGHT}M${LEFT} ${top + STRIP}H${WIDTH - RIGHT}`, stroke: "#d9dfe3" }),
      svg("text", { x: LEFT - 4, y: top + 8, "text-anchor": "end", text: `${Math.round(highest * 100)}%` }),
      svg("text", { x: LEFT - 4, y: top + STRIP, "text-anchor": "end", text: "0" }));
    chart.append(svg("path", { class: "edited", d: steps(now[kind.id], y), fill: "none", stroke: EDITED, "stroke-width": 1.8 }));
    if (before?.[kind.id]) {
      chart.append(
        svg("path", {
          class: "today", d: steps(before[kind.id], y), fill: "none", stroke: TODAY, "stroke-width": 1.2,
          "stroke-dasharray": "3 2",
        }));
    }
    const share = hour === null ? null : now[kind.id][hour];
    if (typeof share === "number") {
      const dot = { cx: x(hour + 0.5), cy: y(share), r: 3.6, fill: EDITED };
      chart.append(svg("circle", { ...dot, stroke: "#fff", "stroke-width": 1.4 }));
    }
  });
  if (hour !== null) {
    const d = `M${x(hour + 0.5)} ${GAP}V${foot}`;
    chart.append(svg("path", { class: "hour", d, stroke: "#1f2a33", "stroke-dasharray": "2 2" }));
  }
  const key = (at, words, color, width, dashes) =>
    chart.append(
      svg("path", { d: `M${at} ${foot + FOOT + 7}h20`, stroke: color, "stroke-width": width, "stroke-dasharray": dashes }),
      svg("text", { x: at + 25, y: foot + FOOT + 11, text: words }));
  key(LEFT, t("editScenario", name), EDITED, 2, null);
  key(LEFT + 120, t("today"), TODAY, 1.4, "3 2");
  return chart;
}
