// The drawing of a marked text: its characters, one for one, and the marks on them.
import type { CSSProperties, VNode } from "preact";
import { useMemo } from "preact/hooks";
import { codeOf, HIDING } from "./marked_text";
import { type Placed, type Run, runsOf } from "./span_runs";

const TONES = 6;
const LANE = 4;
const CHUNK = 4_000;

/** Blocks that end with a line: less to lay out anew when a mark comes or goes. */
function chunksOf(text: string): [from: number, to: number][] {
  const chunks: [number, number][] = [];
  let from = 0;
  do {
    const end = text.indexOf("\n", from + CHUNK);
    const to = end === -1 ? text.length : end + 1;
    chunks.push([from, to]);
    from = to;
  } while (from < text.length);
  return chunks;
}

/** As many units as the text has, though some of its characters would hide or turn it. */
function leaves(text: string): (VNode | string)[] | string {
  const clean = text.replaceAll("\0", "\ufffd");
  if (!HIDING.test(clean)) return clean;
  return clean.split(HIDING).map((part, index) =>
    index % 2 ? (
      <span
        key={index}
        class="tw-control tw-coded"
        data-code={codeOf(part)}
        title="A character that hides or turns text around"
      >
        {"\u200b".repeat(part.length)}
      </span>
    ) : (
      part
    ),
  );
}

/** One line a mark, each in its own lane, and a tint that deepens where marks overlap. */
function lookOf({ marks }: Run): CSSProperties {
  const deepest = Math.max(...marks.map(({ lane }) => lane));
  const layers = marks.map(({ mark, lane }) => {
    const tone = Math.abs(mark.tone ?? 0) % TONES;
    const width = mark.current ? LANE - 1 : LANE / 2;
    const at = `left 0 bottom ${(deepest - lane) * LANE}px`;
    return { tone, size: `100% ${width}px`, at, isTinted: mark.lane === undefined || mark.current };
  });
  const tints = layers.filter(({ isTinted }) => isTinted);
  const list = (line: (layer: (typeof layers)[0]) => string, tint: (tone: number) => string) =>
    [...layers.map(line), ...tints.map(({ tone }) => tint(tone))].join(", ");
  return {
    paddingBottom: `${(deepest + 1) * LANE - 1}px`,
    backgroundImage: list(
      ({ tone }) => `var(--tw-tone-line-${tone})`,
      (tone) => `var(--tw-tone-tint-${tone})`,
    ),
    backgroundSize: list(
      ({ size }) => size,
      () => "100% 100%",
    ),
    backgroundPosition: list(
      ({ at }) => at,
      () => "left 0 bottom 0",
    ),
  };
}

function RunView({ run, text }: { run: Run; text: string }) {
  const { from, to, marks } = run;
  if (marks.length === 0) return <>{leaves(text.slice(from, to))}</>;
  const isCurrent = marks.some(({ mark }) => mark.current);
  const tone = Math.abs(marks[0]?.mark.tone ?? 0) % TONES;
  return (
    <mark
      class={`${from === to ? `tw-omission tw-tone-${tone}` : "tw-span"} ${isCurrent ? "tw-now" : ""}`}
      style={from === to ? undefined : lookOf(run)}
      title={marks.map(({ mark }) => mark.label).join("\n")}
      data-from={from}
      data-to={to}
    >
      {leaves(text.slice(from, to))}
    </mark>
  );
}

export function MarkedRuns({ text, marks }: { text: string; marks: readonly Placed[] }) {
  const chunks = useMemo(() => chunksOf(text), [text]);
  return (
    <>
      {chunks.map(([from, to]) => (
        <div key={from} class="tw-spans-part">
          {runsOf(marks, from, to, to === text.length).map((run) => (
            <RunView key={`${run.from}-${run.to === run.from}`} run={run} text={text} />
          ))}
        </div>
      ))}
    </>
  );
}
