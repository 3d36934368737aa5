// Files of the scenario at hand.

import { html } from "./elements.js";
import { tell } from "./trouble.js";
import { askUnder } from "./definition.js";
import { committed, settle } from "./scenarios.js";

const FILES = { geojson: "stations-edited.geojson", csv: "stations-edited.csv", yaml: "analysis-edited.yaml" };

export async function exportAs(as) {
  settle();
  try {
    const file = await askUnder("/api/export", { edits: committed(), as }, (answer) => answer.blob());
    const address = URL.createObjectURL(file);
    const link = html("a", { href: address, download: FILES[as] });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    tell(null);
  } catch (words) {
    tell(words);
  }
}
