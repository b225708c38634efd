// Numbers and times: a histogram with a brush, and two fields for who types.
import type { Counted, Facet } from "../../contract";
import { Histogram } from "../charts";
import { useExplorer } from "../place";
import { shortened } from "../shared/values";
import { usePicking } from "./categories";
import { brushed, type Edge, plain, type Range, rangeOf, ranging } from "./ranges";
import { missingRow } from "./rows";
import { ValueList } from "./value_list";
import "./measures.css";

interface FacetProps {
  facet: Facet;
  counted: Counted;
}

const DAY = 86_400_000;
const OPEN: Range = { low: null, high: null, hasLow: true, hasHigh: true };

const dayOf = (edge: Edge | null): string => (edge === null ? "" : String(edge).slice(0, 10));

/** The day that a field shows as the last one: a limit at midnight leaves its own day out. */
function lastDay({ high, hasHigh }: Range): string {
  if (high === null || hasHigh || String(plain(high)).length > 10) return dayOf(high);
  return new Date(Date.parse(`${dayOf(high)}T00:00Z`) - DAY).toISOString().slice(0, 10);
}

/** A day that was typed is in the range as a whole. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) + DAY).toISOString().slice(0, 10);
}

function withLow(range: Range, text: string, isTime: boolean): Range {
  if (!text) return { ...range, low: null, hasLow: true };
  return { ...range, low: isTime ? text : Number(text), hasLow: true };
}

function withHigh(range: Range, text: string, isTime: boolean): Range {
  if (!text) return { ...range, high: null, hasHigh: true };
  return isTime
    ? { ...range, high: dayAfter(text), hasHigh: false }
    : { ...range, high: Number(text), hasHigh: true };
}

interface LimitProps {
  name: string;
  word: string;
  isTime: boolean;
  value: string;
  onChange(text: string): void;
}

function Limit({ name, word, isTime, value, onChange }: LimitProps) {
  return (
    <label>
      <span aria-hidden="true">{word}</span>
      <input
        type={isTime ? "date" : "number"}
        step={isTime ? undefined : "any"}
        aria-label={`${name} ${word}`}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

function Limits({ facet: { feature, kind } }: { facet: Facet }) {
  const [session, { sight }] = useExplorer();
  const range = rangeOf(sight.slice, feature) ?? OPEN;
  const isTime = kind === "time";
  const name = shortened(feature);
  const set = (next: Range) => {
    const isOpen = next.low === null && next.high === null;
    session.narrow(ranging(sight.slice, feature, isOpen ? null : next));
  };
  const text = (edge: Edge | null) => (edge === null ? "" : String(edge));
  return (
    <div class={`tw-facet-limits ${isTime ? "tw-of-times" : ""}`}>
      <Limit
        {...{ name, isTime, word: "from" }}
        value={isTime ? dayOf(range.low) : text(range.low)}
        onChange={(typed) => set(withLow(range, typed, isTime))}
      />
      <Limit
        {...{ name, isTime, word: "to" }}
        value={isTime ? lastDay(range) : text(range.high)}
        onChange={(typed) => set(withHigh(range, typed, isTime))}
      />
    </div>
  );
}

export function Measures(props: FacetProps) {
  const { facet, counted } = props;
  const { edges, feature } = facet;
  const [session, { sight }] = useExplorer();
  const picking = usePicking(props);
  const range = rangeOf(sight.slice, feature);
  const row = missingRow(facet, counted, picking.choice);
  const brush = (next: { low: Edge | null; high: Edge | null } | null) => {
    const from = next?.low ?? edges[0];
    const to = next?.high ?? edges.at(-1);
    const isWhole = !next || from === undefined || to === undefined;
    const bounds = isWhole ? null : brushed(edges, from, to);
    session.narrow(ranging(sight.slice, feature, bounds), `range of ${feature}`);
  };
  return (
    <>
      <Histogram
        facet={facet}
        counted={counted}
        range={range && { low: range.low, high: range.high }}
        onRange={brush}
        label={shortened(feature)}
        tellsMissing={false}
      />
      <Limits facet={facet} />
      {row && <ValueList rows={[row]} name={`${shortened(feature)}, missing`} {...picking} />}
    </>
  );
}
