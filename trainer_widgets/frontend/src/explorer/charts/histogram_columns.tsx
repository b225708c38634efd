// The columns of a histogram, and under each its rate as a colour.
import type { Counted, Facet } from "../../contract";
import { sizeOf } from "./codes";
import { type Domain, heat } from "./scales";

/** Below this share of the highest column, what remains could not be seen. */
const LEGIBLE = 1 / 8;
const GAP = 0.12;

interface Heights {
  all: number[];
  left: number[];
  /** How many times higher the columns of what remains are drawn; 1 where they are as high as they are. */
  growth: number;
}

/** Columns as shares of the plot. */
export function heightsOf(facet: Facet, counted: Counted): Heights {
  const bins = sizeOf(facet);
  const [all, left] = [facet.all.n, counted.n].map((n) =>
    Array.from({ length: bins }, (_, bin) => n[bin + 1] ?? 0),
  ) as [number[], number[]];
  const [most, mostLeft] = [Math.max(...all, 1), Math.max(...left, 0)];
  const isFaint = mostLeft > 0 && mostLeft / most < LEGIBLE;
  const growth = isFaint ? Number((most / mostLeft / 2).toPrecision(1)) : 1;
  return {
    all: all.map((n) => n / most),
    left: left.map((n) => (n * growth) / most),
    growth,
  };
}

interface ColumnsProps {
  counted: Counted;
  heights: Heights;
  rates: Domain;
  name: string;
}

function column(height: number, bin: number, look: string) {
  if (height <= 0) return null;
  const tall = Math.max(0.02, height);
  const place = { x: bin + GAP / 2, y: 1 - tall, width: 1 - GAP, height: tall };
  return <rect key={`${look}${bin}`} class={look} {...place} />;
}

export function Columns({ counted, heights, rates, name }: ColumnsProps) {
  const bins = heights.all.length;
  return (
    <div class="tw-columns" role="img" aria-label={name}>
      <svg viewBox={`0 0 ${bins} 1`} preserveAspectRatio="none" aria-hidden="true">
        {heights.all.map((height, bin) => column(height, bin, "tw-column-all"))}
        {heights.left.map((height, bin) => column(height, bin, "tw-column-left"))}
      </svg>
      <div class="tw-rates">
        {heights.all.map((_, bin) => {
          const rate = counted.rate[bin + 1] ?? null;
          const style = rate === null ? {} : { background: heat(rates, rate) };
          return <i key={bin} style={style} />;
        })}
      </div>
    </div>
  );
}
