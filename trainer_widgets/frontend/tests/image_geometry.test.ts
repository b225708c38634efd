import { expect, test } from "vitest";
import {
  asKind,
  bounded,
  boxBetween,
  fitView,
  moved,
  pointAt,
  resized,
  revealing,
  toImage,
  visiblePart,
  within,
  zoomed,
} from "../src/image_tags/geometry";
import { finalPlace, type Gesture, placeOf } from "../src/image_tags/gestures";

const PHOTO = { width: 12_000, height: 9_000 };
const STAGE = { width: 800, height: 500 };
const BOX = { x: 100, y: 200, width: 50, height: 40 };

test("All of an image is in the middle of the stage", () => {
  const view = fitView(PHOTO, STAGE);
  expect(view.scale).toBeCloseTo(500 / 9_000);
  expect(view.y).toBe(0);
  expect(view.x).toBeCloseTo((800 - 12_000 * view.scale) / 2);
  expect(fitView({ width: 10, height: 10 }, STAGE).scale).toBe(4);
});

test("What is under the pointer stays there while one zooms", () => {
  const at = { x: 300, y: 200 };
  const start = fitView(PHOTO, STAGE);
  const near = zoomed(start, 20, at, PHOTO, STAGE);
  expect(toImage(near, at).x).toBeCloseTo(toImage(start, at).x, 6);
  expect(toImage(near, at).y).toBeCloseTo(toImage(start, at).y, 6);
  expect(zoomed(near, 1e9, at, PHOTO, STAGE).scale).toBe(8);
  expect(zoomed(near, 1e-9, at, PHOTO, STAGE)).toEqual(start);
});

test("The image never leaves the stage", () => {
  const far = bounded({ scale: 1, x: 5_000, y: -90_000 }, PHOTO, STAGE);
  expect(far).toEqual({ scale: 1, x: 0, y: 500 - 9_000 });
  const part = visiblePart(far, PHOTO, STAGE);
  expect(part).toEqual({ x: 0, y: 8_500, width: 800, height: 500 });
});

test("Places are whole pixels of the original, inside the image, however one draws", () => {
  expect(boxBetween({ x: 40.4, y: 90.6 }, { x: -3, y: 20.2 }, PHOTO)).toEqual({
    x: 0,
    y: 20,
    width: 40,
    height: 71,
  });
  expect(boxBetween({ x: 5, y: 5 }, { x: 5, y: 5 }, PHOTO)).toMatchObject({ width: 1, height: 1 });
  expect(pointAt({ x: 12_000, y: -4 }, PHOTO)).toEqual({
    x: 11_999,
    y: 0,
    width: null,
    height: null,
  });
});

test("A moved box keeps its size and a resized one its other edges", () => {
  expect(moved(BOX, { x: -500, y: 7.4 }, PHOTO)).toEqual({ ...BOX, x: 0, y: 207 });
  expect(moved(BOX, { x: 99_999, y: 0 }, PHOTO)).toEqual({ ...BOX, x: 11_950 });
  expect(resized(BOX, "se", { x: 10, y: -99 }, PHOTO)).toEqual({ ...BOX, width: 60, height: 1 });
  expect(resized(BOX, "nw", { x: 5, y: -5 }, PHOTO)).toEqual({
    x: 105,
    y: 195,
    width: 45,
    height: 45,
  });
  expect(resized(BOX, "w", { x: 999, y: 50 }, PHOTO)).toEqual({ ...BOX, x: 149, width: 1 });
  expect(resized(BOX, "e", { x: 99_999, y: 50 }, PHOTO)).toEqual({ ...BOX, width: 11_900 });
});

test("A tagger's place is cut to the image, and becomes the kind that is asked for", () => {
  expect(within({ ...BOX, x: 11_990 }, PHOTO)).toEqual({ ...BOX, x: 11_990, width: 10 });
  expect(within({ ...BOX, y: 9_000 }, PHOTO)).toBeNull();
  expect(asKind(BOX, "point")).toEqual({ x: 125, y: 220, width: null, height: null });
  expect(asKind(asKind(BOX, "point"), "box")).toBeNull();
});

test("The view moves no further than it takes to show a place", () => {
  const near = { scale: 2, x: -2_000, y: -2_000 };
  const there = { x: 1_100, y: 1_050, width: 20, height: 20 };
  expect(revealing(near, there, PHOTO, STAGE)).toEqual(near);
  const right = revealing(near, { ...there, x: 1_500 }, PHOTO, STAGE);
  expect(right).toEqual({ scale: 2, x: 800 - 1_520 * 2, y: -2_000 });
});

test("A drag draws a box, a click a point, and the middle of a box moves it", () => {
  const view = { scale: 0.5, x: 10, y: 0 };
  const draw: Gesture = { kind: "draw", from: { x: 60, y: 50 }, row: null };
  expect(finalPlace(draw, { x: 110, y: 80 }, view, PHOTO, "any")).toEqual({
    ...BOX,
    y: 100,
    width: 100,
    height: 60,
  });
  const point = { x: 102, y: 100, width: null, height: null };
  expect(finalPlace(draw, { x: 61, y: 50 }, view, PHOTO, "any")).toEqual(point);
  expect(finalPlace(draw, { x: 61, y: 50 }, view, PHOTO, "box")).toBeNull();
  const move: Gesture = { kind: "move", from: { x: 60, y: 50 }, row: 1, place: BOX };
  expect(placeOf(move, { x: 65, y: 50 }, view, PHOTO)).toEqual({ ...BOX, x: 110 });
  expect(placeOf(move, { x: 62, y: 50 }, view, PHOTO)).toEqual(BOX);
});
