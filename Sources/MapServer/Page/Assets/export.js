// Files of the scenario at hand.

import { html } from "./elements.js";
import { ask } from "./server.js";
import { tell } from "./trouble.js";
import { committed, settle } from "./scenarios.js";

const FILES = { geojson: "stations-edited.geojson", csv: "stations-edited.csv", yaml: "analysis-edited.yaml" };

export async function exportAs(as) {
  settle();
  try {
    const answer = await ask("/api/export", { edits: committed(), as });
    const address = URL.createObjectURL(await answer.blob());
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
