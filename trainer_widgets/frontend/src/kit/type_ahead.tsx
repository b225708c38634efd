// biome-ignore-all lint/a11y/useSemanticElements: native lists cannot be typed into
// biome-ignore-all lint/a11y/useFocusableInteractive: the field keeps the focus
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the field takes the keys
// A field that finds one of many names: a combobox with a list below it.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Key } from "./button";
import { type Choice, Choices } from "./matches";
import { usePopup } from "./popup";
import { useOwnId } from "./use_own_id";
import "./type_ahead.css";

export type { Choice } from "./matches";

const MOST_SHOWN = 50;

export interface TypeAheadProps {
  /** The accessible name of the field. */
  name: string;
  choices: readonly Choice[];
  onPick(id: string): void;
  /** Where names that are not in the list are allowed. */
  onNew?: ((name: string) => void) | undefined;
  /** The row that Enter would take, or null: for what a view shows beside the list. */
  onActive?: ((id: string | null) => void) | undefined;
  placeholder?: string;
  /** The field, for a key of the view that brings the focus here. */
  field?: RefObject<HTMLInputElement | null>;
}

/** What Enter would do with a row of the list. */
type Row = { kind: "choice"; choice: Choice } | { kind: "new"; name: string };

function useRows({ choices, onNew }: TypeAheadProps, typed: string) {
  const list = useMemo(() => new Choices(choices), [choices]);
  return useMemo(() => {
    const { choices: found, more } = list.matching(typed, MOST_SHOWN);
    const rows: Row[] = found.map((choice) => ({ kind: "choice", choice }));
    const name = typed.trim();
    if (onNew && name && !list.has(name)) rows.push({ kind: "new", name });
    return { rows, more };
  }, [list, typed, onNew]);
}

/** A press on the list leaves the focus in the field. */
const stay = (event: Event) => event.preventDefault();

function RowView({ row }: { row: Row }) {
  if (row.kind === "new") return <span dir="auto">Add “{row.name}”</span>;
  const { name, path, hint, hotkey } = row.choice;
  return (
    <>
      <span class="tw-ahead-name" dir="auto">
        {path && <span class="tw-muted">{path} › </span>}
        {name}
      </span>
      {hint && (
        <span class="tw-ahead-hint" dir="auto">
          {hint}
        </span>
      )}
      {hotkey && <Key>{hotkey}</Key>}
    </>
  );
}

interface ListProps {
  id: string;
  name: string;
  rows: readonly Row[];
  more: number;
  active: number;
  pick(row: Row): void;
  point(index: number): void;
}

function List({ id, name, rows, more, active, pick, point }: ListProps) {
  const shown = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    shown.current?.children[active]?.scrollIntoView?.({ block: "nearest" });
  }, [active]);
  if (rows.length === 0) return <p class="tw-muted">Nothing matches.</p>;
  return (
    <>
      <div id={id} role="listbox" aria-label={name} ref={shown} onMouseDown={stay}>
        {rows.map((row, index) => (
          <div
            key={row.kind === "new" ? "new" : row.choice.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onClick={() => pick(row)}
            onMouseMove={() => point(index)}
          >
            <RowView row={row} />
          </div>
        ))}
      </div>
      {more > 0 && <p class="tw-muted">and {more.toLocaleString("en")} more: type to find them</p>}
    </>
  );
}

/** Where an arrow leads to, around the ends of the list. */
function stepOf(from: number, by: number, length: number): number {
  if (from < 0 && by < 0) return length - 1;
  return (from + by + length) % (length || 1);
}

function useTypeAhead(props: TypeAheadProps) {
  const { onPick, onNew } = props;
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const { rows, more } = useRows(props, typed);
  // The best match waits for Enter as soon as something is typed.
  const active = at ?? (typed.trim() ? 0 : -1);
  const close = () => {
    setOpen(false);
    setAt(null);
  };
  const type = (text: string) => {
    setTyped(text);
    setOpen(true);
    setAt(null);
  };
  const pick = (row: Row) => {
    setTyped("");
    close();
    if (row.kind === "new") onNew?.(row.name);
    else onPick(row.choice.id);
  };
  const go = (to: number) => {
    setOpen(true);
    setAt(to);
  };
  return {
    typed,
    isOpen,
    rows,
    more,
    active,
    type,
    pick,
    close,
    go,
    clear: () => setTyped(""),
    open: () => setOpen(true),
  };
}

function keysOf({ typed, isOpen, rows, active, ...acts }: ReturnType<typeof useTypeAhead>) {
  return (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const row = isOpen ? rows[active] : undefined;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) acts.go(stepOf(isOpen ? active : -1, by, rows.length));
    else if (event.key === "Enter" && row && !event.repeat) acts.pick(row);
    else if (event.key === "Escape" && isOpen) acts.close();
    else if (event.key === "Escape" && typed) acts.clear();
    else return;
    event.preventDefault();
  };
}

function Found({ count }: { count: number }) {
  return (
    <span class="tw-hidden" aria-live="polite">
      {count >= 0 && `${count} ${count === 1 ? "match" : "matches"}`}
    </span>
  );
}

function useActive({ onActive }: TypeAheadProps, row: Row | undefined): void {
  const id = row?.kind === "choice" ? row.choice.id : null;
  const tell = useRef(onActive);
  tell.current = onActive;
  useEffect(() => tell.current?.(id), [id]);
}

export function TypeAhead(props: TypeAheadProps) {
  const { name, placeholder } = props;
  const id = useOwnId();
  const own = useRef<HTMLInputElement>(null);
  const field = props.field ?? own;
  const acts = useTypeAhead(props);
  const { typed, isOpen, rows, more, active } = acts;
  const popup = usePopup(isOpen, field);
  const isListed = isOpen && rows.length > 0;
  useActive(props, isOpen ? rows[active] : undefined);
  return (
    <div class="tw-ahead">
      <input
        ref={field}
        type="text"
        role="combobox"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        aria-label={name}
        aria-autocomplete="list"
        aria-expanded={isListed}
        aria-controls={isListed ? id : undefined}
        aria-activedescendant={isListed && active >= 0 ? `${id}-${active}` : undefined}
        placeholder={placeholder}
        value={typed}
        onInput={(event) => acts.type(event.currentTarget.value)}
        onKeyDown={keysOf(acts)}
        onClick={acts.open}
        onBlur={acts.close}
      />
      {isOpen && (
        <div ref={popup} popover="manual" class="tw-ahead-popup">
          <List {...{ id, name, rows, more, active }} pick={acts.pick} point={acts.go} />
        </div>
      )}
      <Found count={isOpen && typed ? rows.length + more : -1} />
    </div>
  );
}
