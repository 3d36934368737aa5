// The budget: what each sum buys at best, how far down the plan's acts the map goes, and the acts taken over as edits.

import { editsChanged } from "./happenings.js";
import { $ } from "./elements.js";
import { grouped, language, percent, said, t } from "./language.js";
import { town } from "./town.js";
import { merged, stationsWith } from "./edits.js";
import { active, committed, setEdits, settle } from "./scenarios.js";
import { siteStation } from "./sites.js";
import { freeID, showSites } from "./proposed.js";
import { actsShown, mix, setMix, showActs } from "./mix.js";
import { drawActs } from "./act-list.js";
import { boundWords, drawCurve, isProven } from "./curve-chart.js";

/** Of the slider: a point of the curve. */
let place = 0;
let townsOwn = null;

/** The plan of the town, until another is looked at. */
function learnMix() {
  if (townsOwn === town.acts) return;
  townsOwn = town.acts;
  setMix(townsOwn, []);
  // Without a curve there is no slider.
  showActs(mix.curve.length < 2 ? mix.acts.length : 0);
  setSlider(0);
}

function setSlider(at) {
  place = at;
  $("count").max = Math.max(0, mix.curve.length - 1);
  $("count").value = at;
}

/** Short enough to stand below the chart. */
const yuanMark = (sum) => (language === "zh" && sum >= 10_000 ? `${grouped(sum / 10_000)}万` : grouped(sum));

const curveWords = (point) =>
  isProven(point.value, point.bound)
    ? t("budgetProven", grouped(point.yuan), percent(point.value))
    : t("budgetOpen", grouped(point.yuan), percent(point.value), boundWords(point.bound));

/** What the same money does at best for some kinds of acts alone, beside the plan that mixes all of them. */
function mixWords() {
  const { mixes = [], value } = mix;
  if (mixes.length === 0 || typeof value !== "number") return "";
  const parts = mixes.map((each) =>
    t(isProven(each.value, each.bound) ? "mixProven" : "mixOpen", said(each.name), percent(each.value), percent(each.bound)));
  return t("mixes", percent(value), parts.join(t("listComma")));
}

/** Acts that a point of the curve pays for, in the order of doing; at the last all. */
function paidAt(index) {
  const { acts, curve } = mix;
  if (index >= curve.length - 1) return acts.length;
  const first = acts.findIndex((act) => act.cumulative_cost_yuan > curve[index].yuan);
  return first < 0 ? acts.length : first;
}

export function drawBudget() {
  learnMix();
  const { acts, curve } = mix;
  const shown = actsShown();
  const point = curve[place];
  $("plan").hidden = false;
  $("h-plan").textContent = t("budgetTitle");
  $("curve-part").hidden = false;
  $("siting-part").hidden = false;
  $("count").hidden = curve.length < 2;
  $("count-label").textContent = t(
    "budgetFirst", shown.length, acts.length, grouped(shown.at(-1)?.cumulative_cost_yuan ?? 0), grouped(mix.spent_yuan));
  $("count").setAttribute("aria-valuetext", point ? curveWords(point) : "");
  // Without a plan it says why.
  const level = said(mix.reason) || t("levelWords", percent(mix.today), percent(shown.at(-1)?.cumulative_value ?? mix.today));
  const gap = language === "zh" ? "" : " ";
  $("curve-note").textContent = [level, point ? curveWords(point) : "", mixWords(), t("budgetNote")].filter(Boolean).join(gap);
  $("take-plan").textContent = t("takeActs", shown.length, active.name);
  $("take-plan").disabled = shown.length === 0;
  drawCurve(
    curve.map((each) => ({ ...each, at: each.yuan })), point?.yuan, { title: t("budgetCurve"), write: yuanMark, most: 4 });
  drawActs();
}

/** Puts acts on the map: new stations as sites, what changes at stations as their marks. */
function show() {
  showActs(paidAt(place));
  showSites(actsShown().filter((act) => act.act === "build"), mix.edits);
  drawBudget();
}

/** None of the plan: something else is on the map. */
export function clearBudget() {
  learnMix();
  setSlider(0);
  showActs(0);
  drawBudget();
}

/** A plan is looked at, whole. */
export function lookAt(plan, edits) {
  setMix(plan, edits);
  setSlider(Math.max(0, mix.curve.length - 1));
  show();
}

/** Acts as edits, each as if she had made it herself; what would be done at a station that is no longer there is left out. */
function editsOf(acts) {
  let edits = committed();
  for (const act of acts) {
    if (act.act === "build") {
      edits = merged(edits, { add: { ...siteStation(act), id: freeID(act.id, edits) } });
      continue;
    }
    const station = stationsWith(edits).find((other) => other.id === act.id);
    if (!station || station.state === "closed") continue;
    const { id } = station;
    edits = merged(
      edits,
      act.act === "upgrade"
        ? { services: { id, services: [...new Set([...station.services, ...act.services])].sort() } }
        : { hours: { id, hours: act.hours_then } });
  }
  return edits;
}

export function beginBudget() {
  $("count").addEventListener("input", (event) => {
    place = event.target.valueAsNumber;
    show();
  });
  $("take-plan").addEventListener("click", () => {
    settle();
    setEdits(editsOf(actsShown()));
    clearBudget();
    showSites([], []);
    editsChanged.tell();
  });
}
