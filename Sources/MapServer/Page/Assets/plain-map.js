// The map without MapLibre: a drawing of the page's own.

import { put, svg } from "./elements.js";
import { ARROWS, boxOf } from "./geometry.js";
import { t } from "./language.js";
import { town } from "./town.js";
import { glide, settle, stationNow } from "./scenarios.js";
import { choose, isChosen } from "./selection.js";
import { DRAWN, NAME_COLORS, pathOf, shapeOf, shown } from "./map-layers.js";
import { NameRoom, roomAround } from "./map-room.js";
import { isHollow, stationPicture, stationWords } from "./station-mark.js";
import { stationKey } from "./arrow-keys.js";
import { clicked, isAdding } from "./adding.js";

const middles = new WeakMap();

/** The middle of a feature's box, worked out once. */
function middleOf(feature) {
  if (!middles.has(feature)) {
    const [w, s, e, n] = boxOf(feature.geometry);
    middles.set(feature, [(w + e) / 2, (s + n) / 2]);
  }
  return middles.get(feature);
}

export class PlainView {
  constructor(place) {
    this.data = {};
    /** By layer: features and what is drawn of them, in the frame of now. */
    this.shapes = new Map();
    /** By what is drawn: its feature. */
    this.featureOf = new WeakMap();
    /** By the id of a station. */
    this.marks = new Map();
    this.hidden = new Set();
    this.box = [...town.bounds];
    this.sheet = svg("svg", { role: "group", tabindex: "0" });
    place.append(this.sheet);
    this.groups = Object.fromEntries(
      [...DRAWN.map((layer) => layer.id), "picked", "names", "stations"].map((id) => [id, svg("g", { "data-layer": id })]));
    this.sheet.append(
      svg(
        "defs", {},
        svg(
          "pattern", { id: "hatch", width: 8, height: 8, patternUnits: "userSpaceOnUse" },
          svg("rect", { width: 8, height: 8, fill: "#fbe3c4" }),
          svg("path", { d: "M-2 2L2 -2M0 8L8 0M6 10L10 6", stroke: "#8a4b00", "stroke-width": 1.3 }))),
      ...Object.values(this.groups));
    this.sheet.addEventListener("click", (event) => {
      const [lon, lat] = this.place(event);
      const hit = event.target.closest("[data-feature]");
      const feature = this.featureOf.get(hit);
      clicked(lon, lat, () => (feature ? { layer: hit.parentNode.dataset.layer, properties: feature.properties } : null));
    });
    this.sheet.addEventListener("keydown", (event) => {
      if (event.target !== this.sheet) return;
      const way = ARROWS[event.key];
      const [w, s, e, n] = this.box;
      if (way) {
        event.preventDefault();
        const [x, y] = [(way[0] * (e - w)) / 8, (way[1] * (n - s)) / 8];
        this.look([w + x, s + y, e + x, n + y]);
      } else if (event.key === "+" || event.key === "=") this.zoom(1);
      else if (event.key === "-") this.zoom(-1);
      else if (event.key === "Enter" && isAdding) clicked((w + e) / 2, (s + n) / 2, () => null);
    });
    new ResizeObserver(() => this.draw()).observe(place);
    this.ready = Promise.resolve();
  }

  /** Degrees to pixels; the whole box stands in the middle. */
  frame() {
    const { width, height } = this.sheet.getBoundingClientRect();
    const [w, s, e, n] = this.box;
    const narrow = Math.cos((((s + n) / 2) * Math.PI) / 180);
    const room = roomAround(this.sheet.parentNode);
    const [wide, high] = [width - room.left - room.right, height - room.top - room.bottom];
    return {
      width, height, narrow, scale: Math.min(wide / ((e - w) * narrow), high / (n - s)),
      x: room.left + wide / 2, y: room.top + high / 2, lon: (w + e) / 2, lat: (s + n) / 2,
    };
  }

