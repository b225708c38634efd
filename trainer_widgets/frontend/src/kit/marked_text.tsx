// The leaves of all text: marks on stretches of it, and characters that hide made visible.
import type { VNode } from "preact";

/** A stretch of the visible text that is to be marked. */
export interface Mark {
  from: number;
  to: number;
  kind: "removed" | "added" | "found" | "current";
}

// Overrides and isolates of the writing direction, and the tag characters that show nothing.
export const HIDING = /([\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}])/u;

const FIRST_STRONG = /[\p{L}]/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** `dir="auto"` looks past blocks that have a direction of their own: lists and quotes need this. */
export function directionOf(text: string): "rtl" | "ltr" {
  return RIGHT_TO_LEFT.test(FIRST_STRONG.exec(text)?.[0] ?? "") ? "rtl" : "ltr";
}

export function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
}

export function visible(text: string): (VNode | string)[] | string {
  const clean = text.replaceAll("\0", "\ufffd");
  if (!HIDING.test(clean)) return clean;
  return clean.split(HIDING).map((part, index) =>
    index % 2 ? (
      <span key={index} class="tw-control" title="A character that hides or turns text around">
        {codeOf(part)}
      </span>
    ) : (
      part
    ),
  );
}

/** Collects the visible text of what it draws, or marks stretches of it. */
export class Leaves {
  text = "";
  private readonly marks: readonly Mark[];
  private next = 0;

  constructor(marks: readonly Mark[] = []) {
    this.marks = marks;
  }

  draw(text: string): (VNode | string)[] | string | VNode {
    const start = this.text.length;
    this.text += text;
    if (this.marks.length === 0) return visible(text);
    return <>{this.pieces(text, start)}</>;
  }

  /** A gap between blocks, so that words of two paragraphs do not run together. */
  gap(): void {
    this.text += "\n";
  }

  private pieces(text: string, start: number): (VNode | string)[] {
    const pieces: (VNode | string)[] = [];
    const end = start + text.length;
    let at = start;
    while (this.next < this.marks.length && at < end) {
      const mark = this.marks[this.next] as Mark;
      if (mark.to <= at) {
        this.next += 1;
        continue;
      }
      if (mark.from >= end) break;
      const from = Math.max(mark.from, at);
      const to = Math.min(mark.to, end);
      pieces.push(<span>{visible(text.slice(at - start, from - start))}</span>);
      pieces.push(
        <mark key={from} class={`tw-mark tw-${mark.kind}`}>
          {visible(text.slice(from - start, to - start))}
        </mark>,
      );
      at = to;
    }
    pieces.push(<span key="rest">{visible(text.slice(at - start))}</span>);
    return pieces;
  }
}
