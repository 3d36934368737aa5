// The room that the map has between what stands over it.

/** What stands over the map hides nothing of the town. */
export function roomAround(place) {
  const isWide = place.clientWidth > 800;
  return { top: 66, bottom: 34, left: isWide ? 225 : 16, right: isWide ? 60 : 16 };
}