  pixel([lon, lat], frame = this.now) {
    return [
      frame.x + (lon - frame.lon) * frame.narrow * frame.scale,
      frame.y - (lat - frame.lat) * frame.scale,
    ];
  }

  place(event) {
    const { left, top } = this.sheet.getBoundingClientRect();
    const frame = this.now;
    return [
      frame.lon + (event.clientX - left - frame.x) / (frame.narrow * frame.scale),
      frame.lat - (event.clientY - top - frame.y) / frame.scale,
    ];
  }

  /** What stands already is not drawn anew. */
  set(id, data) {
    this.data[id] = data;
    if (this.now) this.drawLayer(id);
  }

  draw() {
    this.now = this.frame();
    if (!(this.now.scale > 0)) return;
    this.sheet.setAttribute("viewBox", `0 0 ${this.now.width} ${this.now.height}`);
    this.shapes.clear();
    for (const layer of DRAWN) this.drawLayer(layer.id);
    this.drawStations();
    this.pick(this.picked);
  }

  drawLayer(id) {
    const layer = DRAWN.find((other) => other.id === id);
    const group = this.groups[id];
    if (!layer || !group) return;
    const before = this.shapes.get(id);
    const now = new Map();
    const fresh = document.createDocumentFragment();
    for (const feature of this.data[id]?.features ?? []) {
      if (now.has(feature)) continue;
      const shape = before?.get(feature) ?? this.shape(layer, feature);
      now.set(feature, shape);
      if (!before?.has(feature)) fresh.append(shape);
    }
    if (before) {
      for (const [feature, shape] of before) if (!now.has(feature)) shape.remove();
    } else group.replaceChildren();
    group.append(fresh);
    this.shapes.set(id, now);
  }

  shape(layer, feature) {
    const shape = shapeOf(layer, feature, (point) => this.pixel(point));
    shape.dataset.feature = "";
    this.featureOf.set(shape, feature);
    return shape;
  }

  show(id, isShown) {
    if (isShown) this.hidden.delete(id);
    else this.hidden.add(id);
    this.groups[id]?.setAttribute("visibility", isShown ? "visible" : "hidden");
    if (id === "stations" || id === "added" || id === "communities") this.drawStations();
  }

  stations(stations) {
    this.drawn = stations;
    if (this.now) this.drawStations();
  }

  /** Marks that look as before stay as they are. */
  drawStations() {
    if (!this.now) return;
    const visible = (this.drawn ?? []).filter((station) => shown.has(station.state === "added" ? "added" : "stations"));
    const marks = visible.map((station) => {
      const place = this.pixel([station.lon, station.lat]);
      const isPicked = isChosen(station.id);
      const words = stationWords(station);
      const look = `${place} ${station.state} ${isPicked} ${words}`;
      const mark = this.marks.get(station.id) ?? this.mark(station.id);
      if (mark.dataset.look !== look) {
        put(mark, { transform: `translate(${place.join(" ")})`, "aria-label": words, "aria-pressed": String(isPicked) }, []);
        const halo = svg("circle", { class: "halo", r: 14, fill: "transparent" });
        mark.replaceChildren(halo, stationPicture(station, isPicked, isHollow(station)));
        mark.dataset.look = look;
      }
      return { mark, station, place };
    });
    const there = this.groups.stations.children;
    if (there.length !== marks.length || marks.some(({ mark }, index) => there[index] !== mark)) {
      const focused = document.activeElement?.closest?.(".station")?.dataset.station;
      this.marks = new Map(marks.map(({ mark, station }) => [station.id, mark]));
      const all = document.createDocumentFragment();
      for (const { mark } of marks) all.append(mark);
      this.groups.stations.replaceChildren(all);
      if (focused) this.focus(focused);
    }
    this.drawNames(marks);
  }

