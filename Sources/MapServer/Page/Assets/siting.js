// A search for new stations, or for what a budget is best spent on: begun, watched, stopped, taken over.

import { $ } from "./elements.js";
import { grouped, language, percent, said, t } from "./language.js";
import { ask, askPatiently, pause } from "./server.js";
import { tell } from "./trouble.js";
import { idOf, layers, town } from "./town.js";
import { askUnder } from "./definition.js";
import { committed, settle } from "./scenarios.js";
import { showSites, takeOver } from "./proposed.js";
import { view } from "./map.js";
import { boundWords } from "./curve-chart.js";
import { lookAt } from "./budget.js";
import { clearCount } from "./plan.js";

let job = null;

const isShare = () => ["share", "served"].includes(job?.unit ?? "share");

/** A share in per cent; stations, yuan, minutes and metres as numbers of them. */
function amountOf(value) {
  if (typeof value !== "number") return "–";
  return isShare() ? percent(value) : t(`amount.${job.unit}`, grouped(value, job.unit === "minutes" ? 1 : 0));
}

/** What no plan can be better than: a share is made large, all else small. */
function limitWords() {
  if (isShare()) return boundWords(job.bound);
  if (typeof job.bound !== "number") return t("boundUnknown");
  // Of a station there is no part.
  return t("atLeast", amountOf(job.unit === "stations" ? Math.ceil(job.bound - 1e-6) : job.bound));
}

const hasPlan = () => job.status === "optimal" || job.status === "feasible";
const noPlanWords = () => t(job.status === "infeasible" ? "spentNone" : job.state === "stopped" ? "spentEarly" : "spentUnknown");
/** How a search came to its end; proven is what the server has proven. */
const endKey = (key) => key + (job.status === "optimal" ? "Done" : job.state === "stopped" ? "Stopped" : "Open");

/** What a search came to: how many stations, or where money buys more than stations what it was spent on. */
function endWords() {
  const reasons = [said(job.reason), ...(job.warnings ?? []).map(said)];
  if (!hasPlan()) return [noPlanWords(), ...reasons];
  if (town.acts) {
    const { acts, spent_yuan: spent } = job;
    return [t(endKey("spent"), acts?.length ?? 0, grouped(spent ?? 0), percent(job.value), limitWords()), ...reasons];
  }
  const found = t(isShare() ? "found.share" : `found.${job.unit}`, job.taken ?? job.sites?.length ?? 0, amountOf(job.value));
  return [t(endKey("siting"), found, limitWords()), ...reasons, job.sites?.length > 0 ? t("sitingShown") : ""];
}

const gap = () => (language === "zh" ? "" : " ");

export function drawSiting() {
  const state = job?.state;
  const isBusy = state === "queued" || state === "running";
  $("start").disabled = isBusy;
  $("stop").disabled = !isBusy;
  $("take-siting").hidden = !(job?.sites?.length > 0) || isBusy;
  $("progress").hidden = !isBusy || typeof job?.value !== "number" || !isShare();
  $("h-siting").textContent = t(town.acts ? "sitingActs" : "siting");
  $("new-label").textContent = t(town.acts ? "sitingBudget" : "sitingNew");
  const hasBudgetsOfYears = town.acts?.phases.length > 0;
  $("new-label").hidden = $("new").hidden = hasBudgetsOfYears;
  if (!$("progress").hidden) {
    $("done").setAttribute("width", job.value * 100);
    $("open").setAttribute("x", job.value * 100);
    $("open").setAttribute("width", Math.max(0, (job.bound ?? 1) - job.value) * 100);
    $("progress").setAttribute("aria-valuenow", Math.round(job.value * 100));
  }
  let words = "";
  if (state === "queued") words = t("sitingQueued");
  else if (state === "running") {
    const seconds = Math.round((Date.now() - job.begun) / 1000);
    words = typeof job.value === "number"
      ? t("sitingRunning", seconds, amountOf(job.value), limitWords())
      : t("sitingSearching", seconds);
  } else if (state === "failed") {
    words = t("sitingFailed") + gap() + said(job.reason);
  } else if (state) words = endWords().filter(Boolean).join(gap());
  // Seconds are seen, and not read out one by one.
  $("siting-words").setAttribute("aria-live", state === "running" ? "off" : "polite");
  if ($("siting-words").textContent !== words) $("siting-words").textContent = words;
}

