// What happens on the page: who does it tells it here, and page.js says who hears of it.

/** A thing that happens: listeners hear of it at once, in the order in which they asked to. */
function happening() {
  const listeners = [];
  return {
    hear: (listener) => listeners.push(listener),
    tell: (...details) => {
      for (const listener of listeners) listener(...details);
    },
  };
}

/** The edits of the scenario at hand are others. */
export const editsChanged = happening();
/** A station is under way, not yet where it will stand. Told its id. */
export const stationGlided = happening();
/** Another scenario is at hand. */
export const scenarioPicked = happening();
/** The page looks under another definition of the service circle. */
export const definitionChanged = happening();
/** The server is further with a definition that it prepares, or at its end. */
export const definitionStands = happening();
/** The server has answered with figures, or refused them. */
export const figuresCame = happening();
/** All figures that were asked for have come. */
export const figuresSettled = happening();
/** The server has told more of the figures: by period, hour, town and trade. */
export const detailsCame = happening();
/** Another hour of the week is looked at, or none. */
export const hourPicked = happening();
/** Another tab has changed a scenario, or what it changed is settled. */
export const otherTabSpoke = happening();
/** The server has answered with a service area. */
export const areasCame = happening();
/** Something else is selected, or nothing. Told whether the map has to go there. */
export const choiceChanged = happening();
/** The server has said why what is selected is covered or not. */
export const reasonCame = happening();
/** Proposed sites on the map are others. */
export const sitesChanged = happening();
