// The head of the page and the line at its foot: title, definition, who drew it.

import { $ } from "./elements.js";
import { said, t } from "./language.js";
import { town } from "./town.js";
import { definition } from "./definition.js";
import { isLibre } from "./map.js";

/** In the language of now. */
export function drawHeading() {
  document.title = said(town.title);
  $("title").textContent = said(town.title);
  const circle = said(town.definition.phrase);
  $("definition").textContent = definition === null ? circle : t("whatIfShort", circle);
  $("illustrative").textContent = said(town.illustrative_note) || t("illustrative");
  $("illustrative").hidden = !town.illustrative;
  $("edited-file").textContent = said(town.edits_note);
  $("edited-file").hidden = !town.edits_note;
  $("search").placeholder = t("search");
  const host = town.tiles ? new URL(town.tiles, location.href).host : null;
  $("attribution").textContent = [
    t("attribution", `ServiceCircle ${town.version ?? ""}`.trim()),
    isLibre ? t("mapBy") : t("plainMap"),
    host ? t("tilesBy", host) : null, ...(town.attribution ?? []),
  ].filter(Boolean).join(" · ");
}
