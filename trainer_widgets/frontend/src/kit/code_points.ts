// Places in a text: code points (what is stored), UTF-16 units (what the browser counts in), and
// grapheme clusters (what a person sees as one character).

const ASTRAL = /[\u{10000}-\u{10ffff}]/gu;

/** A stretch of text; `isWordLike` is known of words only. */
interface Piece {
  segment: string;
  index: number;
  isWordLike?: boolean | undefined;
}

interface Pieces extends Iterable<Piece> {
  containing(unit?: number): Piece | undefined;
}

type Granularity = "grapheme" | "word";

/** Where `Intl.Segmenter` is missing: coarse, and never half a surrogate pair. */
const COARSE: Record<Granularity, RegExp> = {
  grapheme: /\r\n|[\s\S](?:\p{M}|\p{Emoji_Modifier}|\u200d[\s\S])*/gu,
  word: /[\p{L}\p{N}\p{M}_]+|\s+|[^\p{L}\p{N}\p{M}_\s]/gu,
};

function coarsePieces(text: string, granularity: Granularity): Pieces {
  const pieces = Array.from(text.matchAll(COARSE[granularity]), ({ index, 0: segment }) => ({
    segment,
    index,
    isWordLike: /[\p{L}\p{N}]/u.test(segment),
  }));
  const containing = (unit = 0) =>
    pieces.find(({ index, segment }) => index <= unit && unit < index + segment.length);
  return { containing, [Symbol.iterator]: () => pieces[Symbol.iterator]() };
}

const segmenters = new Map<Granularity, Intl.Segmenter>();

function piecesOf(text: string, granularity: Granularity): Pieces {
  if (typeof Intl.Segmenter !== "function") return coarsePieces(text, granularity);
  const segmenter = segmenters.get(granularity) ?? new Intl.Segmenter(undefined, { granularity });
  segmenters.set(granularity, segmenter);
  return segmenter.segment(text);
}

/** Words, blanks and signs, in order; also in scripts that put no blanks between words. */
export const wordsOf = (text: string): Iterable<Piece> => piecesOf(text, "word");

/** How many of the numbers, which are in order, pass; those that pass come first. */
function countWhile(length: number, passes: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One text and the ways to count in it. Units and code points beyond its ends are clamped. */
export class CodePoints {
  readonly text: string;
  /** Units at which a surrogate pair begins. */
  private readonly pairs: readonly number[];
  private readonly graphemes: Pieces;
  private readonly words: Pieces;

  constructor(text: string) {
    this.text = text;
    this.pairs = Array.from(text.matchAll(ASTRAL), ({ index }) => index);
    this.graphemes = piecesOf(text, "grapheme");
    this.words = piecesOf(text, "word");
  }

  /** How many code points the text has. */
  get length(): number {
    return this.text.length - this.pairs.length;
  }

  /** The code points before a unit; within a surrogate pair those before the pair. */
  toPoints(unit: number): number {
    const at = this.clamp(unit);
    return at - countWhile(this.pairs.length, (index) => (this.pairs[index] as number) < at);
  }

  /** The unit at which a code point begins. */
  toUnits(point: number): number {
    const at = Math.min(Math.max(point, 0), this.length);
    return (
      at + countWhile(this.pairs.length, (index) => (this.pairs[index] as number) - index < at)
    );
  }

  /** The nearest place between two characters: at the unit, or before or after the one it cuts. */
  snap(unit: number, towards: "start" | "end"): number {
    const at = this.clamp(unit);
    const cut = this.graphemes.containing(at);
    if (!cut || cut.index === at) return at;
    return towards === "start" ? cut.index : cut.index + cut.segment.length;
  }

  before(unit: number): number {
    return this.snap(this.clamp(unit) - 1, "start");
  }

  after(unit: number): number {
    return this.snap(this.clamp(unit) + 1, "end");
  }

  /** Where the word begins that ends at or contains what comes before the unit. */
  wordStart(unit: number): number {
    let at = this.clamp(unit);
    while (at > 0) {
      const piece = this.words.containing(at - 1);
      if (!piece) return 0;
      if (piece.isWordLike) return piece.index;
      at = piece.index;
    }
    return 0;
  }

  /** Where the word ends that begins at or contains what comes after the unit. */
  wordEnd(unit: number): number {
    let at = this.clamp(unit);
    for (;;) {
      const piece = this.words.containing(at);
      if (!piece) return this.text.length;
      at = piece.index + piece.segment.length;
      if (piece.isWordLike) return at;
    }
  }

  /** Without the blanks at both ends; nothing but blanks stays as it is. */
  trimmed(start: number, end: number): [number, number] {
    const inside = this.text.slice(start, end);
    if (inside.trim() === "") return [start, end];
    return [end - inside.trimStart().length, start + inside.trimEnd().length];
  }

  private clamp(unit: number): number {
    return Math.min(Math.max(unit, 0), this.text.length);
  }
}
