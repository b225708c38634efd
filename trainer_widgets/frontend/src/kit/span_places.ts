// Places in a drawn text: from the browser's nodes to UTF-16 units of the text, and back. What is
// drawn has exactly as many units as the text, in the same order.
import type { CodePoints } from "./code_points";

/** The browser's selection, where it can be seen: a shadow root may have one of its own. */
export function selectionAround(area: HTMLElement): Selection | null {
  const root = area.getRootNode() as Partial<Document>;
  return root.getSelection?.() ?? area.ownerDocument.getSelection();
}

/** The unit of the text at a place of the browser's; a place outside counts as the nearer end. */
export function unitAt(area: HTMLElement, node: Node, offset: number): number {
  const range = area.ownerDocument.createRange();
  range.selectNodeContents(area);
  // A drag may end outside of the shadow root in which it began.
  if (node.getRootNode() !== area.getRootNode()) return range.toString().length;
  if (range.comparePoint(node, offset) < 0) return 0;
  if (range.comparePoint(node, offset) === 0) range.setEnd(node, offset);
  return range.toString().length;
}

/** The browser's place for a unit. */
export function placeOf(area: HTMLElement, unit: number): [Node, number] {
  const texts = area.ownerDocument.createTreeWalker(area, NodeFilter.SHOW_TEXT);
  let place: [Node, number] = [area, 0];
  let at = 0;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    place = [node, Math.min(unit - at, length)];
    if (unit < at + length) return place;
    at += length;
  }
  return place;
}

export function rangeOf(area: HTMLElement, from: number, to: number): Range {
  const range = area.ownerDocument.createRange();
  range.setStart(...placeOf(area, from));
  range.setEnd(...placeOf(area, to));
  return range;
}

/** Both ends of the browser's selection, when it begins in the text. */
export function selectedIn(area: HTMLElement): { anchor: number; focus: number } | null {
  const selection = selectionAround(area);
  const { anchorNode, focusNode, anchorOffset = 0, focusOffset = 0 } = selection ?? {};
  if (!anchorNode || !focusNode || !area.contains(anchorNode)) return null;
  return {
    anchor: unitAt(area, anchorNode, anchorOffset),
    focus: unitAt(area, focusNode, focusOffset),
  };
}

export function select(area: HTMLElement, anchor: number, focus: number): void {
  const [from, fromOffset] = placeOf(area, anchor);
  const [to, toOffset] = placeOf(area, focus);
  selectionAround(area)?.setBaseAndExtent(from, fromOffset, to, toOffset);
}

export interface CaretBox {
  left: number;
  top: number;
  height: number;
}

const isRightToLeft = (area: HTMLElement): boolean => getComputedStyle(area).direction === "rtl";

/** Where a caret is drawn, on the screen; `isLineEnd` keeps it on the line before a soft break. */
export function caretBox(
  area: HTMLElement,
  points: CodePoints,
  unit: number,
  isLineEnd: boolean,
): CaretBox | null {
  const collapsed = isLineEnd ? undefined : boxes(area, unit, unit).at(-1);
  if (collapsed) return { left: collapsed.left, top: collapsed.top, height: collapsed.height };
  // Beside a line break the browser gives no box: the character before or after has one.
  const before = boxes(area, points.before(unit), unit).at(-1);
  const after = boxes(area, unit, points.after(unit))[0];
  const box = isLineEnd ? (before ?? after) : (after ?? before);
  if (!box) return null;
  const left = (box === before) === isRightToLeft(area) ? box.left : box.right;
  return { left, top: box.top, height: box.height };
}

/** After a move by lines: whether the caret ended on the line before a soft break. */
export function isAtLineEnd(
  area: HTMLElement,
  points: CodePoints,
  unit: number,
  from: CaretBox | null,
): boolean {
  const start = caretBox(area, points, unit, false);
  const end = caretBox(area, points, unit, true);
  if (!start || !end || !from || end.top >= start.top) return false;
  // Of the two lines where it can be, the one next to where it was.
  const isDown = end.top > from.top - from.height / 2;
  return isDown ? end.top > from.top + from.height / 2 : start.top > from.top - from.height / 2;
}

function boxes(area: HTMLElement, from: number, to: number): DOMRect[] {
  // A document without a layout has no boxes.
  return Array.from(rangeOf(area, from, to).getClientRects?.() ?? []);
}
