// The rate of a slice, against the rest and all labels.
import type { Overview, Rate } from "../../contract";
import { count, counted, interval, percent, points, pointsInterval, sureness } from "../formats";
import { Title } from "./name";
import { along, type Domain, fromZero, ticksOf } from "./scales";

export interface RateSummaryProps {
  /** What goes wrong, such as `disagreement` or a column's name. */
  outcome: string;
  /** What the rate is a share of: `labels` or `pairs`. */
  unit: string;
  /** The rate of all labels. */
  total: Rate;
  /** None before the first reply: only all labels are told. */
  overview: Overview | null;
  /** How sure the intervals are, such as 0.95. */
  confidence: number;
}

type Look = "slice" | "rest" | "all";

interface Row {
  look: Look;
  name: string;
  rate: Rate;
}

const NAMES: Record<Look, string> = { slice: "This slice", rest: "The rest", all: "All labels" };

const rowOf = (look: Look, rate: Rate): Row => ({ look, name: NAMES[look], rate });

/** Without a condition there is nothing to set the labels against. */
function rowsOf(total: Rate, overview: Overview | null): Row[] {
  if (!overview || overview.standing === "all") return [rowOf("all", overview?.rate ?? total)];
  return [rowOf("slice", overview.rate), rowOf("rest", overview.rest), rowOf("all", total)];
}

const position = (domain: Domain, value: number): string => `${along(domain, value) * 100}%`;

/** A dot and its interval on the common scale. */
function Strip({ rate, look, domain }: { rate: Rate; look: Look; domain: Domain }) {
  const { estimate, low, high } = rate;
  const at = (value: number) => position(domain, value);
  return (
    <div class={`tw-strip tw-of-${look}`} dir="ltr" aria-hidden="true">
      {low !== null && high !== null && (
        <i
          class="tw-chart-whisker"
          style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }}
        />
      )}
      {estimate !== null && <i class="tw-estimate" style={{ left: at(estimate) }} />}
    </div>
  );
}

function Axis({ domain }: { domain: Domain }) {
  return (
    <div class="tw-chart-axis" dir="ltr" aria-hidden="true">
      {ticksOf(domain).map((tick) => (
        <span key={tick} style={{ left: position(domain, tick) }}>
          {percent(tick)}
        </span>
      ))}
    </div>
  );
}

function RateRow({ row: { look, name, rate }, domain }: { row: Row; domain: Domain }) {
  return (
    <tr class={`tw-of-${look}`}>
      <th scope="row">{name}</th>
      <td class="tw-on-scale">
        <Strip {...{ rate, look, domain }} />
      </td>
      <td class="tw-chart-number">{rate.estimate === null ? "no rate" : percent(rate.estimate)}</td>
      <td class="tw-chart-number">{interval(rate) ?? "none"}</td>
      <td class="tw-chart-number">{count(rate.n_labels)}</td>
      <td class="tw-chart-number">{count(rate.n_items)}</td>
    </tr>
  );
}

function RateTable({ rows, confidence }: { rows: Row[]; confidence: number }) {
  const domain = fromZero(rows.flatMap(({ rate }) => [rate.estimate, rate.high]));
  return (
    <table class="tw-rate-table">
      <thead>
        <tr class="tw-rate-head">
          <td />
          <td class="tw-on-scale">
            <Axis domain={domain} />
          </td>
          <th scope="col" class="tw-chart-number">
            Rate
          </th>
          <th scope="col" class="tw-chart-number">
            {sureness(confidence)} interval
          </th>
          <th scope="col" class="tw-chart-number">
            Labels
          </th>
          <th scope="col" class="tw-chart-number">
            Items
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RateRow key={row.look} {...{ row, domain }} />
        ))}
      </tbody>
    </table>
  );
}

function Headline({ look, rate }: Row) {
  if (rate.n_labels === 0) {
    return (
      <p class="tw-headline tw-rate-empty">
        {look === "slice" ? "No labels in this slice" : "No labels"}
      </p>
    );
  }
  const ends = interval(rate);
  return (
    <p class={`tw-headline tw-of-${look}`} dir="ltr">
      <strong>{rate.estimate === null ? "No rate" : percent(rate.estimate)}</strong>
      <span>{ends ?? "no interval"}</span>
    </p>
  );
}

function Difference({ difference }: { difference: Rate }) {
  const { estimate } = difference;
  if (estimate === null) return <p class="tw-rate-difference tw-muted">No difference to tell</p>;
  return (
    <p class="tw-rate-difference" dir="ltr">
      <b>{points(estimate)} points</b> against the rest
      <span class="tw-muted"> ({pointsInterval(difference) ?? "no interval"})</span>
    </p>
  );
}

/** Why something is missing, in the engine's words, once each. */
function Notes({ rates, difference }: { rates: Rate[]; difference: Rate | undefined }) {
  const told = [...new Set(rates.map(({ note }) => note))];
  const ofDifference = difference?.note && !told.includes(difference.note) ? difference.note : "";
  const notes = [...told, ofDifference && `difference: ${ofDifference}`].filter((note) => note);
  if (notes.length === 0) return null;
  return (
    <ul class="tw-rate-notes">
      {notes.map((note) => (
        <li key={note} dir="auto">
          {note}
        </li>
      ))}
    </ul>
  );
}

/** How often the outcome came in the slice, and how much more often than in the rest. */
export function RateSummary(props: RateSummaryProps) {
  const { outcome, unit, total, overview, confidence } = props;
  const rows = rowsOf(total, overview);
  const [first = rowOf("all", total)] = rows;
  const difference = first.look === "slice" ? overview?.difference : undefined;
  const hasLabels = first.rate.n_labels > 0;
  // That there are no labels is told once.
  const rates = rows.map(({ rate }) => rate).filter(({ n_labels: n }) => n > 0);
  return (
    <figure class="tw-chart tw-rate-summary">
      <figcaption>
        <Title text={outcome} />
        <span class="tw-muted">share of {unit}</span>
      </figcaption>
      <div class="tw-rate-parts">
        <div class="tw-headlines">
          <Headline {...first} />
          {hasLabels && (
            <p class="tw-rate-support" dir="ltr">
              {counted(first.rate.n_labels, "labels")} of {counted(first.rate.n_items, "items")}
            </p>
          )}
          {difference && hasLabels && <Difference difference={difference} />}
        </div>
        <RateTable rows={rows} confidence={confidence} />
      </div>
      <Notes rates={rates} difference={hasLabels ? difference : undefined} />
    </figure>
  );
}
