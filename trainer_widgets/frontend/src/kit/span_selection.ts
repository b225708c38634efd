// What is selected in one drawn text, kept in step with the browser's own selection.
import type { CodePoints } from "./code_points";
import { highlighter } from "./span_highlight";
import { type Ends, isSelectAll, moved, moveOf } from "./span_moves";
import { caretBox, isAtLineEnd, rangeOf, select, selectedIn, selectionAround } from "./span_places";
import type { TextSpan } from "./span_runs";

/** What the newest drawing gave. */
export interface Drawn {
  area: HTMLElement;
  caret: HTMLElement;
  points: CodePoints;
  /** Whether a caret without a selection is told. */
  omissions: boolean;
  onSelect(span: TextSpan | null): void;
  /** Somebody moved: to be said aloud. */
  onMove(ends: Ends): void;
  /** The pointer no longer selects: what waited for that can be drawn. */
  onLetGo(): void;
}

const isSame = (one: TextSpan | null, other: TextSpan | null): boolean =>
  one?.start === other?.start && one?.end === other?.end;

export class SpanSelection {
  /** The text must not be drawn anew under a pointer that is selecting. */
  isDragging = false;
  here: Ends = { anchor: 0, focus: 0 };
  private drawn: Drawn | null = null;
  private told: TextSpan | null = null;
  private isLineEnd = false;
  private clicks = 0;
  private readonly show = highlighter();

  get isCaret(): boolean {
    return this.here.anchor === this.here.focus;
  }

  /** After each drawing: nodes are new, places in the text are not. */
  settle(drawn: Drawn, selection: TextSpan | null): void {
    if (this.drawn && !drawn.points.text.startsWith(this.drawn.points.text)) this.begin();
    this.drawn = drawn;
    if (!isSame(selection, this.told)) this.adopt(selection, drawn.points);
    if (this.isDragging) return;
    const now = selectedIn(drawn.area);
    const { anchor, focus } = this.here;
    if (now && (now.anchor !== anchor || now.focus !== focus)) select(drawn.area, anchor, focus);
    this.paint();
  }

  /** Another text, and not only more of it: nothing of the old one holds. */
  private begin(): void {
    this.here = { anchor: 0, focus: 0 };
    this.told = null;
    this.isDragging = false;
  }

  /** The view holds another selection than it was told. */
  private adopt(selection: TextSpan | null, points: CodePoints): void {
    this.told = selection;
    this.here = selection
      ? { anchor: points.toUnits(selection.start), focus: points.toUnits(selection.end) }
      : { anchor: this.here.focus, focus: this.here.focus };
  }

  listen(area: HTMLElement, signal: AbortSignal): void {
    const up = () => {
      // The browser takes a click on what is selected back only after this event.
      if (this.isDragging) setTimeout(() => this.finish(true));
    };
    document.addEventListener("mouseup", up, { signal, capture: true });
    document.addEventListener("selectionchange", () => this.follow(), { signal });
    const observer =
      typeof ResizeObserver === "function" ? new ResizeObserver(() => this.paint()) : null;
    observer?.observe(area);
    const end = () => {
      observer?.disconnect();
      this.show(null);
    };
    signal.addEventListener("abort", end, { once: true });
  }

  press(event: MouseEvent): void {
    if (event.button !== 0) return;
    this.isDragging = true;
    this.clicks = event.detail;
    if (event.shiftKey || event.detail > 1 || !this.drawn) return;
    // A drag that begins in what is selected selects anew; the browser would carry it away.
    selectionAround(this.drawn.area)?.removeAllRanges();
    this.show(null);
  }

  /** The pointer has let go. A caret may mean something else than a place: then it is not told. */
  finish(tellsCaret: boolean): void {
    if (!this.isDragging || !this.drawn) return;
    this.isDragging = false;
    const { area, points } = this.drawn;
    this.drawn.onLetGo();
    const now = selectedIn(area);
    if (!now) return;
    let [from, to] = snapped(points, now);
    if (this.clicks > 1) [from, to] = points.trimmed(from, to);
    const ends =
      now.anchor <= now.focus ? { anchor: from, focus: to } : { anchor: to, focus: from };
    this.set(ends, tellsCaret);
  }

