// Where things are: pixels of the original image, and pixels of the screen.
import type { Place } from "../contract";

export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** How the image lies in the stage: a screen pixel is `scale` times an image pixel plus x, y. */
export interface View extends Point {
  scale: number;
}

export type Box = Point & Size;
export type Handle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

const MOST = 8;

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), Math.max(low, high));

/** The scale at which all of an image is on the stage; tiny ones grow fourfold at most. */
export function fitScale(image: Size, stage: Size): number {
  return Math.min(stage.width / image.width, stage.height / image.height, MOST / 2);
}

/** Keeps the image on the stage: centred where there is room, else without a gap at the edge. */
export function bounded(view: View, image: Size, stage: Size): View {
  const least = fitScale(image, stage);
  const scale = clamp(view.scale, least, Math.max(MOST, least));
  const along = (at: number, length: number, room: number) =>
    length * scale <= room ? (room - length * scale) / 2 : clamp(at, room - length * scale, 0);
  return {
    scale,
    x: along(view.x, image.width, stage.width),
    y: along(view.y, image.height, stage.height),
  };
}

export function fitView(image: Size, stage: Size): View {
  return bounded({ scale: 0, x: 0, y: 0 }, image, stage);
}

/** Zooms so that what is under a point of the stage stays there. */
export function zoomed(view: View, factor: number, at: Point, image: Size, stage: Size): View {
  const least = fitScale(image, stage);
  const scale = clamp(view.scale * factor, least, Math.max(MOST, least));
  const share = scale / view.scale;
  const moved = { scale, x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share };
  return bounded(moved, image, stage);
}

export const toImage = (view: View, { x, y }: Point): Point => ({
  x: (x - view.x) / view.scale,
  y: (y - view.y) / view.scale,
});

export const boxOf = ({ x, y, width, height }: Place): Box => ({
  x,
  y,
  width: width ?? 0,
  height: height ?? 0,
});

/** The part of the image that is on the stage. */
export function visiblePart(view: View, image: Size, stage: Size): Box {
  const start = toImage(view, { x: 0, y: 0 });
  const end = toImage(view, { x: stage.width, y: stage.height });
  const x = clamp(start.x, 0, image.width);
  const y = clamp(start.y, 0, image.height);
  return {
    x,
    y,
    width: clamp(end.x, 0, image.width) - x,
    height: clamp(end.y, 0, image.height) - y,
  };
}

/** Moves the view no further than it takes for a place to be on the stage. */
export function revealing(view: View, place: Place, image: Size, stage: Size): View {
  const { x, y, width, height } = boxOf(place);
  const along = (offset: number, at: number, length: number, room: number) => {
    const start = at * view.scale + offset;
    const end = start + length * view.scale;
    if (start < 0) return offset - start;
    return end > room ? offset - Math.min(end - room, start) : offset;
  };
  const moved = {
    scale: view.scale,
    x: along(view.x, x, width, stage.width),
    y: along(view.y, y, height, stage.height),
  };
  return bounded(moved, image, stage);
}

/** A place in whole pixels, to be told: a tagger may have finer ones. */
export function rounded({ x, y, width, height }: Place): Place {
  const whole = (length: number | null) => (length === null ? null : Math.round(length));
  return { x: Math.round(x), y: Math.round(y), width: whole(width), height: whole(height) };
}

export function pointAt({ x, y }: Point, image: Size): Place {
  return {
    x: clamp(Math.floor(x), 0, image.width - 1),
    y: clamp(Math.floor(y), 0, image.height - 1),
    width: null,
    height: null,
  };
}

/** A box with whole pixels, at least one each way, inside the image. */
function wholeBox(left: number, top: number, right: number, bottom: number, image: Size): Place {
  const x = clamp(Math.round(left), 0, image.width - 1);
  const y = clamp(Math.round(top), 0, image.height - 1);
  return {
    x,
    y,
    width: clamp(Math.round(right), x + 1, image.width) - x,
    height: clamp(Math.round(bottom), y + 1, image.height) - y,
  };
}

export function boxBetween(one: Point, other: Point, image: Size): Place {
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)];
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)];
  return wholeBox(left, top, right, bottom, image);
}

/** A place moved by some pixels; it keeps its size and stays inside the image. */
export function moved(place: Place, by: Point, image: Size): Place {
  const { width, height } = boxOf(place);
  const edge = place.width === null ? 1 : 0;
  return {
    ...place,
    x: clamp(Math.round(place.x + by.x), 0, image.width - width - edge),
    y: clamp(Math.round(place.y + by.y), 0, image.height - height - edge),
  };
}

/** A box with one or two of its edges moved; an edge stops one pixel before the other one. */
export function resized(place: Place, handle: Handle, by: Point, image: Size): Place {
  const { x, y, width, height } = boxOf(place);
  const [right, bottom] = [x + width, y + height];
  const left = handle.includes("w") ? clamp(x + by.x, 0, right - 1) : x;
  const top = handle.includes("n") ? clamp(y + by.y, 0, bottom - 1) : y;
  return wholeBox(
    left,
    top,
    handle.includes("e") ? right + by.x : right,
    handle.includes("s") ? bottom + by.y : bottom,
    image,
  );
}

/** A tagger's place as far as it is inside the image; null where nothing of it is. */
export function within(place: Place, image: Size): Place | null {
  const { x, y, width, height } = boxOf(place);
  const isOut = x >= image.width || y >= image.height;
  if (isOut || x + width < 0 || y + height < 0) return null;
  if (place.width === null) return place;
  return {
    x,
    y,
    width: Math.min(width, image.width - x),
    height: Math.min(height, image.height - y),
  };
}

/** A place as the project asks for it: a box's middle where points are, none where boxes are. */
export function asKind(place: Place | null, kind: "any" | "box" | "point"): Place | null {
  if (!place || kind === "any") return place;
  const { width, height } = place;
  if (kind === "box") return width === null ? null : place;
  if (width === null || height === null) return place;
  const middle = { x: Math.floor(place.x + width / 2), y: Math.floor(place.y + height / 2) };
  return { ...middle, width: null, height: null };
}
