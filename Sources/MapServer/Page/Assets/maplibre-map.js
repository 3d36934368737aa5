// The map by MapLibre.

import { html, svg } from "./elements.js";
import { collection, EMPTY } from "./geometry.js";
import { t } from "./language.js";
import { MANY, town } from "./town.js";
import { actsAt } from "./mix.js";
import { glide, settle } from "./scenarios.js";
import { choose, isChosen } from "./selection.js";
import { DRAWN, NAME_COLORS, shown } from "./map-layers.js";
import { roomAround } from "./map-room.js";
import { colorOf, isHollow, stationPicture, stationWords } from "./station-mark.js";
import { stationKey } from "./arrow-keys.js";
import { clicked, isAdding } from "./adding.js";
import { dotStyle, layerStyles, nameStyle, namesFrom } from "./maplibre-layers.js";
import { imageNamed } from "./maplibre-images.js";

export class LibreView {
  constructor(place) {
    this.marks = new Map();
    /** By source: the features that it was given last. */
    this.given = new Map();
    /** Of a crowd: stations as features, by their ids, and the one below the pointer. */
    this.dots = new Map();
    this.pointed = null;
    const bounds = town.bounds;
    const sources = {};
    const drawn = [{ id: "paper", type: "background", paint: { "background-color": "#fcfcfb" } }];
    if (town.tiles) {
      sources.tiles = { type: "raster", tiles: [town.tiles], tileSize: 256 };
      drawn.push({ id: "tiles", type: "raster", source: "tiles" });
    }
    sources.stationNames = { type: "geojson", data: EMPTY };
    for (const layer of DRAWN) {
      sources[layer.id] = { type: "geojson", data: EMPTY };
      // Names give way to numbers, which stand above them.
      if (layer.number) drawn.push(nameStyle("stationNames", ["get", "color"], [0, 17], 13));
      drawn.push(...layerStyles(layer));
    }
    sources.stationDots = { type: "geojson", data: EMPTY };
    drawn.push(dotStyle("stationDots"));
    sources.picked = { type: "geojson", data: EMPTY };
    drawn.push(
      { id: "picked", type: "line", source: "picked", paint: { "line-color": "#1f2a33", "line-width": 3 } },
      {
        id: "picked-point", type: "circle", source: "picked", filter: ["==", ["geometry-type"], "Point"],
        paint: {
          "circle-radius": 11, "circle-opacity": 0, "circle-stroke-color": "#1f2a33", "circle-stroke-width": 2.5,
        },
      },
      {
        // Names give way to the stations' marks, too, of which the map itself knows nothing.
        id: "stationPlaces", type: "symbol", source: "stationNames",
        layout: { "icon-image": "blank", "icon-allow-overlap": true, "icon-padding": 0 },
      });
    this.map = new maplibregl.Map({
      container: place,
      style: { version: 8, sources, layers: drawn },
      bounds: [[bounds[0], bounds[1]], [bounds[2], bounds[3]]],
      fitBoundsOptions: { padding: roomAround(place) },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      fadeDuration: 0,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-right");
    this.map.on("styleimagemissing", ({ id }) => this.addImage(id));
    this.map.on("click", (event) => {
      clicked(event.lngLat.lng, event.lngLat.lat, () => this.featureAt(event.point));
    });
    this.map.on("mousemove", (event) => {
      // Something is dragged: to look for what lies below takes longer than a step.
      if (event.originalEvent.buttons !== 0) return;
      const feature = this.featureAt(event.point);
      this.map.getCanvas().style.cursor = isAdding ? "crosshair" : feature ? "pointer" : "";
      this.point(feature?.layer === "stations" ? feature.properties.id : null);
    });
    this.map.on("moveend", () => {
      if (this.drawnStations?.length > MANY) this.stations(this.drawnStations);
    });
    this.map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !isAdding) return;
      const middle = this.map.getCenter();
      clicked(middle.lng, middle.lat, () => null);
    });
    this.ready = new Promise((resolve) => this.map.once("load", resolve));
  }

  addImage(id) {
    const image = this.map.hasImage(id) ? null : imageNamed(id);
    if (image) this.map.addImage(id, image.picture, { pixelRatio: image.ratio });
  }

  featureAt(point) {
    const around = [[point.x - 5, point.y - 5], [point.x + 5, point.y + 5]];
    const order = ["stationDots", "proposed", "workers", "candidates", "routes", "routes-open", "communities-dot", "communities-hit"];
    const found = this.map.queryRenderedFeatures(around, { layers: order });
    for (const id of order) {
      const hit = found.find((feature) => feature.layer.id === id);
      if (hit) return { layer: hit.source === "stationDots" ? "stations" : hit.source, properties: hit.properties };
    }
    return null;
  }

  /** What is there already is not cut into tiles anew: with every step of a station under way most areas stay. */
  set(id, data) {
    const source = this.map.getSource(id);
    const before = this.given.get(id);
    const { features } = data;
    if (!source || (before?.length === features.length && features.every((feature, index) => feature === before[index]))) return;
    this.given.set(id, features);
    source.setData(data);
    if (this.map.getLayer(`${id}-names`)) this.map.setLayerZoomRange(`${id}-names`, namesFrom(id, features.length), 24);
  }

  show(id, isShown) {
    const visibility = isShown ? "visible" : "none";
    for (const layer of this.map.getStyle().layers) {
      const source = layer.source;
      if (source === id || (id === "stations" && (source === "stationNames" || source === "moves"))) {
        this.map.setLayoutProperty(layer.id, "visibility", visibility);
      }
    }
    if (id === "stations" || id === "added") this.stations(this.drawnStations ?? []);
  }

  /** Each has a mark of its own, which can be dragged and have the focus. Of a crowd the rest are dots. */
  stations(stations) {
    this.drawnStations = stations;
    const visible = stations.filter((station) => shown.has(station.state === "added" ? "added" : "stations"));
    const marked = this.withMarks(visible);
    this.set(
      "stationNames",
      collection(
        marked
          .map((station) => ({
            type: "Feature",
            properties: {
              name: station.name === station.id ? "" : station.name || "",
              color: NAME_COLORS[station.state] ?? "#8e2418",
            },
            geometry: { type: "Point", coordinates: [station.lon, station.lat] },
          }))));
    const ids = new Set(marked.map((station) => station.id));
    for (const [id, mark] of this.marks) {
      if (ids.has(id)) continue;
      mark.remove();
      this.marks.delete(id);
    }
    for (const station of marked) this.drawMark(station);
    const isDot = (station) => station.state === "same" || !ids.has(station.id);
    this.set("stationDots", collection(visible.length > MANY ? visible.filter(isDot).map((station) => this.dot(station)) : []));
  }

  /** All, while they are few; else those in view when they are few, and those that something is done with. */
  withMarks(visible) {
    if (visible.length <= MANY) return visible;
    const bounds = this.map.getBounds();
    const [w, s, e, n] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const inView = visible.filter(({ lon, lat }) => lon > w && lon < e && lat > s && lat < n);
    const near = new Set(inView.length <= MANY ? inView : []);
    const focused = document.activeElement?.dataset.station;
    const isAtHand = ({ id }) => isChosen(id) || id === this.pointed || id === focused || this.marks.get(id)?.isHeld;
    let edited = 0;
    return visible.filter((station) => {
      if (near.has(station) || isAtHand(station)) return true;
      if (station.state === "same" && actsAt(station.id).length === 0) return false;
      edited += 1;
      return edited <= MANY;
    });
  }

  /** A station of a crowd as a feature: the same one while it looks the same. */
  dot(station) {
    const isShut = isHollow(station);
    const look = `${station.lon} ${station.lat} ${station.state} ${isShut}`;
    let dot = this.dots.get(station.id);
    if (dot?.look !== look) {
      const feature = {
        type: "Feature", properties: { id: station.id, color: colorOf(station), isShut },
        geometry: { type: "Point", coordinates: [station.lon, station.lat] },
      };
      dot = { look, feature };
      this.dots.set(station.id, dot);
    }
    return dot.feature;
  }

  /** The dot below the pointer becomes a mark, so that it can be dragged. */
  point(id) {
    if (id === this.pointed) return;
    this.pointed = id;
    this.stations(this.drawnStations ?? []);
  }

  drawMark(station) {
    let mark = this.marks.get(station.id);
    if (!mark) {
      const id = station.id;
      const element = html("button", { type: "button", class: "mark", "data-station": id });
      element.addEventListener("click", (event) => {
        // The map beneath would let go of it again.
        event.stopPropagation();
        choose("stations", id);
      });
      element.addEventListener("keydown", (event) => stationKey(event, id));
      mark = new maplibregl.Marker({ element, draggable: true }).setLngLat([station.lon, station.lat]).addTo(this.map);
      mark.on("dragstart", () => {
        settle();
        mark.isHeld = true;
        choose("stations", id);
      });
      mark.on("drag", () => glide(id, mark.getLngLat().lng, mark.getLngLat().lat));
      mark.on("dragend", () => {
        mark.isHeld = false;
        settle();
      });
      this.marks.set(id, mark);
    }
    const isPicked = isChosen(station.id);
    const element = mark.getElement();
    const { lng, lat } = mark.getLngLat();
    if (!mark.isHeld && (lng !== station.lon || lat !== station.lat)) mark.setLngLat([station.lon, station.lat]);
    const look = `${station.state} ${isPicked} ${stationWords(station)}`;
    if (element.dataset.look === look) return;
    element.dataset.look = look;
    mark.setDraggable(station.state !== "closed");
    element.setAttribute("aria-label", stationWords(station));
    element.setAttribute("aria-pressed", String(isPicked));
    element.title = station.name || station.id;
    element.classList.toggle("chosen", isPicked);
    const picture = stationPicture(station, isPicked, isHollow(station));
    element.replaceChildren(svg("svg", { viewBox: "-13 -13 26 26", "aria-hidden": "true" }, picture));
  }

  pick(feature) {
    this.set("picked", feature ? collection([feature]) : EMPTY);
  }

  see(box, padding = 60) {
    const isPoint = box[0] === box[2] && box[1] === box[3];
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (isPoint && this.map.getBounds().contains([box[0], box[1]])) return;
    this.map.fitBounds([[box[0], box[1]], [box[2], box[3]]], { padding, maxZoom: 15, animate: !isCalm, duration: 500 });
  }

  /** Once the notice above has taken its place. */
  fit() {
    const [w, s, e, n] = town.bounds;
    this.map.resize();
    this.map.fitBounds([[w, s], [e, n]], { padding: roomAround(this.map.getContainer()), animate: false });
  }

  zoom(by) {
    if (by === 0) this.see(town.bounds, roomAround(this.map.getContainer()));
    else this.map.zoomTo(this.map.getZoom() + by, { duration: 200 });
  }

  say() {
    this.map.getCanvas().setAttribute("aria-label", t("mapKeys"));
    this.stations(this.drawnStations ?? []);
  }

  focus(id) {
    this.marks.get(id)?.getElement().focus({ preventScroll: true });
  }
}
