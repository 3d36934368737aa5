// The plan: how many of its stations the map shows. Where money buys more than stations, budget.js stands in its place.

import { $ } from "./elements.js";
import { percent, t } from "./language.js";
import { town } from "./town.js";
import { active } from "./scenarios.js";
import { showSites, takeOver } from "./proposed.js";
import { boundWords, drawCurve, isProven } from "./curve-chart.js";
import { beginBudget, clearBudget, drawBudget } from "./budget.js";

let count = 0;

const curvePoint = (number) => (town.curve ?? []).find((point) => point.new === number);
const curveWords = (point) =>
  isProven(point.value, point.bound)
    ? t("curveProven", point.new, percent(point.value))
    : t("curveOpen", point.new, percent(point.value), boundWords(point.bound));

export function drawPlan() {
  if (town.acts) return drawBudget();
  const sites = town.plan?.sites ?? [];
  const hasCurve = (town.curve ?? []).length > 1 || sites.length > 0;
  $("curve-part").hidden = !hasCurve;
  $("siting-part").hidden = !town.has_candidates;
  $("plan").hidden = !hasCurve && !town.has_candidates;
  if (!hasCurve) return;
  $("count-label").textContent = t("planFirst", Math.min(count, sites.length), sites.length);
  const curve = curvePoint(count);
  $("count").setAttribute("aria-valuetext", curve ? curveWords(curve) : String(count));
  $("take-plan").textContent = t("takePlan", Math.min(count, sites.length), active.name);
  $("take-plan").disabled = count === 0 || sites.length === 0;
  $("curve-note").textContent = (curve ? `${curveWords(curve)} ` : "") + t("curveNote");
  drawCurve((town.curve ?? []).map((point) => ({ ...point, at: point.new })), count, { title: t("curveTitle") });
}

const firstSites = () => (town.plan?.sites ?? []).slice(0, count);

/** None of the plan: something else is on the map. */
export function clearCount() {
  if (town.acts) return clearBudget();
  count = 0;
  $("count").value = 0;
  drawPlan();
}

/** The slider is that of the town's plan, and shows none of it. */
export function resetPlan() {
  if (town.acts) return clearBudget();
  const sites = town.plan?.sites?.length ?? 0;
  $("count").max = Math.max(sites, ...(town.curve ?? []).map((point) => point.new), 0);
  clearCount();
}

export function beginPlan() {
  if (town.acts) return beginBudget();
  resetPlan();
  $("count").addEventListener("input", (event) => {
    count = event.target.valueAsNumber;
    drawPlan();
    showSites(firstSites(), []);
  });
  $("take-plan").addEventListener("click", () => {
    const sites = firstSites();
    clearCount();
    takeOver(sites);
  });
}
