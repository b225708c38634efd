// The plot of a trend: axes, the band and line of the slice, the thin line of all labels.

import type { TimeWindow } from "../../contract";
import { useOwnId } from "../../kit/use_own_id";
import { percent } from "../formats";
import { timeTicks } from "./moments";
import { along, fromZero, ticksOf } from "./scales";
import { bandOf, heightsFor, lineOf, middleOf, runsOf, type Spot, stretchOf } from "./trend_shape";

const HEIGHT = 132;
const [TOP, RIGHT, BOTTOM, LEFT] = [8, 14, 20, 40];
/** A label of the time axis needs so much, in pixels. */
const ROOM = 68;
/** Where a window has no neighbours, its rate is a dash so long to both sides. */
const DASH = 12;
/** More dots than this are a smear. */
const MOST_DOTS = 40;

export interface TrendPlotProps {
  windows: readonly TimeWindow[];
  baseline: readonly TimeWindow[];
  width: number;
  /** The window that is read, if any. */
  read: TimeWindow | undefined;
}

export type Place = ReturnType<typeof placeOf>;

/** Where moments and rates stand, in pixels. */
export function placeOf({ windows, baseline, width }: Omit<TrendPlotProps, "read">) {
  const time = stretchOf([...windows, ...baseline]);
  const rate = fromZero(heightsFor(windows, baseline), 3);
  const [inner, tall] = [Math.max(1, width - LEFT - RIGHT), HEIGHT - TOP - BOTTOM];
  const x = (at: number) => LEFT + along(time, at) * inner;
  const y = (share: number) => TOP + (1 - along(rate, share)) * tall;
  return { x, y, time, rate, inner };
}

function Rates({ place: { y, rate }, width }: { place: Place; width: number }) {
  return (
    <g class="tw-grid-lines">
      {ticksOf(rate, 3).map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 6} y={y(tick)} dy="0.32em" text-anchor="end">
            {percent(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Times({ place: { x, time, inner }, width }: { place: Place; width: number }) {
  const ticks = timeTicks(time.low, time.high, Math.floor(inner / ROOM));
  const anchor = (at: number) => (at > width - 30 ? "end" : at < LEFT + 20 ? "start" : "middle");
  return (
    <g class="tw-trend-times">
      {ticks.map(({ at, text }) => (
        <g key={at}>
          <line x1={x(at)} x2={x(at)} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM + 4} />
          <text x={x(at)} y={HEIGHT - 4} text-anchor={anchor(x(at))}>
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

function Whisker({ spot, place: { x, y } }: { spot: Spot; place: Place }) {
  const { at, low, high } = spot;
  if (low === null || high === null) return null;
  return <line class="tw-chart-whisker" x1={x(at)} x2={x(at)} y1={y(low)} y2={y(high)} />;
}

function Slice({ windows, place }: { windows: readonly TimeWindow[]; place: Place }) {
  const runs = runsOf(windows);
  const few = windows.length <= MOST_DOTS;
  const dotted = few ? runs.flat() : runs.filter((run) => run.length === 1).flat();
  return (
    <g class="tw-of-slice">
      {runs.map((run) => {
        const [spot] = run;
        if (spot && run.length === 1) return <Whisker key={spot.at} {...{ spot, place }} />;
        return (
          <g key={spot?.at}>
            <path class="tw-trend-band" d={bandOf(run, place)} />
            <path class="tw-trend-line" d={lineOf(run, place)} />
          </g>
        );
      })}
      {dotted.map(({ at, estimate }) => (
        <circle key={at} cx={place.x(at)} cy={place.y(estimate)} r={2.5} />
      ))}
    </g>
  );
}

function Baseline({ windows, place: { x, y } }: { windows: readonly TimeWindow[]; place: Place }) {
  return (
    <g class="tw-of-all">
      {runsOf(windows).map((run) => (
        <path key={run[0]?.at} class="tw-trend-line" d={lineOf(run, { x, y }, DASH)} />
      ))}
    </g>
  );
}

function Reading({ read, place: { x, y } }: { read: TimeWindow; place: Place }) {
  const at = x(middleOf(read));
  const { estimate } = read.rate;
  return (
    <g class="tw-trend-cursor">
      <line x1={at} x2={at} y1={TOP} y2={HEIGHT - BOTTOM} />
      {estimate !== null && <circle cx={at} cy={y(estimate)} r={4} />}
    </g>
  );
}

export function TrendPlot(props: TrendPlotProps) {
  const { windows, baseline, width, read } = props;
  const place = placeOf(props);
  const clip = useOwnId();
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true">
      <clipPath id={clip}>
        <rect x={0} y={TOP - 4} width={width} height={HEIGHT - TOP - BOTTOM + 8} />
      </clipPath>
      <Rates {...{ place, width }} />
      <Times {...{ place, width }} />
      <g clip-path={`url(#${clip})`}>
        <Baseline windows={baseline} place={place} />
        <Slice {...{ windows, place }} />
        {read && <Reading {...{ read, place }} />}
      </g>
    </svg>
  );
}
