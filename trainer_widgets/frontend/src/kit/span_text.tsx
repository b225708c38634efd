// A plain text in which stretches are selected and marked, by pointer and by keyboard.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "./button";
import { CodePoints } from "./code_points";
import { firstPart } from "./long_text";
import { announcementOf } from "./span_announcement";
import type { Ends } from "./span_moves";
import { marksAt, type Placed, pickOf, placed, type SpanMark, type TextSpan } from "./span_runs";
import { MarkedRuns } from "./span_runs_view";
import { SpanSelection } from "./span_selection";
import "./spans.css";

export type { SpanMark, TextSpan } from "./span_runs";

export interface SpanTextProps {
  text: string;
  /** The accessible name of the text. */
  name: string;
  spans: readonly SpanMark[];
  selection: TextSpan | null;
  onSelect(span: TextSpan | null): void;
  /** A mark was clicked, or Enter pressed in it; again for the next of those that overlap. */
  onPick(id: string): void;
  /** Tell also a caret without a selection, as `start == end`: something is missing there. */
  omissions?: boolean;
  /** The language of the text, where it is known. */
  lang?: string | undefined;
  /** Monospaced. */
  code?: boolean;
  /** Gets the focus between two items. */
  home?: boolean;
}

/** The marks of the run that a click hit. */
function marksUnder(target: EventTarget | null, all: readonly Placed[]): SpanMark[] {
  const run = (target as Element | null)?.closest?.<HTMLElement>("mark[data-from]");
  if (!run) return [];
  const { from, to } = run.dataset;
  const both = (one: SpanMark) => marksAt(all, Number(to)).includes(one);
  const isPlace = from === to;
  return marksAt(all, Number(from)).filter(
    (one) => both(one) && (isPlace ? one.start === one.end : one.start < one.end),
  );
}

/** The marks as last drawn: while a pointer selects, new ones wait. */
function useMarks(spans: readonly SpanMark[], points: CodePoints, isDragging: boolean): Placed[] {
  const drawn = useRef<Placed[]>([]);
  const before = useRef<unknown[]>([]);
  const isNew = before.current[0] !== spans || before.current[1] !== points;
  if (isNew && !(isDragging && before.current[1] === points)) {
    drawn.current = placed(spans, points);
    before.current = [spans, points];
  }
  return drawn.current;
}

const hasModifier = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  altKey || ctrlKey || metaKey || shiftKey;

const QUIET = 400;

/** Says where the caret is, or what is selected, once the keys rest. */
function useVoice() {
  const voice = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (sentence: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (voice.current) voice.current.textContent = sentence;
    }, QUIET);
  };
  return { voice, say };
}

function useShown({ text, spans }: SpanTextProps) {
  const [all, setAll] = useState(false);
  const first = useMemo(() => new CodePoints(firstPart(text)), [text]);
  // A mark must be seen, however far down it is.
  const isAll = all || spans.some(({ end }) => end > first.length);
  const points = useMemo(
    () => (isAll && first.text !== text ? new CodePoints(text) : first),
    [isAll, first, text],
  );
  return { points, showAll: () => setAll(true) };
}

function useSelection(props: SpanTextProps, points: CodePoints) {
  const { spans, selection, onSelect, omissions = false } = props;
  const [, setDrawings] = useState(0);
  const [selecting] = useState(() => new SpanSelection());
  const marks = useMarks(spans, points, selecting.isDragging);
  const area = useRef<HTMLDivElement>(null);
  const caret = useRef<HTMLSpanElement>(null);
  const { voice, say } = useVoice();
  useLayoutEffect(() => {
    if (!area.current || !caret.current) return;
    const drawn = { area: area.current, caret: caret.current, points, omissions, onSelect };
    const onMove = (ends: Ends) => say(announcementOf(points, marks, ends));
    const onLetGo = () => setDrawings((count) => count + 1);
    selecting.settle({ ...drawn, onMove, onLetGo }, selection);
  });
  useEffect(() => {
    const ending = new AbortController();
    if (area.current) selecting.listen(area.current, ending.signal);
    return () => ending.abort();
  }, [selecting]);
  return { selecting, area, caret, voice, marks };
}

/** Brings the mark that is being looked at into view when another one becomes it. */
function useCurrent(spans: readonly SpanMark[], area: RefObject<HTMLElement | null>): void {
  const id = spans.find(({ current }) => current)?.id;
  useLayoutEffect(() => {
    const mark = id === undefined ? null : area.current?.querySelector(".tw-now");
    mark?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [id, area]);
}

function ShowAll({ text, shown, showAll }: { text: string; shown: string; showAll(): void }) {
  if (shown === text) return null;
  return (
    <p class="tw-more">
      <Button
        name={`Show all (${text.length.toLocaleString("en")} characters)`}
        onClick={showAll}
      />
    </p>
  );
}

/** What keys and the pointer do in the text. */
function actsOf({ selecting, marks }: ReturnType<typeof useSelection>, { onPick }: SpanTextProps) {
  const pick = (touched: readonly SpanMark[]) => {
    const picked = selecting.isCaret ? pickOf(touched) : undefined;
    if (picked) onPick(picked.id);
    return picked !== undefined;
  };
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const isPick = event.key === "Enter" && !hasModifier(event) && !event.repeat;
      const isUsed = isPick ? pick(marksAt(marks, selecting.here.focus)) : selecting.key(event);
      if (isUsed) event.preventDefault();
    },
    onClick: (event: MouseEvent) => {
      const touched = marksUnder(event.target, marks);
      selecting.finish(touched.length === 0);
      pick(touched);
    },
    onMouseDown: (event: MouseEvent) => selecting.press(event),
    onDragStart: (event: Event) => event.preventDefault(),
    onFocus: () => selecting.enter(),
    onBlur: () => selecting.paint(),
  };
}

export function SpanText(props: SpanTextProps) {
  const { text, name, spans, lang, code, home } = props;
  const { points, showAll } = useShown(props);
  const shown = points.text;
  const selection = useSelection(props, points);
  const { area, caret, voice, marks } = selection;
  useCurrent(spans, area);
  return (
    <div class={code ? "tw-span-text tw-code-text" : "tw-span-text"}>
      {/* biome-ignore lint/a11y/useSemanticElements: a native field could not show marks */}
      <div
        ref={area}
        class="tw-spans"
        role="textbox"
        aria-readonly="true"
        aria-multiline="true"
        aria-label={name}
        tabIndex={0}
        dir="auto"
        lang={lang}
        data-tw-home={home || undefined}
        style={{ "--tw-lanes": Math.max(0, ...marks.map(({ lane }) => lane)) }}
        {...actsOf(selection, props)}
      >
        <MarkedRuns text={shown} marks={marks} />
      </div>
      <span ref={caret} class="tw-caret" aria-hidden="true" hidden />
      <ShowAll {...{ text, shown, showAll }} />
      <div ref={voice} class="tw-hidden" aria-live="polite" />
    </div>
  );
}
