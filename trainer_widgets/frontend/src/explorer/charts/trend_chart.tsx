// How the rate of a slice moves, over that of all labels.
import { useState } from "preact/hooks";
import type { TimeWindow } from "../../contract";
import { percent, rateInWords } from "../formats";
import { windowInWords } from "./moments";
import { Title } from "./name";
import { placeOf, TrendPlot } from "./trend_plot";
import { middleOf } from "./trend_shape";
import { useWidth } from "./use_width";

export interface TrendChartProps {
  /** The slice in stretches of time; those without labels are gaps. */
  windows: readonly TimeWindow[];
  /** All labels in the same stretches. */
  baseline: readonly TimeWindow[];
  outcome: string;
}

function inWords(window: TimeWindow, baseline: readonly TimeWindow[]): string {
  const all = baseline.find(({ start }) => start === window.start);
  const against = all?.rate.estimate == null ? "" : `; all labels ${percent(all.rate.estimate)}`;
  return `${windowInWords(window.start, window.end)}: ${rateInWords(window.rate)}${against}`;
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function nearest(windows: readonly TimeWindow[], x: (at: number) => number, at: number): number {
  const far = windows.map((window) => Math.abs(x(middleOf(window)) - at));
  return far.indexOf(Math.min(...far));
}

/** The window that somebody reads: under the pointer, or where the arrows are. */
function useReading({ windows }: TrendChartProps) {
  const [over, setOver] = useState<number | null>(null);
  const [chosen, setChosen] = useState(Number.POSITIVE_INFINITY);
  const [isFocused, setFocused] = useState(false);
  const at = Math.min(chosen, windows.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setChosen(Math.max(0, Math.min(windows.length - 1, at + step)));
  };
  const read = over ?? (isFocused ? at : null);
  return { at, read: read === null ? undefined : windows[read], onKeyDown, setFocused, setOver };
}

function Plot(props: TrendChartProps) {
  const { windows, baseline, outcome } = props;
  const [element, width] = useWidth<HTMLDivElement>();
  const { at, read, onKeyDown, setFocused, setOver } = useReading(props);
  const current = windows[at] as TimeWindow;
  const onPointerMove = (event: PointerEvent) => {
    const { left } = (event.currentTarget as Element).getBoundingClientRect();
    const { x } = placeOf({ windows, baseline, width });
    setOver(nearest(windows, x, event.clientX - left));
  };
  return (
    <>
      {/* A slider in all but that it sets nothing: arrows go from window to window. */}
      <div
        ref={element}
        class="tw-chart-plot"
        dir="ltr"
        role="slider"
        tabIndex={0}
        aria-label={`${outcome} over time, window`}
        aria-valuemin={1}
        aria-valuemax={windows.length}
        aria-valuenow={at + 1}
        aria-valuetext={inWords(current, baseline)}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setOver(null)}
      >
        <TrendPlot {...{ windows, baseline, width, read }} />
      </div>
      <p class="tw-chart-reading" aria-hidden="true">
        <span class="tw-chart-read" dir="ltr">
          {read ? inWords(read, baseline) : ""}
        </span>
      </p>
    </>
  );
}

function Legend({ isWhole }: { isWhole: boolean }) {
  return (
    <span class="tw-chart-legend" dir="ltr">
      <i class="tw-legend-slice" /> {isWhole ? "all labels" : "this slice"}
      {!isWhole && (
        <>
          <i class="tw-legend-all" /> all labels
        </>
      )}
    </span>
  );
}

/** Whether nothing was left out: then there is one line, not two that hide each other. */
function isSame(windows: readonly TimeWindow[], baseline: readonly TimeWindow[]): boolean {
  const isEqual = ({ rate }: TimeWindow, place: number) =>
    rate.n_labels === baseline[place]?.rate.n_labels;
  return windows.length === baseline.length && windows.every(isEqual);
}

/** The rate in each stretch of time, with its interval; arrows read it window by window. */
export function TrendChart(props: TrendChartProps) {
  const { windows, baseline, outcome } = props;
  const isWhole = isSame(windows, baseline);
  const isEmpty = windows.every(({ rate }) => rate.n_labels === 0);
  return (
    <figure class="tw-chart tw-trend">
      <figcaption>
        <Title text={outcome} />
        <span class="tw-muted">over time</span>
        <span class="tw-space" />
        {!isEmpty && <Legend isWhole={isWhole} />}
      </figcaption>
      {isEmpty ? (
        <p class="tw-chart-nothing">
          {baseline.length === 0 ? "No times to draw" : "No labels in this slice"}
        </p>
      ) : (
        <Plot {...props} baseline={isWhole ? [] : baseline} />
      )}
    </figure>
  );
}
