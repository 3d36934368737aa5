// The room that the map has between what stands over it, and for names between its marks.

/** What stands over the map hides nothing of the town. */
export function roomAround(place) {
  const isWide = place.clientWidth > 800;
  return { top: 66, bottom: 34, left: isWide ? 225 : 16, right: isWide ? 60 : 16 };
}

const CELL = 64;
/** More names than these nobody reads. */
const MOST_NAMES = 600;

/**
 * Boxes in pixels that are taken by marks and names, in a grid: what could overlap a box lies in the cells that it touches.
 */
export class NameRoom {
  #cells = new Map();
  #left = MOST_NAMES;

  constructor(width, height) {
    Object.assign(this, { width, height });
  }

  /** Cells of a box; none of what lies outside of the map. */
  *#around([left, top, right, bottom]) {
    if (right < 0 || bottom < 0 || left > this.width || top > this.height) return;
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x} ${y}`;
    }
  }

  take(box) {
    for (const cell of this.#around(box)) {
      const boxes = this.#cells.get(cell);
      if (boxes) boxes.push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  /** Takes the room for a name when there is any. */
  hasFor(text, [x, y], size) {
    if (this.#left === 0 || x < 0 || y < 0 || x > this.width || y > this.height) return false;
    const wide = [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1 : 0.55), 0) * size;
    const box = [x - wide / 2, y - size, x + wide / 2, y + 3];
    const isOver = (other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
    for (const cell of this.#around(box)) if (this.#cells.get(cell)?.some(isOver)) return false;
    this.take(box);
    this.#left -= 1;
    return true;
  }
}
