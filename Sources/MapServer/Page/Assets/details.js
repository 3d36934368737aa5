// Figures by period, hour, town and trade, and which stations are open when: of today and of both scenarios.

import { detailsCame } from "./happenings.js";
import { pause } from "./server.js";
import { tell } from "./trouble.js";
import { town } from "./town.js";
import { askUnder } from "./definition.js";
import { committed, provisional, scenarios } from "./scenarios.js";

const PARTS = ["periods", "hours", "groups"];
/** Of today's stations: as a scenario's. */
export let todayDetails = {};
let isAsking = false;

/** Servers of before know nothing of them. */
export const hasDetails = () => "hours_known" in town;
/** periods, hours, groups, and open; each undefined until the server has told it. */
export const detailsOf = (of) => of.details ?? {};
/** They are those of the edits as they stand. */
export const areFresh = (of) => of.detailed === JSON.stringify(committed(of)) && !provisional;

/** Takes from an answer what it tells of the parts that were asked for. */
export function learnDetails(of, answer, parts) {
  const part = (figures) => Object.fromEntries(parts.filter((name) => figures[name]).map((name) => [name, figures[name]]));
  of.details = { ...of.details, ...part(answer.figures), ...(answer.open ? { open: answer.open } : {}) };
  todayDetails = { ...todayDetails, ...part(answer.today) };
}

/** They are of a definition that is no longer looked under. */
export function forgetDetails() {
  todayDetails = {};
  for (const of of Object.values(scenarios)) Object.assign(of, { details: {}, asked: null, detailed: null });
}

function outdated() {
  if (provisional) return undefined;
  return Object.values(scenarios).find((of) => of.asked !== JSON.stringify(committed(of)));
}

/** Asks for what is not known of the edits as they stand, once they rest; figures themselves never wait for it. */
export async function fetchDetails() {
  if (!hasDetails() || isAsking) return;
  isAsking = true;
  document.documentElement.dataset.detailed = "false";
  for (let of = outdated(); of; of = outdated()) {
    const edits = committed(of);
    const key = JSON.stringify(edits);
    const twin = Object.values(scenarios).find((other) => other !== of && other.detailed === key);
    try {
      if (twin) of.details = twin.details;
      else learnDetails(of, await askUnder("/api/evaluate", { edits, with: PARTS }), PARTS);
      of.asked = of.detailed = key;
    } catch (words) {
      if (words.isBusy) await pause(1000);
      else {
        // What was refused is not asked again; what is known is of other edits.
        of.asked = key;
        if (!of.refused) tell(words);
      }
    }
    detailsCame.tell();
  }
  isAsking = false;
  document.documentElement.dataset.detailed = "true";
}
