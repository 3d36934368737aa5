// The chart of the best for each number of new stations, or for each sum of money, with what no plan can be beyond.

import { $, svg } from "./elements.js";
import { percent, t } from "./language.js";

/** Nothing can be better. Of what is made small the bound lies below. */
export const isProven = (value, bound) =>
  typeof value === "number" && typeof bound === "number" && Math.abs(bound - value) < 5e-7;

/** What no share can be beyond, in words. */
export const boundWords = (bound) => (typeof bound === "number" ? t("atMost", percent(bound)) : t("boundUnknown"));

/** One, two or five times a power of ten, so that a range has no more of them than asked for. */
const stepOf = (range, most) =>
  [...Array(13).keys()].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power)).find((step) => range / step <= most);

/**
 * - curve: points in rising order, each with its place `at`, `value` and `bound`.
 * - at: the place that is looked at.
 * - title: what a screen reader calls it. write: a place in words. most: words along the chart.
 */
export function drawCurve(curve, at, { title, write = String, most = 7 }) {
  if (curve.length < 2) return $("curve").replaceChildren();
  const [width, height, left, right, top, bottom] = [370, 150, 38, 12, 10, 24];
  const last = curve[curve.length - 1].at;
  const lowest = Math.max(0, Math.floor(Math.min(...curve.map((point) => point.value)) * 10) / 10);
  const highest = Math.min(1, Math.ceil(Math.max(...curve.map((point) => point.bound ?? point.value)) * 10) / 10);
  const x = (number) => left + ((width - left - right) * number) / Math.max(last, 1);
  const y = (share) => top + ((height - top - bottom) * (highest - share)) / Math.max(highest - lowest, 0.1);
  const place = (point, key) => `${x(point.at).toFixed(1)} ${y(point[key]).toFixed(1)}`;
  const isKnown = (key) => (point) => typeof point[key] === "number";
  const line = (key) => `M${curve.filter(isKnown(key)).map((point) => place(point, key)).join("L")}`;
  const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title });
  for (let tenth = Math.round(lowest * 10); tenth <= Math.round(highest * 10); tenth += 2) {
    chart.append(
      svg("path", { d: `M${left} ${y(tenth / 10)}H${width - right}`, stroke: "#e3e8eb" }),
      svg("text", { x: left - 5, y: y(tenth / 10) + 4, "text-anchor": "end", text: `${tenth * 10}%` }));
  }
  const every = stepOf(last, most);
  for (let number = 0; number <= last; number += every) {
    const words = write(number);
    // A long one at the edge would stand out of the chart.
    const anchor = number === last && words.length > 4 ? "end" : "middle";
    chart.append(svg("text", { x: x(number), y: height - 7, "text-anchor": anchor, text: words }));
  }
  const hasRoom = curve.some((point) => isKnown("bound")(point) && !isProven(point.value, point.bound));
  if (hasRoom) {
    chart.append(
      svg("path", { d: line("bound"), fill: "none", stroke: "#5b6872", "stroke-width": 1.5, "stroke-dasharray": "4 3" }));
  }
  chart.append(svg("path", { d: line("value"), fill: "none", stroke: "#2471a3", "stroke-width": 2.4 }));
  const key = (words, below, dashes, color) =>
    chart.append(
      svg("path", { d: `M${width - 146} ${below}h22`, stroke: color, "stroke-width": 2, "stroke-dasharray": dashes }),
      svg("text", { x: width - 118, y: below + 4, text: words }));
  key(t(curve.every((point) => isProven(point.value, point.bound)) ? "curveBest" : "curveValue"), height - bottom - 26, null, "#2471a3");
  if (hasRoom) key(t("curveBound"), height - bottom - 11, "4 3", "#5b6872");
  const point = curve.find((other) => other.at === at);
  if (point) {
    chart.append(
      svg("path", { d: `M${x(at)} ${top}V${height - bottom}`, stroke: "#1f2a33", "stroke-dasharray": "2 2" }),
      svg("circle", { cx: x(at), cy: y(point.value), r: 5, fill: "#2471a3", stroke: "#fff", "stroke-width": 1.8 }));
  }
  $("curve").replaceChildren(chart);
}
