// What remains of a number or a time, over all labels, with a brush.
import { useRef } from "preact/hooks";
import type { Counted, Facet } from "../../contract";
import { Button } from "../../kit/button";
import { count } from "../formats";
import type { Range } from "./brush";
import { edgeWriter, sizeOf } from "./codes";
import { Columns, heightsOf } from "./histogram_columns";
import { Handles } from "./histogram_handles";
import { binInWords, histogramInWords, rangeInWords } from "./histogram_words";
import { around } from "./scales";
import { useBrush } from "./use_brush";

export interface HistogramProps {
  facet: Facet;
  /** What remains; the facet's own where nothing is left out. */
  counted: Counted;
  range: Range | null;
  /** Told with each new range while a pointer drags; null is no range. */
  onRange(range: Range | null): void;
  /** The feature's name. */
  label: string;
  /** Whether it says how many are missing; not where something beside it does. */
  tellsMissing?: boolean;
}

function Missing({ facet, counted, tellsMissing = true }: HistogramProps) {
  const [left, all] = [counted.n[0] ?? 0, facet.all.n[0] ?? 0];
  if (all === 0 || !tellsMissing) return null;
  return (
    <p class="tw-chart-missing">
      <span dir="ltr">{left === all ? count(all) : `${count(left)} of ${count(all)}`} missing</span>
    </p>
  );
}

/** Where the axis begins and ends, and how much higher what remains is drawn. */
function Ends({ facet, growth }: { facet: Facet; growth: number }) {
  const write = edgeWriter(facet);
  const [first = "", last = ""] = [facet.edges[0], facet.edges.at(-1)];
  return (
    <div class="tw-chart-ends" dir="ltr" aria-hidden="true">
      <span>{write(first)}</span>
      {growth > 1 && <span title="What remains is drawn higher than it is">×{count(growth)}</span>}
      <span>{write(last)}</span>
    </div>
  );
}

function Brushed(props: HistogramProps) {
  const { facet, counted, range, onRange, label } = props;
  const plot = useRef<HTMLDivElement>(null);
  const brush = useBrush(plot, props);
  const heights = heightsOf(facet, counted);
  const rates = around([...facet.all.rate, ...counted.rate]);
  const chosen = range && rangeInWords(facet, range);
  const read = brush.over === null ? chosen : binInWords(facet, counted, brush.over);
  return (
    <>
      <div
        ref={plot}
        class="tw-chart-plot"
        dir="ltr"
        onPointerDown={brush.down}
        onPointerMove={brush.move}
        onPointerUp={brush.up}
        onPointerCancel={brush.cancel}
        onPointerLeave={brush.leave}
      >
        <Columns {...{ counted, heights, rates }} name={histogramInWords(label, facet, counted)} />
        <Handles {...{ facet, range, onRange, label }} />
      </div>
      <Ends facet={facet} growth={heights.growth} />
      <div class="tw-chart-reading">
        <span class="tw-chart-read" dir="ltr" title={read ?? ""}>
          {read}
        </span>
        {range && (
          <Button
            name="Clear"
            look="quiet"
            aria-label={`${label}: clear ${chosen}`}
            onClick={() => onRange(null)}
          />
        )}
      </div>
      <Missing {...props} />
    </>
  );
}

/** A facet of numbers or times: click a bin, drag a range, or move its ends with arrows. */
export function Histogram(props: HistogramProps) {
  const isEmpty = sizeOf(props.facet) === 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-histogram" role="group" aria-label={props.label}>
      {isEmpty ? (
        <>
          <p class="tw-chart-reading">no values</p>
          <Missing {...props} />
        </>
      ) : (
        <Brushed {...props} />
      )}
    </div>
  );
}
