// A search for new stations: begun, watched, stopped, taken over.

import { $ } from "./elements.js";
import { language, percent, said, t } from "./language.js";
import { ask, askJSON, pause } from "./server.js";
import { tell } from "./trouble.js";
import { idOf, layers, town } from "./town.js";
import { askUnder } from "./definition.js";
import { committed, settle } from "./scenarios.js";
import { showSites, takeOver } from "./proposed.js";
import { view } from "./map.js";
import { isProven } from "./curve-chart.js";
import { clearCount } from "./plan.js";

let job = null;

// A share in per cent; stations, minutes and the like as numbers.
const amountOf = (value) => (!job?.unit || job.unit === "share" ? percent(value) : `${Math.round(value * 100) / 100}`);

export function drawSiting() {
  const state = job?.state;
  const isBusy = state === "queued" || state === "running";
  $("start").disabled = isBusy;
  $("stop").disabled = !isBusy;
  $("take-siting").hidden = !(job?.sites?.length > 0) || isBusy;
  $("progress").hidden = !isBusy || typeof job?.value !== "number" || (job.unit ?? "share") !== "share";
  if (!$("progress").hidden) {
    $("done").setAttribute("width", job.value * 100);
    $("open").setAttribute("x", job.value * 100);
    $("open").setAttribute("width", Math.max(0, (job.bound ?? job.value) - job.value) * 100);
    $("progress").setAttribute("aria-valuenow", Math.round(job.value * 100));
  }
  let words = "";
  if (state === "queued") words = t("sitingQueued");
  else if (state === "running") {
    const seconds = Math.round((Date.now() - job.begun) / 1000);
    words = typeof job.value === "number"
      ? t("sitingRunning", seconds, amountOf(job.value), job.bound == null ? "–" : amountOf(job.bound))
      : t("sitingSearching", seconds);
  } else if (state === "failed") {
    words = t("sitingFailed") + (language === "zh" ? "" : " ") + said(job.reason);
  } else if (state) {
    const value = job.value ?? job.figures?.value ?? null;
    const bound = job.bound ?? null;
    words = state === "done" && isProven(value, bound)
      ? t("sitingDone", job.sites?.length ?? 0, amountOf(value))
      : t("sitingOpen", job.sites?.length ?? 0, amountOf(value), amountOf(bound));
    if (job.sites?.length > 0) words += (language === "zh" ? "" : " ") + t("sitingShown");
  }
  // Seconds are seen, and not read out one by one.
  $("siting-words").setAttribute("aria-live", state === "running" ? "off" : "polite");
  if ($("siting-words").textContent !== words) $("siting-words").textContent = words;
}

async function startSiting() {
  settle();
  const number = $("new").valueAsNumber;
  if (!Number.isInteger(number) || number < 1) {
    $("new").focus();
    return;
  }
  const edits = committed();
  $("start").disabled = true;
  try {
    job = { state: "queued", edits, begun: Date.now(), ...(await askUnder("/api/siting", { edits, new: number })) };
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

async function endSiting(id) {
  while (job?.id === id) {
    try {
      Object.assign(job, await askJSON(`/api/siting/${encodeURIComponent(id)}`), { id });
    } catch (words) {
      tell(words);
      job.state = "failed";
    }
    drawSiting();
    if (job.state !== "queued" && job.state !== "running") break;
    await pause(1000);
  }
  // "plan" holds it in some answers.
  if (job?.id !== id) return;
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
  $("new").value = Math.max(1, Math.min(5, town.new || 5));
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
    job.sites = [];
    drawSiting();
  });
}
