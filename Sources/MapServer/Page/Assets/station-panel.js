// The form of the station that is selected.

import { $, html, termsOf } from "./elements.js";
import { round } from "./geometry.js";
import { language, spokenHours, t } from "./language.js";
import { original, serviceName, town } from "./town.js";
import { change, restore, stationNow } from "./scenarios.js";
import { areas, spot } from "./areas.js";
import { stationRows } from "./why.js";
import { view } from "./map.js";

let form = null;

/** It stands and is that of the station as it is. */
export const isFormOf = (station) =>
  form?.id === station.id && form.language === language && form.state === station.state && $("chosen").contains(form.element);

/** The next one is made anew. */
export function forgetForm() {
  form = null;
}

/** A number field; what is no number in range is set back. Blank ones stand for what is not known, where that may be. */
function numberField(key, more, take, mayBeBlank = false) {
  return html("input", {
    type: "number", "data-key": key, step: "any", ...more,
    onchange: ({ target: field }) => {
      const isBlank = mayBeBlank && field.value === "" && !field.validity.badInput;
      if (!isBlank && (!Number.isFinite(field.valueAsNumber) || !field.checkValidity())) return fillStation(true);
      change(take(isBlank ? undefined : field.valueAsNumber));
    },
  });
}

function moveTo(id, change) {
  const { lon, lat } = { ...stationNow(id), ...change };
  return { move: { id, lon: round(lon), lat: round(lat) } };
}

/** Servers of before know nothing of capacity and seats. */
const hasAmounts = () => town.stations.some((station) => "capacity" in station);

function fieldsOf(id, isClosed) {
  const more = { disabled: isClosed };
  const amount = (key) =>
    numberField(
      key, { ...more, min: 0, max: 1e6, placeholder: t("unknown") }, (value) => ({ [key]: { id, [key]: value } }), true);
  return html(
    "div", { class: "fields" },
    html("label", {}, t("longitude"), numberField("lon", { ...more, min: -180, max: 180 }, (lon) => moveTo(id, { lon }))),
    html("label", {}, t("latitude"), numberField("lat", { ...more, min: -90, max: 90 }, (lat) => moveTo(id, { lat }))),
    html(
      "label", { class: "wide" }, t("hours"),
      html("input", {
        type: "text", "data-key": "hours", ...more, placeholder: t("hoursHint"),
        // Left out they are not known.
        onchange: (event) => change({ hours: { id, hours: event.target.value.trim() || undefined } }),
      })),
    html(
      "label", {}, t("extra"),
      numberField("extra_min", { ...more, min: 0, max: 1440 }, (minutes) => ({ extra_min: { id, minutes } }))),
    ...(hasAmounts() ? ["capacity", "seats"] : []).map((key) => html("label", {}, t(key), amount(key))));
}

export function drawStation(station) {
  const { id } = station;
  const before = original(id);
  const isClosed = station.state === "closed";
  const services = [...new Set([...town.services.map((service) => service.id), ...(before ?? station).services])];
  const element = html(
    "form", { onsubmit: (event) => event.preventDefault() },
    html("h3", { text: station.name || id }),
    html("p", { class: "soft", "data-key": "state" }),
    html("dl", { "data-key": "why" }),
    fieldsOf(id, isClosed),
    html(
      "fieldset", {}, html("legend", { text: t("services") }),
      html(
        "div", { class: "checks" },
        ...services.map((service) =>
          html(
            "label", {},
            html("input", {
              type: "checkbox", value: service, disabled: isClosed,
              onchange: () =>
                change({
                  services: { id, services: [...element.querySelectorAll("[type=checkbox]:checked")].map((box) => box.value) },
                }),
            }),
            serviceName(service))))),
    html(
      "div", { class: "row" },
      isClosed
        ? html("button", { type: "button", text: t("reopen"), onclick: () => restore(id) })
        : html("button", { type: "button", text: t(before ? "close" : "removeAdded"), onclick: () => change({ close: id }) }),
      isClosed ? null : html("button", { type: "button", text: t("moveByKeys"), onclick: () => view.focus(id) }),
      before && !isClosed
        ? html("button", { type: "button", "data-key": "restore", text: t("restore"), onclick: () => restore(id) })
        : null));
  const held = form?.id === id && $("chosen").contains(document.activeElement) ? document.activeElement : null;
  form = { id, language, state: station.state, element };
  $("chosen").replaceChildren(element);
  fillStation(true);
  // What had the focus is made anew.
  if (held) {
    const box = held.type === "checkbox" ? `[value="${CSS.escape(held.value)}"]` : ".row button";
    const key = held.dataset.key ? `[data-key="${held.dataset.key}"]` : box;
    element.querySelector(key)?.focus({ preventScroll: true });
  }
}

/** Values into the form; what she is typing stays. */
export function fillStation(isForced = false) {
  const station = form && stationNow(form.id);
  if (!station) return;
  const part = (key) => form.element.querySelector(`[data-key=${key}]`);
  const write = (key, value) => {
    const field = part(key);
    if (isForced || field !== document.activeElement) field.value = value;
  };
  write("lon", round(station.lon));
  write("lat", round(station.lat));
  write("hours", station.hours ?? "");
  write("extra_min", station.extra_min ?? 0);
  if (hasAmounts()) for (const key of ["capacity", "seats"]) write(key, station[key] ?? "");
  for (const box of form.element.querySelectorAll("[type=checkbox]")) box.checked = station.services.includes(box.value);
  const ofHere = station.state === "closed" ? null : areas.get(spot(station));
  const isLost = ofHere?.length > 0 && ofHere.every((area) => area.geometry === null);
  const words = [t(`state.${station.state}`), spokenHours(station.hours), isLost ? t("servesNothing") : ""].filter(Boolean).join(language === "zh" ? "；" : "; ");
  if (part("state").textContent !== words) part("state").textContent = words;
  part("why").replaceChildren(...termsOf(stationRows()));
  if (part("restore")) part("restore").disabled = station.state === "same";
}
