// Files of the scenario at hand. The brief for the word processor takes as long as a run: it is ordered, and watched.

import { $, html } from "./elements.js";
import { language, said, t } from "./language.js";
import { ask, askPatiently, pause } from "./server.js";
import { tell } from "./trouble.js";
import { town } from "./town.js";
import { askUnder } from "./definition.js";
import { active, committed, settle } from "./scenarios.js";

const FILES = {
  geojson: "stations-edited.geojson", csv: "stations-edited.csv", yaml: "analysis-edited.yaml", docx: "brief.docx",
};
/** The brief that is being made, or was made last; null before the first. */
let brief = null;

const isAtWork = (job = brief) => job?.state === "queued" || job?.state === "running";

function save(file, as) {
  const address = URL.createObjectURL(file);
  const link = html("a", { href: address, download: FILES[as] });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function drawExport() {
  $("export-docx").hidden = !town.exports?.includes("docx");
  $("export-docx").disabled = isAtWork();
  $("export-stop").hidden = !isAtWork() || !brief.id;
  const gap = language === "zh" ? "" : " ";
  let words = "";
  if (brief?.state === "queued") words = t("briefQueued");
  else if (brief?.state === "running") words = t("briefRunning", brief.scenario) + (brief.step ? gap + said(brief.step) : "");
  else if (brief?.state === "done") words = t("briefDone", brief.scenario);
  else if (brief?.state === "stopped") words = t("briefStopped");
  else if (brief?.state === "failed") words = t("briefFailed") + gap + said(brief.reason);
  if ($("export-words").textContent !== words) $("export-words").textContent = words;
}

async function makeBrief(edits) {
  const job = (brief = { state: "queued", scenario: active.name });
  // What is said of one that was stopped meanwhile is old.
  const learn = (told) => {
    if (job.state !== "stopped") Object.assign(job, told);
    drawExport();
  };
  drawExport();
  try {
    learn(await askUnder("/api/export", { edits, as: "docx" }));
    const address = `/api/export/${encodeURIComponent(job.id)}`;
    while (isAtWork(job)) {
      await pause(500);
      // One that she has stopped meanwhile is forgotten there.
      if (isAtWork(job)) learn(await askPatiently(address));
    }
    if (job.state === "done") save(await (await ask(`${address}/file`)).blob(), "docx");
  } catch (words) {
    learn({ state: "failed", reason: words });
  }
}

async function stopBrief() {
  brief.state = "stopped";
  drawExport();
  try {
    await ask(`/api/export/${encodeURIComponent(brief.id)}`, undefined, "DELETE");
  } catch (words) {
    tell(words);
  }
}

export async function exportAs(as) {
  settle();
  const edits = committed();
  if (as === "docx") {
    await makeBrief(edits);
    return;
  }
  try {
    save(await askUnder("/api/export", { edits, as }, (answer) => answer.blob()), as);
    tell(null);
  } catch (words) {
    tell(words);
  }
}

export function beginExport() {
  for (const button of document.querySelectorAll(".export")) button.addEventListener("click", () => exportAs(button.dataset.as));
  $("export-stop").addEventListener("click", stopBrief);
}
