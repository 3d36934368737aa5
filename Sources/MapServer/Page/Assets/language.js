// What is said in her language: texts, terms, numbers, opening hours.

import { WORDS } from "./words.js";
import { TERMS } from "./terms.js";

export let language = "zh";

export function setLanguage(next) {
  language = next;
}

/** A text of the page, its places filled in. */
export function t(key, ...values) {
  return WORDS[key][language].replace(/\{(\d)\}/g, (_, index) => String(values[index]));
}

/** A word of the data in her language; itself when the catalogue does not know it. */
export function term(group, word) {
  return TERMS[`${group}.${word}`]?.[language] ?? word;
}

/** Of what the server says in both languages. */
export const said = (words) => words?.[language] ?? "";
/** By digits: to make one takes longer than to use it a hundred times. */
const formats = new Map();
export function grouped(value, digits = 0) {
  if (!formats.has(digits)) formats.set(digits, new Intl.NumberFormat("en-US", { maximumFractionDigits: digits, useGrouping: true }));
  return formats.get(digits).format(value);
}
export const percent = (share) => (typeof share === "number" ? `${(share * 100).toFixed(1)}%` : "–");

/** In percentage points; empty where one of them is not known. */
export function difference(now, before) {
  if (typeof now !== "number" || typeof before !== "number") return "";
  const text = ((now - before) * 100).toFixed(1);
  if (Number(text) === 0) return "±0.0";
  return text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`;
}

/** With a capital where the language has them. */
export const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

const DAYS = { Mo: "周一", Tu: "周二", We: "周三", Th: "周四", Fr: "周五", Sa: "周六", Su: "周日", PH: "节假日" };

/** Opening hours to be read; what is no plain day and time stays as it is. */
export function spokenHours(hours) {
  if (!hours || language === "en") return hours ?? "";
  return hours
    .replace(/\bMo-Su\b/g, "每天")
    .replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))?\b/g, (_, a, b) => (b ? `${DAYS[a]}至${DAYS[b]}` : DAYS[a]))
    .replace(/\boff\b/g, "不开放")
    .replace(/,\s*/g, "、")
    .replace(/;\s*/g, "；");
}
