// Places by keyboard: put down, moved, resized; without one the arrows move the image.
import type { ImageTagDealt, ImageTagOptions } from "../contract";
import { useKeys } from "../kit/context";
import {
  boxBetween,
  moved,
  type Point,
  pointAt,
  resized,
  revealing,
  visiblePart,
} from "./geometry";
import type { Tags } from "./use_tags";
import type { Looking } from "./use_view";

const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** What one press moves, in pixels of the screen; with Alt it is one pixel of the image. */
const STEP = 8;
const PAN = 60;

export function usePlaceKeys(
  item: ImageTagDealt,
  options: ImageTagOptions,
  tags: Tags,
  looking: Looking,
) {
  const { stage, view } = looking;
  const { current } = tags;
  const asks = options.place !== "hidden" && !item.problem;
  const canBox = asks && options.place_kind !== "point";
  const canPoint = asks && options.place_kind !== "box";

  const put = (isBox: boolean) => {
    if (!current || !view || !stage) return;
    const part = visiblePart(view, item, stage);
    const centre = { x: part.x + part.width / 2, y: part.y + part.height / 2 };
    const half = { x: part.width / 8, y: part.height / 8 };
    const place = isBox
      ? boxBetween(
          { x: centre.x - half.x, y: centre.y - half.y },
          { x: centre.x + half.x, y: centre.y + half.y },
          item,
        )
      : pointAt(centre, item);
    tags.place(current.id, place);
    looking.show();
  };
  const arrow = (by: Point, isFine: boolean, resizes: boolean) => {
    const place = current?.place;
    if (!current || !place || !asks || !view || !stage) {
      return looking.pan(-by.x * PAN, -by.y * PAN);
    }
    const pixels = isFine ? 1 : Math.max(1, Math.round(STEP / view.scale));
    const far = { x: by.x * pixels, y: by.y * pixels };
    const isResized = resizes && place.width !== null;
    const next = isResized ? resized(place, "se", far, item) : moved(place, far, item);
    tags.place(current.id, next);
    looking.set(revealing(view, next, item, stage));
    looking.show();
  };
  const bindings = Object.entries(ARROWS).flatMap(([key, by]) => [
    [key, (event: KeyboardEvent) => arrow(by, false, event.shiftKey)],
    [`Alt+${key}`, (event: KeyboardEvent) => arrow(by, true, event.shiftKey)],
  ]);
  useKeys(Object.fromEntries(bindings));
  useKeys({ b: () => put(true) }, canBox);
  useKeys({ o: () => put(false) }, canPoint);
  useKeys({ d: () => current && tags.place(current.id, null) }, asks);
  return { canBox, canPoint, put };
}

export type PlaceKeys = ReturnType<typeof usePlaceKeys>;
