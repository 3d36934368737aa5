// What MapLibre needs to know to draw a layer.

import { town } from "./town.js";

/** Its styles, from the lowest to the highest. */
export function layerStyles(layer) {
  const source = layer.id;
  if (layer.fill) {
    const paint = layer.isHatched
      ? { "fill-pattern": "hatch" }
      : { "fill-color": layer.fill, "fill-opacity": town.tiles ? 0.65 : 1 };
    return [{ id: source, type: "fill", source, paint }];
  }
  if (layer.line) {
    const line = (id, filter, dashes) => ({
      id, type: "line", source, ...(filter ? { filter } : {}),
      layout: { "line-join": "round" },
      paint: {
        "line-color": layer.line,
        "line-width": ["interpolate", ["linear"], ["zoom"], 11, layer.width * 0.7, 16, layer.width * 2],
        ...(dashes ? { "line-dasharray": dashes } : {}),
      },
    });
    if (layer.dashedWhen) {
      return [
        line(source, ["==", ["get", layer.dashedWhen], true]),
        line(`${source}-open`, ["!=", ["get", layer.dashedWhen], true], layer.dashes),
      ];
    }
    if (!layer.names) return [line(source, null, layer.dashes)];
    return [
      { id: `${source}-hit`, type: "fill", source, paint: { "fill-opacity": 0 } },
      line(source, ["!=", ["geometry-type"], "Point"], layer.dashes),
      {
        id: `${source}-dot`, type: "circle", source, filter: ["==", ["geometry-type"], "Point"],
        paint: { "circle-radius": 3, "circle-color": layer.line },
      },
      nameStyle(
        source, layer.names, ["case", ["==", ["geometry-type"], "Point"], ["literal", [0, 13]], ["literal", [0, 0]]], 11),
    ];
  }
  if (layer.square || layer.ring) {
    return [{
      id: source, type: "symbol", source,
      layout: {
        "icon-image": layer.square ? "square" : "ring", "icon-allow-overlap": true, "icon-ignore-placement": true,
        "icon-size": ["interpolate", ["linear"], ["zoom"], 11, 0.6, 14, 1],
      },
    }];
  }
  return [{
    id: source, type: "symbol", source,
    layout: {
      "icon-image": ["concat", "site|", ["to-string", ["get", "rank"]]], "icon-allow-overlap": true,
      "symbol-sort-key": ["-", 0, ["get", "rank"]],
    },
  }];
}

/** Stations of a crowd; hollow ones are shut. */
export function dotStyle(source) {
  return {
    id: source, type: "circle", source,
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 1.5, 14, 6],
      "circle-color": ["case", ["get", "isShut"], "#fff", ["get", "color"]],
      "circle-stroke-color": ["case", ["get", "isShut"], ["get", "color"], "#fff"],
      "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 9, 0.4, 14, 1.6],
    },
  };
}

/** The zoom from which names are drawn. Each is a picture: of very many only those are made that stand near. */
export const namesFrom = (source, count) => (source === "stationNames" ? 0 : count > 2000 ? 14 : 12);

/** Names of a source's features; small ones only from near. */
export function nameStyle(source, color, offset, size) {
  return {
    id: `${source}-names`, type: "symbol", source, minzoom: namesFrom(source, 0),
    layout: {
      "icon-image": ["concat", `name|${size}|`, color, "|", ["get", "name"]], "icon-offset": offset, "icon-padding": 1,
    },
  };
}