  /** Names of stations, then of communities, as far as there is room. */
  drawNames(marks) {
    const room = new NameRoom(this.now.width, this.now.height);
    const names = [];
    const write = (text, [x, y], size, color, weight) => {
      if (!room.hasFor(text, [x, y], size)) return;
      names.push(svg("text", {
        x, y, "text-anchor": "middle", "font-size": size, fill: color, "font-weight": weight, stroke: "#fff",
        "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round", text,
      }));
    };
    for (const { place: [x, y] } of marks) room.take([x - 8, y - 8, x + 8, y + 8]);
    for (const { station, place: [x, y] } of marks) {
      write(station.name || station.id, [x, y + 21], 12.5, NAME_COLORS[station.state] ?? "#8e2418", 600);
    }
    for (const feature of this.hidden.has("communities") ? [] : (this.data.communities?.features ?? [])) {
      const [x, y] = this.pixel(middleOf(feature));
      const below = feature.geometry?.type === "Point" ? 16 : 4;
      if (feature.properties.name) write(feature.properties.name, [x, y + below], 11, "#46525b", 400);
    }
    this.groups.names.replaceChildren(...names);
  }

  mark(id) {
    const mark = svg("g", { class: "station", role: "button", tabindex: "0", "data-station": id });
    mark.addEventListener("click", (event) => {
      event.stopPropagation();
      choose("stations", id);
    });
    mark.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose("stations", id);
      } else stationKey(event, id);
    });
    mark.addEventListener("pointerdown", (event) => {
      if (stationNow(id)?.state === "closed" || event.button !== 0) return;
      settle();
      const from = [event.clientX, event.clientY];
      let isMoving = false;
      const move = (next) => {
        if (next.pointerId !== event.pointerId) return;
        if (!isMoving && Math.hypot(next.clientX - from[0], next.clientY - from[1]) < 4) return;
        if (!isMoving) choose("stations", id);
        isMoving = true;
        glide(id, ...this.place(next));
      };
      const end = (last) => {
        if (last.pointerId !== event.pointerId) return;
        removeEventListener("pointermove", move);
        removeEventListener("pointerup", end);
        removeEventListener("pointercancel", end);
        if (isMoving) settle();
      };
      addEventListener("pointermove", move);
      addEventListener("pointerup", end);
      addEventListener("pointercancel", end);
      event.preventDefault();
      mark.focus({ preventScroll: true });
    });
    return mark;
  }

  pick(feature) {
    this.picked = feature;
    if (!this.now) return;
    const point = feature?.geometry?.type === "Point" ? this.pixel(feature.geometry.coordinates) : null;
    const look = { fill: "none", stroke: "#1f2a33", "stroke-width": 2.8 };
    if (!feature) this.groups.picked.replaceChildren();
    else if (point) this.groups.picked.replaceChildren(svg("circle", { cx: point[0], cy: point[1], r: 11, ...look }));
    else this.groups.picked.replaceChildren(svg("path", { d: pathOf(feature.geometry, (place) => this.pixel(place)), ...look }));
  }

  fit() {
    this.look([...town.bounds]);
  }

  look(box) {
    this.box = box;
    this.draw();
  }

  see(box) {
    const [x, y] = this.pixel([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
    if (x > 10 && y > 10 && x < this.now.width - 10 && y < this.now.height - 10) return;
    const [w, s, e, n] = this.box;
    const [dx, dy] = [(box[0] + box[2] - w - e) / 2, (box[1] + box[3] - s - n) / 2];
    this.look([w + dx, s + dy, e + dx, n + dy]);
  }

  zoom(by) {
    if (by === 0) return this.look([...town.bounds]);
    const [w, s, e, n] = this.box;
    const factor = by > 0 ? 0.625 : 1.6;
    const [x, y] = [((e - w) / 2) * factor, ((n - s) / 2) * factor];
    this.look([(w + e) / 2 - x, (s + n) / 2 - y, (w + e) / 2 + x, (s + n) / 2 + y]);
  }

  say() {
    this.sheet.setAttribute("aria-label", t("mapKeys"));
    this.drawStations();
  }

  focus(id) {
    this.marks.get(id)?.focus({ preventScroll: true });
  }
}
