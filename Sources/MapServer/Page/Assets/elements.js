// Elements of the page, made without ever reading text as HTML.

export const $ = (id) => document.getElementById(id);

const SVG = "http://www.w3.org/2000/svg";

export function put(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const html = (name, attributes = {}, ...children) => put(document.createElement(name), attributes, children);
export const svg = (name, attributes = {}, ...children) => put(document.createElementNS(SVG, name), attributes, children);

/** The terms of a list of pairs of a label and what it says; those that say nothing are left out. */
export const termsOf = (rows) =>
  rows
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .flatMap(([label, value]) => [html("dt", { text: label }), html("dd", {}, value)]);
