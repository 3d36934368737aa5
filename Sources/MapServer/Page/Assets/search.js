// Places found by their names.

import { $, html } from "./elements.js";
import { t } from "./language.js";
import { idOf, layers } from "./town.js";
import { stationsWith } from "./edits.js";
import { current } from "./scenarios.js";
import { choose } from "./selection.js";
import { view } from "./map.js";

function names() {
  const all = stationsWith(current()).map(({ id, name }) => ({ layer: "stations", id, name, kind: "kind.station" }));
  const take = (layer, kind) => {
    for (const feature of layers[layer]?.features ?? []) {
      all.push({ layer, id: idOf(feature), name: feature.properties.name, kind });
    }
  };
  take("communities", "kind.community");
  take("workers", "kind.worker");
  const routes = new Set();
  for (const { properties } of layers.routes?.features ?? []) {
    if (routes.has(properties.route)) continue;
    routes.add(properties.route);
    const id = `${properties.route} ${properties.seq}`;
    all.push({ layer: "routes", id, name: properties.name || properties.route, kind: "kind.route" });
  }
  take("candidates", "kind.candidate");
  return all;
}

export function search() {
  const text = $("search").value.trim().toLowerCase();
  const nearness = (place) => {
    const name = (place.name ?? "").toLowerCase();
    return name === text ? 0 : name.startsWith(text) ? 1 : name.includes(text) ? 2 : 3;
  };
  const hits = text === "" ? [] : names().filter((place) => nearness(place) < 3).sort((a, b) => nearness(a) - nearness(b));
  const none = t("foundNone", $("search").value.trim());
  $("search-count").textContent = text === "" ? "" : hits.length === 0 ? none : t("found", hits.length);
  $("found").hidden = text === "";
  $("found").replaceChildren(
    ...(hits.length === 0 && text !== "" ? [html("li", { class: "soft", text: none })] : []),
    ...hits.slice(0, 12).map((place) =>
      html(
        "li", {},
        html(
          "button", {
            type: "button",
            onclick: () => {
              choose(place.layer, place.id, true);
              $("search").value = "";
              search();
              if (place.layer === "stations") view.focus(place.id);
              else $("search").focus();
            },
          },
          html("span", { text: place.name }), html("small", { text: t(place.kind) })))));
}

export function moveInFound(event) {
  const buttons = [...$("found").querySelectorAll("button")];
  if (event.key === "Escape") {
    $("search").value = "";
    search();
    $("search").focus();
  } else if (event.key === "Enter" && event.target === $("search")) {
    event.preventDefault();
    buttons[0]?.click();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const at = buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    (at < 0 ? $("search") : buttons[Math.min(at, buttons.length - 1)])?.focus();
  }
}
