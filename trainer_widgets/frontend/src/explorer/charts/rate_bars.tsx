// The rate by one feature: a bar each, with its interval and how many labels it rests on.
import { useState } from "preact/hooks";
import type { BreakdownCell, Rate } from "../../contract";
import { Button } from "../../kit/button";
import { count, counted, interval, percent } from "../formats";
import {
  cellInWords,
  type DrawnProps,
  FEW_IN_WORDS,
  isFew,
  type Order,
  ordered,
  ownOrderName,
  usualOrder,
} from "./breakdown";
import { type CodeName, codeNamer } from "./codes";
import { MarkArea } from "./mark_area";
import { Name } from "./name";
import { along, type Domain, fromZero, ticksOf } from "./scales";
import { type Mark, useRoving } from "./use_roving";

const across = (domain: Domain, share: number): string => `${along(domain, share) * 100}%`;

interface BarProps {
  rate: Rate;
  domain: Domain;
  /** The rate of the whole slice. */
  whole: number | null;
}

function Bar({ rate: { estimate, low, high }, domain, whole }: BarProps) {
  const at = (share: number) => across(domain, share);
  return (
    <span class="tw-bar-plot" dir="ltr">
      {estimate !== null && <i class="tw-bar-fill" style={{ width: at(estimate) }} />}
      {low !== null && high !== null && (
        <i
          class="tw-chart-whisker"
          style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }}
        />
      )}
      {whole !== null && <i class="tw-bar-whole" style={{ left: at(whole) }} />}
    </span>
  );
}

/** What the eye takes from the bar, for those who listen. */
function Unseen({ rate }: { rate: Rate }) {
  const ends = interval(rate);
  const told = [ends && `interval ${ends}`, counted(rate.n_items, "items"), rate.note];
  return <span class="tw-hidden"> labels, {told.filter(Boolean).join(", ")}</span>;
}

interface RowProps extends BarProps {
  name: CodeName;
  onPick(): void;
  onRead(words: string): void;
  mark: Mark;
}

function Row({ name, rate, onPick, onRead, mark, ...drawn }: RowProps) {
  const read = () => onRead(cellInWords([name], rate));
  const onFocus = (event: FocusEvent) => {
    mark.onFocus(event);
    read();
  };
  return (
    <li>
      <button
        type="button"
        class={`tw-bar-row ${isFew(rate) ? "tw-few-labels" : ""}`}
        onClick={onPick}
        onPointerMove={read}
        {...mark}
        onFocus={onFocus}
      >
        <Name name={name} />
        <Bar rate={rate} {...drawn} />
        <span class="tw-chart-number">{percent(rate.estimate)}</span>
        <span class="tw-chart-number tw-muted">
          <span class="tw-hidden">of </span>
          {count(rate.n_labels)}
        </span>
        <Unseen rate={rate} />
      </button>
    </li>
  );
}

function Scale({ domain }: { domain: Domain }) {
  return (
    <div class="tw-bar-row tw-bar-scale" aria-hidden="true">
      <span />
      <span class="tw-chart-axis" dir="ltr">
        {ticksOf(domain).map((tick) => (
          <span key={tick} style={{ left: across(domain, tick) }}>
            {percent(tick)}
          </span>
        ))}
      </span>
      <span class="tw-chart-number">Rate</span>
      <span class="tw-chart-number">Labels</span>
    </div>
  );
}

interface OrdersProps {
  own: string;
  order: Order;
  setOrder(order: Order): void;
}

function Orders({ own, order, setOrder }: OrdersProps) {
  const button = (name: string, value: Order) => (
    <Button
      name={name}
      look="quiet"
      aria-pressed={order === value}
      onClick={() => setOrder(value)}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <span class="tw-bar-orders" role="group" aria-label="Order of the bars">
      {button("By rate", "rate")}
      {button(own, "own")}
    </span>
  );
}

function Legend({ rate, cells }: { rate: Rate | null; cells: readonly BreakdownCell[] }) {
  const few = cells.some((cell) => isFew(cell.rate));
  const whole = rate?.estimate ?? null;
  return (
    <>
      {whole !== null && (
        <span class="tw-chart-legend" dir="ltr">
          <i class="tw-legend-whole" /> this slice, {percent(whole)}
        </span>
      )}
      {few && <span dir="ltr">{FEW_IN_WORDS}</span>}
    </>
  );
}

/** An interval of very few labels reaches far: it is cut where the others end. */
function scaleOf(cells: readonly BreakdownCell[]): Domain {
  const sure = cells.filter((cell) => !isFew(cell.rate));
  const ends = (sure.length ? sure : cells).map((cell) => cell.rate.high);
  return fromZero([...ends, ...cells.map((cell) => cell.rate.estimate)]);
}

export function RateBars({ title, breakdown, held: [facet], onPick, rate }: DrawnProps) {
  const [chosen, setOrder] = useState<Order | null>(null);
  const order = chosen ?? usualOrder(facet);
  const cells = ordered(breakdown.cells, order);
  const roving = useRoving({ rows: cells.length, columns: 1 });
  const nameOf = codeNamer(facet);
  const drawn = { domain: scaleOf(cells), whole: rate?.estimate ?? null };
  const bar = ({ codes, rate: own }: BreakdownCell, place: number) => ({
    ...{ name: nameOf(codes[0] ?? 0), rate: own, mark: roving.mark(place) },
    onPick: () => onPick(codes),
  });
  return (
    <>
      <figcaption>
        {title}
        <span class="tw-space" />
        <Orders own={ownOrderName(facet)} {...{ order, setOrder }} />
      </figcaption>
      <MarkArea
        name="Rates"
        look="tw-bars"
        roving={roving}
        legend={<Legend {...{ rate, cells }} />}
      >
        {(onRead) => (
          <>
            <Scale domain={drawn.domain} />
            <ul>
              {cells.map((cell, place) => (
                <Row key={cell.codes[0]} {...drawn} {...bar(cell, place)} onRead={onRead} />
              ))}
            </ul>
          </>
        )}
      </MarkArea>
    </>
  );
}
