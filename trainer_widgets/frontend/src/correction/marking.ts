// What is selected, which mark is looked at, and what can be done with both.
import { useState } from "preact/hooks";
import { CodePoints } from "../kit/code_points";
import { newId } from "../kit/ids";
import type { TextSpan } from "../kit/span_text";
import type { WorkProps } from "../kit/state";
import {
  type Correction,
  type CorrectionDraft,
  type DraftMark,
  type Side,
  sortedMarks,
} from "./answer";
import { severitiesOf } from "./categories";

export type Props = WorkProps<Correction, CorrectionDraft>;

export interface Selected extends TextSpan {
  side: Side;
}

export interface Marking {
  selected: Selected | null;
  current: DraftMark | null;
  select(side: Side, span: TextSpan | null): void;
  /** Marks the selection; without one, gives the current mark another category. */
  categorize(category: string | null): void;
  change(change: Partial<DraftMark>): void;
  pick(id: string | null): void;
  step(by: number): void;
  remove(id: string): void;
}

/** How much of the text is told on both sides of an omission. */
const AROUND = 12;

/** The words of a stretch, or the place of an omission. */
export function quoteOf(text: string, { start, end }: TextSpan, most = 60): string {
  const points = new CodePoints(text);
  const slice = (from: number, to: number) =>
    text.slice(points.toUnits(from), points.toUnits(to)).replace(/\s+/g, " ");
  if (start === end) {
    const [from, to] = [Math.max(0, start - AROUND), Math.min(points.length, start + AROUND)];
    const dots = (isCut: boolean) => (isCut ? "…" : "");
    return `${dots(from > 0)}${slice(from, start)}‸${slice(start, to)}${dots(to < points.length)}`;
  }
  return end - start <= most ? slice(start, end) : `${slice(start, start + most - 1)}…`;
}

/** Back to the text, where keys mark. */
export function focusText(root: HTMLElement, side: Side): void {
  root.querySelector<HTMLElement>(`.tw-text-${side} [role="textbox"]`)?.focus();
}

/** The only severity there is needs no key. */
function onlySeverity(category: string | null, { taxonomy }: Props): string | null {
  const levels = severitiesOf(category, taxonomy);
  return levels.length === 1 ? (levels[0]?.id ?? null) : null;
}

function changeMark({ setDraft }: Props, id: string, change: Partial<DraftMark>): void {
  setDraft((before) => ({
    ...before,
    marks: before.marks.map((mark) => (mark.id === id ? { ...mark, ...change } : mark)),
  }));
}

export function useMarking(props: Props): Marking {
  const { draft, setDraft } = props;
  const [selected, setSelected] = useState<Selected | null>(null);
  const [at, setAt] = useState<string | null>(null);
  const marks = sortedMarks(draft.marks);
  const current = marks.find(({ id }) => id === at) ?? null;
  const add = ({ side, start, end }: Selected, category: string | null) => {
    const severity = onlySeverity(category, props);
    const mark: DraftMark = { id: newId(), side, start, end, category, severity, note: "" };
    setDraft((before) => ({ ...before, marks: [...before.marks, mark], isCorrect: false }));
    setSelected(null);
    setAt(mark.id);
  };
  return {
    selected,
    current,
    select: (side, span) => {
      if (span) {
        setSelected({ ...span, side });
        setAt(null);
      } else setSelected((before) => (before?.side === side ? null : before));
    },
    categorize: (category) => {
      if (selected) return add(selected, category);
      if (!current || category === current.category) return;
      const isKept = severitiesOf(category, props.taxonomy).some(
        ({ id }) => id === current.severity,
      );
      const severity = isKept ? current.severity : onlySeverity(category, props);
      changeMark(props, current.id, { category, severity });
    },
    change: (change) => current && changeMark(props, current.id, change),
    pick: (id) => {
      setSelected(null);
      setAt(id);
    },
    step: (by) => {
      const place = marks.findIndex(({ id }) => id === at);
      const next = place === -1 ? (by > 0 ? 0 : marks.length - 1) : place + by;
      setSelected(null);
      setAt(marks[(next + marks.length) % (marks.length || 1)]?.id ?? null);
    },
    remove: (id) => {
      setDraft((before) => ({
        ...before,
        marks: before.marks.filter((mark) => mark.id !== id),
        retracted: before.retracted + 1,
      }));
      if (at === id) setAt(null);
    },
  };
}
