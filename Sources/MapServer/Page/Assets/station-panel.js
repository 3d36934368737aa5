// The form of the station that is selected.

import { $, html } from "./elements.js";
import { round } from "./geometry.js";
import { language, spokenHours, t } from "./language.js";
import { original, serviceName, town } from "./town.js";
import { change, restore, stationNow } from "./scenarios.js";
import { view } from "./map.js";

let form = null;

/** It stands and is that of the station as it is. */
export const isFormOf = (station) =>
  form?.id === station.id && form.language === language && form.state === station.state && $("chosen").contains(form.element);

/** The next one is made anew. */
export function forgetForm() {
  form = null;
}

export function drawStation(station) {
  const { id } = station;
  const before = original(id);
  const isClosed = station.state === "closed";
  const number = (label, key, more) =>
    html(
      "label", {}, label,
      html("input", {
        type: "number", "data-key": key, disabled: isClosed, ...more,
        onchange: (event) => {
          const value = event.target.valueAsNumber;
          if (!Number.isFinite(value) || !event.target.checkValidity()) return fillStation(true);
          if (key === "extra_min") change({ extra_min: { id, minutes: value } });
          else {
            const { lon, lat } = { ...stationNow(id), [key]: value };
            change({ move: { id, lon: round(lon), lat: round(lat) } });
          }
        },
      }));
  const services = [...new Set([...town.services.map((service) => service.id), ...(before ?? station).services])];
  const element = html(
    "form", { onsubmit: (event) => event.preventDefault() },
    html("h3", { text: station.name || id }),
    html("p", { class: "soft", "data-key": "state" }),
    html(
      "div", { class: "fields" },
      number(t("longitude"), "lon", { step: "any", min: -180, max: 180 }),
      number(t("latitude"), "lat", { step: "any", min: -90, max: 90 }),
      html(
        "label", { class: "wide" }, t("hours"),
        html("input", {
          type: "text", "data-key": "hours", disabled: isClosed, placeholder: t("hoursHint"),
          // Left out they are not known.
          onchange: (event) => change({ hours: { id, hours: event.target.value.trim() || undefined } }),
        })),
      number(t("extra"), "extra_min", { step: "any", min: 0, max: 600 })),
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
  for (const box of form.element.querySelectorAll("[type=checkbox]")) box.checked = station.services.includes(box.value);
  const words = [t(`state.${station.state}`), spokenHours(station.hours)].filter(Boolean).join(language === "zh" ? "；" : "; ");
  if (part("state").textContent !== words) part("state").textContent = words;
  if (part("restore")) part("restore").disabled = station.state === "same";
}
