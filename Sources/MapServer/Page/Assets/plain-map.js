// The map without MapLibre: a drawing of the page's own.

import { put, svg } from "./elements.js";
import { ARROWS, boxOf } from "./geometry.js";
import { t } from "./language.js";
import { town } from "./town.js";
import { glide, settle, stationNow } from "./scenarios.js";
import { choose, isChosen } from "./selection.js";
import { DRAWN, NAME_COLORS, shown } from "./map-layers.js";
import { roomAround } from "./map-room.js";
import { isHollow, stationPicture, stationWords } from "./station-mark.js";
import { stationKey } from "./arrow-keys.js";
import { clicked, isAdding } from "./adding.js";

export class PlainView {
  constructor(place) {
    this.data = {};
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
      const layer = hit?.parentNode.dataset.layer;
      clicked(lon, lat, () => {
        const feature = this.data[layer]?.features[Number(hit?.dataset.feature)];
        return feature ? { layer, properties: feature.properties } : null;
      });
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

  path(geometry) {
    if (!geometry) return "";
    const place = (point) => this.pixel(point).map((value) => value.toFixed(1)).join(" ");
    const line = (points) => (points.length > 0 ? `M${points.map(place).join("L")}` : "");
    const { type, coordinates } = geometry;
    if (type === "LineString") return line(coordinates);
    if (type === "MultiLineString") return coordinates.map(line).join("");
    if (type === "Polygon") return coordinates.map((ring) => `${line(ring)}Z`).join("");
    if (type === "MultiPolygon") return coordinates.flat().map((ring) => `${line(ring)}Z`).join("");
    return "";
  }

  set(id, data) {
    this.data[id] = data;
    if (this.now) this.drawLayer(id);
  }

  draw() {
    this.now = this.frame();
    if (!(this.now.scale > 0)) return;
    this.sheet.setAttribute("viewBox", `0 0 ${this.now.width} ${this.now.height}`);
    for (const layer of DRAWN) this.drawLayer(layer.id);
    this.drawStations();
    this.pick(this.picked);
  }

  drawLayer(id) {
    const layer = DRAWN.find((other) => other.id === id);
    const group = this.groups[id];
    if (!layer || !group) return;
    const features = this.data[id]?.features ?? [];
    group.replaceChildren(
      ...features.map((feature, index) => {
        const more = { "data-feature": index };
        if (feature.geometry?.type === "Point") {
          const [x, y] = this.pixel(feature.geometry.coordinates);
          if (layer.square) {
            return svg("rect", { ...more, x: x - 2.5, y: y - 2.5, width: 5, height: 5, fill: layer.square, stroke: "#fff" });
          }
          if (layer.ring) return svg("circle", { ...more, cx: x, cy: y, r: 3.4, fill: "#fff", stroke: layer.ring });
          if (layer.number) {
            return svg(
              "g", { ...more, transform: `translate(${x} ${y})` },
              svg("circle", { r: 9, fill: layer.number, stroke: "#fff", "stroke-width": 1.8 }),
              svg("text", {
                y: 3.7, "text-anchor": "middle", "font-size": 10.5, "font-weight": 700, fill: "#fff",
                text: feature.properties.rank,
              }));
          }
          return svg("circle", { ...more, cx: x, cy: y, r: 3, fill: layer.line });
        }
        const d = this.path(feature.geometry);
        if (layer.fill) {
          return svg("path", { ...more, d, fill: layer.isHatched ? "url(#hatch)" : layer.fill, "fill-rule": "evenodd" });
        }
        const isDashed = layer.dashes && (!layer.dashedWhen || feature.properties[layer.dashedWhen] !== true);
        return svg("path", {
          ...more, d, fill: layer.names ? "transparent" : "none", stroke: layer.line, "stroke-width": layer.width,
          "stroke-dasharray": isDashed ? layer.dashes.join(" ") : null,
        });
      }));
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

  drawStations() {
    const visible = (this.drawn ?? []).filter((station) => shown.has(station.state === "added" ? "added" : "stations"));
    const focused = document.activeElement?.closest?.(".station")?.dataset.station;
    const kept = new Map([...this.groups.stations.children].map((mark) => [mark.dataset.station, mark]));
    const taken = [];
    const names = [];
    const write = (text, [x, y], size, color, weight) => {
      const wide = [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1 : 0.55), 0) * size;
      const box = [x - wide / 2, y - size, x + wide / 2, y + 3];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return;
      taken.push(box);
      names.push(svg("text", {
        x, y, "text-anchor": "middle", "font-size": size, fill: color, "font-weight": weight, stroke: "#fff",
        "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round", text,
      }));
    };
    for (const station of visible) {
      const [x, y] = this.pixel([station.lon, station.lat]);
      taken.push([x - 8, y - 8, x + 8, y + 8]);
    }
    this.groups.stations.replaceChildren(
      ...visible.map((station) => {
        const [x, y] = this.pixel([station.lon, station.lat]);
        write(station.name || station.id, [x, y + 21], 12.5, NAME_COLORS[station.state] ?? "#8e2418", 600);
        const isPicked = isChosen(station.id);
        const mark = kept.get(station.id) ?? this.mark(station.id);
        const look = { "aria-label": stationWords(station), "aria-pressed": String(isPicked) };
        put(mark, { transform: `translate(${x} ${y})`, ...look }, []);
        const halo = svg("circle", { class: "halo", r: 14, fill: "transparent" });
        mark.replaceChildren(halo, stationPicture(station, isPicked, isHollow(station)));
        return mark;
      }));
    if (!this.hidden.has("communities")) {
      for (const feature of this.data.communities?.features ?? []) {
        const box = boxOf(feature.geometry);
        const [x, y] = this.pixel([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
        const below = feature.geometry?.type === "Point" ? 16 : 4;
        if (feature.properties.name) write(feature.properties.name, [x, y + below], 11, "#46525b", 400);
      }
    }
    this.groups.names.replaceChildren(...names);
    if (focused) this.focus(focused);
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
    else this.groups.picked.replaceChildren(svg("path", { d: this.path(feature.geometry), ...look }));
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
    [...this.groups.stations.children].find((mark) => mark.dataset.station === id)?.focus({ preventScroll: true });
  }
}
