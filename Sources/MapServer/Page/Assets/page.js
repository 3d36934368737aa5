// The live map: what stands, what it serves, and what changes when a planner moves it.
// This file begins it, and says who hears of what; all others import downwards only. Nothing that comes from data is ever
// read as HTML: it is set as text.

import {
  areasCame, choiceChanged, definitionChanged, definitionStands, detailsCame, editsChanged, figuresCame, figuresSettled,
  hourPicked, otherTabSpoke, reasonCame, scenarioPicked, sitesChanged, stationGlided,
} from "./happenings.js";
import { $ } from "./elements.js";
import { setLanguage, t } from "./language.js";
import { askJSON, askPatiently } from "./server.js";
import { repeatTrouble, tell } from "./trouble.js";
import { layerNames, layers, learnTown, town } from "./town.js";
import { wish } from "./definition.js";
import { committed, otherScenario, pickScenario, provisional, replaceEdits, scenarios, step } from "./scenarios.js";
import { fetchDetails } from "./details.js";
import { fetchReason } from "./reasons.js";
import { hour } from "./hour.js";
import { fetchAreasUnder, learnAreas } from "./areas.js";
import { choose, chosen, isChosen } from "./selection.js";
import { evaluate } from "./evaluation.js";
import { keep, keepDefinition, recall, recallDefinition } from "./keeping.js";
import { isAdding, sayAdding, setAdding } from "./adding.js";
import { drawChoice, drawLayers, drawReach, drawSites, drawStations, isLibre, openMap, sayMap, setLayers, view } from "./map.js";
import { drawFigures } from "./figures.js";
import { beginWeek, drawWeek } from "./week.js";
import { drawServices } from "./services-table.js";
import { drawPeriods } from "./periods-table.js";
import { drawGroups } from "./groups-table.js";
import { drawChanged } from "./changed-places.js";
import { copyScenario, drawScenarios } from "./scenario-buttons.js";
import { drawOffers } from "./other-tab.js";
import { fillStation, forgetForm } from "./station-panel.js";
import { drawChosen, drawStationList, pointAtStation } from "./selected.js";
import { drawEdits } from "./edit-list.js";
import { beginPlan, drawPlan, resetPlan } from "./plan.js";
import { showSites } from "./proposed.js";
import { beginSiting, drawSiting, forgetSiting } from "./siting.js";
import { beginExport, drawExport } from "./export.js";
import { beginPublishing, drawPublishing, follow as followInGIS } from "./publishing.js";
import { moveInFound, search } from "./search.js";
import { drawLegend } from "./legend.js";
import { beginPrinting } from "./printing.js";
import { beginShortcuts } from "./shortcuts.js";
import { drawHeading } from "./heading.js";
import { beginDefinition, drawDefinition, drawStanding, fillDefinition, lookFor } from "./definition-form.js";

/** After any change of the edits: the map, the lists, and the figures as soon as the server has them. */
function renew() {
  document.documentElement.dataset.busy = "true";
  // First asked, then drawn: the server answers meanwhile.
  if (!provisional) fetchAreasUnder(committed());
  evaluate();
  fetchReason();
  drawStations();
  drawReach();
  drawEdits();
  drawChosen();
  drawStationList();
  drawPlan();
  drawSiting();
}

/** What follows a station that is under way. */
function drawLiveFigures() {
  drawFigures();
  drawServices();
  drawChanged();
}

function drawAllFigures() {
  drawLiveFigures();
  drawWeek();
  drawPeriods();
  drawGroups();
  if (chosen && chosen.layer !== "stations") drawChosen();
}