/** What is asked for besides the edits; null for what is no number of stations and no sum of money. */
function wanted() {
  const number = $("new").valueAsNumber;
  if (!town.acts) return Number.isInteger(number) && number >= 1 ? { new: number } : null;
  if (town.acts.phases.length > 0) return {};
  return Number.isFinite(number) && number >= 0 ? { budget: number } : null;
}

async function startSiting() {
  settle();
  const more = wanted();
  if (!more) {
    $("new").focus();
    return;
  }
  const edits = committed();
  $("start").disabled = true;
  try {
    job = { state: "queued", edits, begun: Date.now(), ...(await askUnder("/api/siting", { edits, ...more })) };
    tell(null);
  } catch (words) {
    tell(words);
    drawSiting();
    return;
  }
  drawSiting();
  const { id } = job;
  const clock = setInterval(() => {
    if (job?.id === id && job.state === "running") drawSiting();
    else if (job?.id !== id || job.state !== "queued") clearInterval(clock);
  }, 1000);
  const events = new EventSource(`/api/siting/${encodeURIComponent(id)}/events`);
  events.addEventListener("progress", (event) => {
    if (job?.id !== id) return;
    if (job.state !== "running") job.begun = Date.now();
    Object.assign(job, JSON.parse(event.data), { id, state: "running" });
    drawSiting();
  });
  events.addEventListener("end", () => {
    events.close();
    endSiting(id);
  });
  // A broken line is not the end: it is asked instead.
  events.addEventListener("error", () => {
    events.close();
    endSiting(id);
  });
}

/** Asks until it has ended. A server that is busy or away has not lost it: it is asked again. */
async function endSiting(id) {
  let isAway = false;
  while (job?.id === id) {
    try {
      const answer = await askPatiently(`/api/siting/${encodeURIComponent(id)}`);
      if (job?.id !== id) return;
      Object.assign(job, answer, { id });
      if (isAway) tell(null);
      isAway = false;
    } catch (words) {
      if (job?.id !== id) return;
      tell(words);
      isAway = Boolean(words.isAway);
      if (!isAway) Object.assign(job, { state: "failed", reason: words });
    }
    drawSiting();
    if (job.state !== "queued" && job.state !== "running") break;
    await pause(1000);
  }
  // "plan" holds it in some answers.
  if (job?.id !== id) return;
  if (town.acts) {
    if (job.acts?.length > 0) {
      lookAt(job, job.edits);
      view.zoom(0);
    }
    return;
  }
  job.sites = (job.sites ?? job.plan?.sites ?? []).map((site) => {
    if (typeof site.lon === "number") return site;
    const [lon, lat] = layers.candidates?.features.find((feature) => idOf(feature) === site.id)?.geometry.coordinates ?? [];
    return { ...site, lon, lat };
  });
  clearCount();
  drawSiting();
  if (job.sites.length === 0) return;
  showSites(job.sites, job.edits);
  view.zoom(0);
}

/** It is of a definition that is no longer looked under. */
export function forgetSiting() {
  if (job?.state === "queued" || job?.state === "running") {
    ask(`/api/siting/${encodeURIComponent(job.id)}`, undefined, "DELETE").catch(() => {});
  }
  job = null;
  drawSiting();
}

export function beginSiting() {
  if (town.acts) {
    $("new").min = 0;
    $("new").step = "any";
    $("new").value = town.acts.budget_yuan ?? town.acts.spent_yuan;
  } else $("new").value = Math.max(1, Math.min(5, town.new || 5));
  $("start").addEventListener("click", startSiting);
  $("stop").addEventListener("click", async () => {
    try {
      await ask(`/api/siting/${encodeURIComponent(job.id)}`, undefined, "DELETE");
    } catch (words) {
      tell(words);
    }
  });
  $("take-siting").addEventListener("click", () => {
    clearCount();
    takeOver(job.sites);
    Object.assign(job, { taken: job.sites.length, sites: [] });
    drawSiting();
  });
}
