// What Tab, Shift+Tab and Enter do in code.

/** A change of a field: what stands from `from` to `to` becomes `text`, then `start` to `end` is selected. */
export interface Replacement {
  from: number;
  to: number;
  text: string;
  start: number;
  end: number;
}

const FOUR = "    ";

/** One step to the right, as this code has it: a tab, or the narrowest indentation. */
export function stepOf(code: string): string {
  if (/^\t/m.test(code)) return "\t";
  const widths = Array.from(code.matchAll(/^( +)\S/gm), ([, blanks = ""]) => blanks.length);
  const narrowest = Math.min(...widths.filter((width) => width > 1));
  return narrowest <= 8 ? " ".repeat(narrowest) : FOUR;
}

const lineStart = (code: string, at: number): number =>
  at === 0 ? 0 : code.lastIndexOf("\n", at - 1) + 1;

/** A line that the selection only touches with its end is not meant. */
function linesOf(code: string, start: number, end: number): [from: number, to: number] {
  const last = end > start && code[end - 1] === "\n" ? end - 1 : end;
  const to = code.indexOf("\n", last);
  return [lineStart(code, start), to === -1 ? code.length : to];
}

/** Tab: the selected lines move by a step; without a selection blanks come up to the next step. */
export function indented(code: string, start: number, end: number): Replacement {
  const step = stepOf(code);
  if (start === end) {
    const column = start - lineStart(code, start);
    const text = step === "\t" ? step : " ".repeat(step.length - (column % step.length));
    return { from: start, to: end, text, start: start + text.length, end: start + text.length };
  }
  const [from, to] = linesOf(code, start, end);
  const text = code.slice(from, to).replace(/^(?=.*\S)/gm, step);
  const grown = text.length - (to - from);
  return { from, to, text, start: start === from ? start : start + step.length, end: end + grown };
}

/** Shift+Tab: the selected lines, or the one with the caret, move back by a step. */
export function outdented(code: string, start: number, end: number): Replacement {
  const step = stepOf(code);
  const [from, to] = linesOf(code, start, end);
  const lines = code.slice(from, to).split("\n");
  const shorter = lines.map((line) =>
    line.startsWith(step) ? line.slice(step.length) : line.replace(/^[ \t]+/, ""),
  );
  const first = (lines[0]?.length ?? 0) - (shorter[0]?.length ?? 0);
  const text = shorter.join("\n");
  const begin = Math.max(from, start - first);
  return { from, to, text, start: begin, end: Math.max(begin, end - (to - from - text.length)) };
}

/** Enter: the new line begins where the old one does, and a step further after `:`, `{`, `(`, `[`. */
export function continued(code: string, start: number, end: number): Replacement {
  const line = code.slice(lineStart(code, start), start);
  const blanks = /^[ \t]*/.exec(line)?.[0] ?? "";
  const text = `\n${blanks}${/[:{([]\s*$/.test(line) ? stepOf(code) : ""}`;
  return { from: start, to: end, text, start: start + text.length, end: start + text.length };
}