function connect() {
  editsChanged.hear(() => {
    renew();
    keep();
    followInGIS();
  });
  // While a station is under way: only what has to be live. Figures come first: drawing the map keeps the page from all else, and of
  // many steps only the last has to be drawn.
  let picture = null;
  const drawGlide = () => {
    picture = null;
    drawStations();
    drawReach();
  };
  stationGlided.hear((id) => {
    document.documentElement.dataset.busy = "true";
    evaluate();
    picture ??= setTimeout(drawGlide, 120);
    drawEdits();
    if (isChosen(id)) fillStation();
  });
  scenarioPicked.hear(() => {
    drawPublishing();
    forgetForm();
    drawScenarios();
    drawAllFigures();
    renew();
  });
  definitionChanged.hear(() => {
    keepDefinition(wish);
    setLayers();
    drawHeading();
    drawDefinition();
    fillDefinition();
    resetPlan();
    forgetSiting();
    showSites([], []);
    drawLegend();
    drawAllFigures();
    renew();
    evaluate(otherScenario());
    followInGIS();
  });
  definitionStands.hear(drawStanding);
  // Weeks, periods and groups wait until it rests: they are marked so at its first step.
  let isMarked = false;
  figuresCame.hear(() => {
    if (provisional && isMarked && hour === null) drawLiveFigures();
    else drawAllFigures();
    isMarked = Boolean(provisional);
    if (picture === null) return;
    clearTimeout(picture);
    picture = setTimeout(drawGlide);
  });
  figuresSettled.hear(fetchDetails);
  const drawHour = () => {
    drawStations();
    drawReach();
    drawLegend();
    drawFigures();
    drawWeek();
  };
  hourPicked.hear(drawHour);
  detailsCame.hear(() => {
    if (hour !== null) drawHour();
    drawWeek();
    drawPeriods();
    drawGroups();
  });
  otherTabSpoke.hear(drawOffers);
  areasCame.hear(() => {
    drawReach();
    fillStation();
  });
  reasonCame.hear(() => (chosen?.layer === "stations" ? fillStation() : drawChosen()));
  sitesChanged.hear(() => {
    drawSites();
    fetchReason();
  });
  choiceChanged.hear((isFar) => {
    drawChoice(isFar);
    drawChosen();
    pointAtStation();
    fetchReason();
  });
}

function speakIn(next) {
  setLanguage(next);
  document.documentElement.lang = next === "zh" ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
  for (const each of document.querySelectorAll("[data-t-label]")) each.setAttribute("aria-label", t(each.dataset.tLabel));
  for (const each of ["zh", "en"]) $(each).setAttribute("aria-pressed", String(each === next));
  drawHeading();
  drawDefinition();
  repeatTrouble();
  drawOffers();
  sayAdding();
  drawLegend();
  drawScenarios();
  drawAllFigures();
  drawEdits();
  drawStationList();
  drawChosen();
  drawPlan();
  drawSiting();
  drawExport();
  drawPublishing();
  sayMap();
  search();
}

async function fetchLayers() {
  await Promise.all(
    layerNames(town).map(async (id) => {
      try {
        layers[id] = await askPatiently(`/api/layers/${id}`);
      } catch (words) {
        tell(words);
      }
    }));
}

async function begin() {
  const early = (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
  setLanguage(early);
  try {
    learnTown(await askJSON("/api/town"));
  } catch (words) {
    tell(words);
    return;
  }
  scenarios.A.figures = town.figures;
  scenarios.B.figures = town.figures;
  // On a phone the figures come first.
  $("legend").open = !matchMedia("(max-width: 820px)").matches;
  openMap();
  connect();
  speakIn(town.language === "zh" || town.language === "en" ? town.language : early);
  listen();
  view.fit();

  await Promise.all([view.ready, fetchLayers()]);
  learnAreas();
  drawLayers();
  drawLegend();
  drawStations();
  drawReach();
  fetchAreasUnder([]);
  recall();
  document.documentElement.dataset.busy = "false";
  renew();
  evaluate(otherScenario());
  const kept = recallDefinition();
  if (Object.keys(kept).length > 0) lookFor(kept);
  beginPublishing();
  document.documentElement.dataset.ready = isLibre ? "maplibre" : "plain";
}

function listen() {
  for (const each of ["zh", "en"]) $(each).addEventListener("click", () => speakIn(each));
  for (const name of ["A", "B"]) $(`pick-${name}`).addEventListener("click", () => pickScenario(name));
  $("copy").addEventListener("click", copyScenario);
  $("add").addEventListener("click", () => setAdding(!isAdding));
  $("undo").addEventListener("click", () => step(-1));
  $("redo").addEventListener("click", () => step(1));
  $("reset").addEventListener("click", () => replaceEdits([]));
  $("station").addEventListener("change", (event) => choose(event.target.value ? "stations" : null, event.target.value, true));
  $("search").addEventListener("input", search);
  document.querySelector(".search").addEventListener("keydown", moveInFound);
  beginPlan();
  beginSiting();
  beginExport();
  beginWeek();
  beginDefinition();
  beginPrinting();
  beginShortcuts();
}

begin();
