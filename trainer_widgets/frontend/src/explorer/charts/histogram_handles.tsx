// The two ends of a range, for pointers and keys.
import type { Facet } from "../../contract";
import { type Range, rangeOf, type Span, spanOf, stepped } from "./brush";
import { edgeWriter, sizeOf } from "./codes";

const NAMES = { from: "from", to: "up to" } as const;

interface HandlesProps {
  facet: Facet;
  range: Range | null;
  onRange(range: Range | null): void;
  label: string;
}

interface HandleProps extends HandlesProps {
  end: keyof Span;
  span: Span;
}

function Handle({ end, span, facet, range, onRange, label }: HandleProps) {
  const bins = sizeOf(facet);
  const place = span[end];
  const own = range && (end === "from" ? range.low : range.high);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = stepped(span, end, event.key, bins);
    const isClear = range !== null && (event.key === "Delete" || event.key === "Backspace");
    if (!next && !isClear) return;
    event.preventDefault();
    onRange(next && rangeOf(facet, next));
  };
  return (
    // An end moves from edge to edge, which are not evenly apart, and shares its place with the bars.
    <span
      class={`tw-brush-end ${range ? "" : "tw-brush-unset"}`}
      role="slider"
      tabIndex={0}
      data-end={end}
      aria-label={`${label}, ${NAMES[end]}`}
      aria-valuemin={0}
      aria-valuemax={bins}
      aria-valuenow={Number(place.toFixed(2))}
      aria-valuetext={edgeWriter(facet)(own ?? facet.edges[Math.round(place)] ?? "")}
      style={{ left: `${(place / bins) * 100}%` }}
      onKeyDown={onKeyDown}
    />
  );
}

/** What lies outside of the range is faded. */
function Outside({ span, bins }: { span: Span; bins: number }) {
  const [before, after] = [span.from / bins, 1 - span.to / bins].map((one) => `${one * 100}%`);
  return (
    <>
      <i class="tw-brush-outside" style={{ left: 0, width: before }} />
      <i class="tw-brush-outside" style={{ right: 0, width: after }} />
    </>
  );
}

export function Handles(props: HandlesProps) {
  const span = spanOf(props.facet, props.range);
  return (
    <>
      {props.range && <Outside span={span} bins={sizeOf(props.facet)} />}
      <Handle {...props} end="from" span={span} />
      <Handle {...props} end="to" span={span} />
    </>
  );
}
