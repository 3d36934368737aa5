// Scenarios that other programs read, such as a GIS: the server makes their layers anew after each edit.

import { $ } from "./elements.js";
import { language, said, t } from "./language.js";
import { ask, askJSON, pause } from "./server.js";
import { tell } from "./trouble.js";
import { askUnder, definition } from "./definition.js";
import { active, committed, scenarios, settle } from "./scenarios.js";

/** By scenario: how its layers stand, as the server says it, and `sent`, what they were made of; nothing for one that is not published. */
const published = new Map();

const isAtWork = (standing) => standing.state === "queued" || standing.state === "running";
const placeOf = (of) => `/api/published/${of.name}`;
/** What layers depend on. */
const textOf = (of) => JSON.stringify([definition, committed(of)]);

export function drawPublishing() {
  const standing = published.get(active);
  $("publish").setAttribute("aria-pressed", String(Boolean(standing)));
  $("publish").textContent = t("publish", active.name);
  let words = "";
  if (standing) {
    const address = `${location.origin}/ogc`;
    words = t("publishedAt", active.name, address);
    const gap = language === "zh" ? "" : " ";
    if (isAtWork(standing)) words += gap + t("publishing");
    if (standing.state === "failed") words += gap + t("publishFailed") + gap + said(standing.reason);
  }
  if ($("publish-words").textContent !== words) $("publish-words").textContent = words;
}

/** Sends the edits, and again until what was sent is what there is. */
async function publish(of) {
  const standing = published.get(of);
  if (standing.isSending) return;
  standing.isSending = true;
  try {
    while (published.get(of) === standing && (standing.sent !== textOf(of) || isAtWork(standing))) {
      if (standing.sent === textOf(of)) {
        await pause(500);
        Object.assign(standing, await askJSON(placeOf(of)));
      } else {
        const sent = textOf(of);
        Object.assign(standing, await askUnder("/api/published", { name: of.name, edits: committed(of) }));
        standing.sent = sent;
      }
      drawPublishing();
    }
  } catch (words) {
    if (words.isBusy || words.isAway) setTimeout(follow, 2000);
    else if (words.code === "not-published") published.delete(of);
    else Object.assign(standing, { state: "failed", reason: words, sent: textOf(of) });
  } finally {
    standing.isSending = false;
    drawPublishing();
  }
}

/** What is published follows the edits. */
export function follow() {
  for (const of of published.keys()) publish(of);
}

async function toggle() {
  settle();
  if (!published.has(active)) {
    published.set(active, { state: "queued" });
    drawPublishing();
    await publish(active);
    return;
  }
  const of = active;
  published.delete(of);
  drawPublishing();
  try {
    await ask(placeOf(of), undefined, "DELETE");
  } catch (words) {
    if (words.code !== "not-published") tell(words);
  }
}

/** What was published before the page was loaded anew goes on. */
export async function beginPublishing() {
  $("publish").addEventListener("click", toggle);
  try {
    for (const standing of (await askJSON("/api/published")).published) {
      const of = scenarios[standing.name];
      if (of) published.set(of, standing);
    }
  } catch {
    // The page goes on without.
  }
  drawPublishing();
  follow();
}
