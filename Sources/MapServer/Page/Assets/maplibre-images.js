// Pictures that MapLibre puts on the map.

import { COLORS } from "./map-layers.js";

/** Words and symbols are drawn here: no font comes over the net. */
export function imageNamed(id) {
  const ratio = 2;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const size = (width, height) => {
    canvas.width = Math.ceil(width * ratio);
    canvas.height = Math.ceil(height * ratio);
    pen.scale(ratio, ratio);
  };
  const [kind, ...parts] = id.split("|");
  if (kind === "name") {
    const [points, color, ...rest] = parts;
    const text = rest.join("|");
    const font = `${points > 11 ? 600 : 400} ${points}px ${getComputedStyle(document.body).fontFamily}`;
    pen.font = font;
    size(Math.max(pen.measureText(text).width, 1) + 6, Number(points) + 8);
    pen.font = font;
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 3;
    pen.strokeStyle = "rgba(255,255,255,.9)";
    pen.fillStyle = color;
    pen.strokeText(text, 3, Number(points) / 2 + 4);
    pen.fillText(text, 3, Number(points) / 2 + 4);
  } else if (kind === "site") {
    size(22, 22);
    pen.beginPath();
    pen.arc(11, 11, 9.5, 0, 7);
    pen.fillStyle = COLORS.site;
    pen.fill();
    pen.lineWidth = 1.8;
    pen.strokeStyle = "#fff";
    pen.stroke();
    pen.fillStyle = "#fff";
    pen.font = "700 11px sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(parts[0], 11, 11.5);
  } else if (kind === "blank") {
    size(10, 10);
  } else if (kind === "square") {
    size(9, 9);
    pen.fillStyle = "#fff";
    pen.fillRect(1, 1, 7, 7);
    pen.fillStyle = "#7a6a2f";
    pen.fillRect(2, 2, 5, 5);
  } else if (kind === "ring") {
    size(10, 10);
    pen.beginPath();
    pen.arc(5, 5, 3.4, 0, 7);
    pen.fillStyle = "#fff";
    pen.fill();
    pen.lineWidth = 1.3;
    pen.strokeStyle = COLORS.site;
    pen.stroke();
  } else if (kind === "hatch") {
    size(8, 8);
    pen.fillStyle = "#fbe3c4";
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = "#8a4b00";
    pen.lineWidth = 1.3;
    pen.beginPath();
    for (const start of [-8, 0, 8]) {
      pen.moveTo(start, 8);
      pen.lineTo(start + 8, 0);
    }
    pen.stroke();
  } else return null;
  return { picture: pen.getImageData(0, 0, canvas.width, canvas.height), ratio };
}
