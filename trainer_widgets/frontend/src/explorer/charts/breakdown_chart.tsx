// The rate of a slice by one feature, or by two.
import { Fragment } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { Breakdown, Facet, Rate } from "../../contract";
import { Title } from "./name";
import { RateBars } from "./rate_bars";
import { RateMap } from "./rate_map";

export interface BreakdownChartProps {
  breakdown: Breakdown;
  /** All facets, of which those that it is broken down by are looked up. */
  facets: readonly Facet[];
  /** The codes of the bar or cell that was picked, in the order of `breakdown.by`. */
  onPick(codes: number[]): void;
  /** The rate of the whole slice, drawn as a line across the bars. */
  rate?: Rate | null;
  /** What the chart is by stands above it already: only those who cannot see that are told. */
  isTitled?: boolean;
}

function Features({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && <span class="tw-muted">and</span>}
          <Title text={name} />
        </Fragment>
      ))}
    </>
  );
}

/** Bars or a heat map; a click or Enter on one picks it. */
export function BreakdownChart(props: BreakdownChartProps) {
  const { breakdown, facets, onPick, rate = null, isTitled = false } = props;
  const latest = useRef(onPick);
  latest.current = onPick;
  // What is around it is drawn at each letter that somebody types; thousands of marks need not be.
  return useMemo(() => {
    const pick = (codes: number[]) => latest.current(codes);
    return <Drawing {...{ breakdown, facets, rate, isTitled }} onPick={pick} />;
  }, [breakdown, facets, rate, isTitled]);
}

function Drawing({ breakdown, facets, onPick, rate = null, isTitled }: BreakdownChartProps) {
  const { by, cells } = breakdown;
  const held = by.map((name) => facets.find(({ feature }) => feature === name));
  const title = (
    <span class={isTitled ? "tw-hidden" : "tw-chart-by"}>
      <span class="tw-muted">by</span> <Features names={by} />
    </span>
  );
  const Drawn = by.length === 2 ? RateMap : RateBars;
  return (
    <figure class={`tw-chart tw-breakdown ${isTitled ? "tw-titled" : ""}`}>
      {cells.some((cell) => cell.rate.n_labels > 0) ? (
        <Drawn {...{ title, breakdown, held, onPick, rate }} />
      ) : (
        <>
          <figcaption>{title}</figcaption>
          <p class="tw-chart-nothing">No labels in this slice</p>
        </>
      )}
    </figure>
  );
}
