// What several people marked in one text: each has a line of their own under the words.
import { useMemo, useState } from "preact/hooks";
import type { SpanMark, TextSpan } from "../kit/span_text";
import type { Answered } from "./answered";
import { Person } from "./person";
import "./lanes.css";

const TONES = 6;
/** So many lines can be told apart; whoever comes later is switched on by hand. */
const MOST = 6;

/** A stretch that somebody marked, with what they say of it. */
export interface SaidSpan extends TextSpan {
  label: string;
}

/** One stretch of one person, as it is listed and picked. */
export interface Laned<S extends SaidSpan> {
  id: string;
  at: number;
  span: S;
}

export interface Lanes<S extends SaidSpan> {
  /** The places of those who marked something, in the order of the people. */
  people: { at: number; n: number; isOn: boolean }[];
  toneOf(at: number): number;
  toggle(at: number): void;
  all: Laned<S>[];
  marksOf(of: (span: S) => boolean): SpanMark[];
  picked: string | null;
  pick(id: string): void;
}

export function useLanes<A, S extends SaidSpan>(
  said: readonly Answered<A>[],
  spansOf: (answer: A) => readonly S[],
): Lanes<S> {
  const [switched, setSwitched] = useState<ReadonlySet<number>>(new Set());
  const [picked, setPicked] = useState<string | null>(null);
  const all = useMemo(
    () =>
      said.flatMap(({ plain }, at) =>
        plain ? spansOf(plain).map((span, n): Laned<S> => ({ id: `${at} ${n}`, at, span })) : [],
      ),
    [said, spansOf],
  );
  const places = [...new Set(all.map(({ at }) => at))];
  const isOn = (at: number) => places.indexOf(at) < MOST !== switched.has(at);
  const shown = places.filter(isOn);
  const toneOf = (at: number) => Math.max(0, places.indexOf(at)) % TONES;
  const people = places.map((at) => ({
    at,
    n: all.filter((one) => one.at === at).length,
    isOn: isOn(at),
  }));
  const toggle = (at: number) => {
    const next = new Set(switched);
    if (!next.delete(at)) next.add(at);
    setSwitched(next);
  };
  const marksOf = (of: (span: S) => boolean): SpanMark[] =>
    all
      .filter(({ at, span }) => shown.includes(at) && of(span))
      .map(({ id, at, span }) => ({
        id,
        start: span.start,
        end: span.end,
        label: `${said[at]?.who ?? ""}: ${span.label}`,
        tone: toneOf(at),
        lane: shown.indexOf(at),
        current: id === picked,
      }));
  const pick = (id: string) => setPicked(id === picked ? null : id);
  return { people, toneOf, toggle, all, marksOf, picked, pick };
}

/** The line that a person has in the text. */
export function LaneSign({ tone }: { tone: number }) {
  return <span class="tw-lane-sign" style={`--tw-lane: var(--tw-tone-line-${tone})`} />;
}

interface LaneSwitchesProps<S extends SaidSpan> {
  said: readonly Answered[];
  lanes: Lanes<S>;
}

/** Whose lines are which, and a switch for each. */
export function LaneSwitches<S extends SaidSpan>({ said, lanes }: LaneSwitchesProps<S>) {
  if (!lanes.people.length) return null;
  return (
    <fieldset class="tw-lanes" aria-label="Whose marks are shown">
      {lanes.people.map(({ at, n, isOn }) => {
        const one = said[at];
        return (
          one && (
            <button
              key={at}
              type="button"
              class="tw-button tw-quiet"
              aria-pressed={isOn}
              onClick={() => lanes.toggle(at)}
            >
              <LaneSign tone={lanes.toneOf(at)} />
              <Person one={{ ...one, marks: [] }} />
              <span class="tw-muted">{n}</span>
            </button>
          )
        );
      })}
    </fieldset>
  );
}
