// The hour of the week that is looked at, and which stations are shut then.

import { hourPicked } from "./happenings.js";
import { t } from "./language.js";
import { active } from "./scenarios.js";
import { detailsOf } from "./details.js";

export const HOURS = 168;
/** 0 begins on Monday at 0:00; null: whatever the hour. */
export let hour = null;

export function lookAt(next) {
  if (next === hour) return;
  hour = next;
  hourPicked.tell();
}

const dayWords = (day) => t(`day.${day}`);
export const hourWords = (at) => `${dayWords(Math.floor(at / 24))} ${String(at % 24).padStart(2, "0")}:00`;

/** The server says which stations are open, and has said so. */
export const knowsOpen = () => hour !== null && Boolean(detailsOf(active).open);
/** A station that stands but is not open at that hour. */
export const isShut = (id) => hour !== null && detailsOf(active).open?.[id]?.[hour] === "0";
