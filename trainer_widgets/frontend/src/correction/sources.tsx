// What a correction rests on: references, each with the claim it supports.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { CitedSource } from "../contract";
import { Button, Key } from "../kit/button";
import { useKeys } from "../kit/context";
import type { Props } from "./marking";

const BLANK: CitedSource = { reference: "", claim: "" };

/** There is always a row to write into. */
const rowsOf = (sources: readonly CitedSource[]): readonly CitedSource[] =>
  sources.length ? sources : [BLANK];

function useRows({ draft, setDraft }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const set = (change: (rows: readonly CitedSource[]) => readonly CitedSource[]) =>
    setDraft((before) => ({ ...before, sources: [...change(rowsOf(before.sources))] }));
  const wanted = useRef<number | null>(null);
  const focus = (place: number) => {
    const rows = list.current?.querySelectorAll<HTMLInputElement>("input.tw-reference");
    rows?.[Math.min(place, rows.length - 1)]?.focus();
  };
  useLayoutEffect(() => {
    if (wanted.current !== null) focus(wanted.current);
    wanted.current = null;
  });
  return {
    list,
    rows: rowsOf(draft.sources),
    change: (at: number, part: Partial<CitedSource>) =>
      set((rows) => rows.map((row, place) => (place === at ? { ...row, ...part } : row))),
    insert: (at: number) => {
      set((rows) => [...rows.slice(0, at), BLANK, ...rows.slice(at)]);
      wanted.current = at;
    },
    remove: (at: number) => {
      set((rows) => rows.filter((_, place) => place !== at));
      wanted.current = Math.max(0, at - 1);
    },
    focus,
  };
}

type Rows = ReturnType<typeof useRows>;

function Row({ rows, source, at }: { rows: Rows; source: CitedSource; at: number }) {
  const isBlank = !source.reference && !source.claim;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") rows.insert(at + 1);
    else if (event.key === "Backspace" && isBlank && rows.rows.length > 1) rows.remove(at);
    else return;
    event.preventDefault();
  };
  return (
    <li>
      <input
        type="text"
        class="tw-reference"
        dir="auto"
        maxLength={512}
        aria-label={`Reference ${at + 1}`}
        placeholder="URL or citation"
        value={source.reference}
        onKeyDown={onKeyDown}
        onInput={(event) => rows.change(at, { reference: event.currentTarget.value })}
      />
      <input
        type="text"
        dir="auto"
        maxLength={2000}
        aria-label={`Claim that reference ${at + 1} supports`}
        placeholder="The claim it supports"
        value={source.claim}
        onKeyDown={onKeyDown}
        onInput={(event) => rows.change(at, { claim: event.currentTarget.value })}
      />
      <Button
        name="Remove"
        look="quiet"
        aria-label={`Remove source ${at + 1}`}
        disabled={isBlank && rows.rows.length === 1}
        onClick={() => rows.remove(at)}
      />
    </li>
  );
}

export function Sources({ props }: { props: Props }) {
  const { options } = props;
  const rows = useRows(props);
  const open = () => {
    const blank = rows.rows.findIndex(({ reference }) => !reference);
    if (blank === -1) rows.insert(rows.rows.length);
    else rows.focus(blank);
  };
  useKeys({ f: open }, options.sources !== "hidden");
  if (options.sources === "hidden") return null;
  return (
    <section class="tw-sources" aria-label="Sources">
      <div class="tw-caption">
        <span>Sources</span>
        <Key>f</Key>
        {options.sources === "required" && <span>required for a correction</span>}
        <span class="tw-space" />
        <span class="tw-plain-caption">
          <Key>⏎</Key> adds another
        </span>
      </div>
      <ol ref={rows.list} class="tw-source-list">
        {rows.rows.map((source, at) => (
          <Row key={at} {...{ rows, source, at }} />
        ))}
      </ol>
    </section>
  );
}