  /** Whether the key was one of a caret's. */
  key(event: KeyboardEvent): boolean {
    if (!this.drawn) return false;
    const { area, caret, points } = this.drawn;
    if (event.key === "Escape" && (!this.isCaret || this.told)) {
      this.set({ anchor: this.here.focus, focus: this.here.focus }, false);
      return true;
    }
    if (isSelectAll(event)) {
      this.set({ anchor: 0, focus: points.text.length }, true);
      return true;
    }
    const move = moveOf(event);
    if (!move) return false;
    const from = caretBox(area, points, this.here.focus, this.isLineEnd);
    const ends = moved(area, points, move, this.here);
    const isLineEnd =
      move.by === "line"
        ? isAtLineEnd(area, points, ends.focus, from)
        : move.by === "lineboundary" && move.to === "forward";
    this.set(ends, true, isLineEnd);
    caret.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    return true;
  }

  /** The focus came by key: the caret is where it was. */
  enter(): void {
    if (this.isDragging || !this.drawn) return;
    select(this.drawn.area, this.here.anchor, this.here.focus);
    this.paint();
  }

  paint(): void {
    if (!this.drawn) return;
    const { area, caret } = this.drawn;
    const { anchor, focus } = this.here;
    const [from, to] = anchor < focus ? [anchor, focus] : [focus, anchor];
    this.show(from < to ? rangeOf(area, from, to) : null);
    const hasFocus = (area.getRootNode() as Document).activeElement === area;
    const isSeen = hasFocus || (this.told !== null && from === to);
    const box = isSeen ? caretBox(area, this.drawn.points, focus, this.isLineEnd) : null;
    caret.hidden = !box;
    if (!box) return;
    const frame = (caret.parentElement as HTMLElement).getBoundingClientRect();
    caret.style.left = `${box.left - frame.left}px`;
    caret.style.top = `${box.top - frame.top}px`;
    caret.style.height = `${box.height}px`;
  }

  /** Touch, a menu or a screen reader may select as well. */
  private follow(): void {
    if (!this.drawn || this.isDragging) return;
    const now = selectedIn(this.drawn.area);
    if (!now || (now.anchor === this.here.anchor && now.focus === this.here.focus)) return;
    const [from, to] = snapped(this.drawn.points, now);
    this.set(
      now.anchor <= now.focus ? { anchor: from, focus: to } : { anchor: to, focus: from },
      true,
    );
  }

  private set(ends: Ends, tellsCaret: boolean, isLineEnd = false): void {
    if (!this.drawn) return;
    const { area, points, omissions, onMove, onSelect } = this.drawn;
    this.here = ends;
    this.isLineEnd = isLineEnd;
    const now = selectedIn(area);
    // Selecting again what is selected would forget on which of two lines a caret is.
    if (now?.anchor !== ends.anchor || now.focus !== ends.focus) {
      select(area, ends.anchor, ends.focus);
    }
    this.paint();
    const [from, to] = [Math.min(ends.anchor, ends.focus), Math.max(ends.anchor, ends.focus)];
    const isTold = from < to || (omissions && tellsCaret);
    const span = isTold ? { start: points.toPoints(from), end: points.toPoints(to) } : null;
    onMove(ends);
    if (isSame(span, this.told)) return;
    this.told = span;
    onSelect(span);
  }
}

function snapped(points: CodePoints, { anchor, focus }: Ends): [number, number] {
  const [from, to] = [Math.min(anchor, focus), Math.max(anchor, focus)];
  if (from === to) return [points.snap(from, "start"), points.snap(from, "start")];
  return [points.snap(from, "start"), points.snap(to, "end")];
}
