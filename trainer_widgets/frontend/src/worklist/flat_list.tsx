// A list without headings, as of reviews and contested items.
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { EntryList, ShowAll } from "./list";

interface FlatListProps<E> {
  /** The accessible name of the search field. */
  search: string;
  /** What is to be known of the list as a whole. */
  note: string;
  entries: readonly E[];
  idOf(entry: E): string;
  children(entry: E): ComponentChildren;
}

export function FlatList<E>({ search, note, entries, idOf, children }: FlatListProps<E>) {
  const groups = useMemo(() => [{ key: "", name: "", note: "", entries }], [entries]);
  const switches = (
    <>
      <span class="tw-list-note" title={note}>
        {note}
      </span>
      <ShowAll />
    </>
  );
  return (
    <EntryList {...{ search, switches, groups, idOf }}>{(entry) => children(entry)}</EntryList>
  );
}

interface EntryTextProps {
  excerpt: ComponentChildren;
  /** What became of it; empty while it waits. */
  state: string;
  children: ComponentChildren;
}

export function EntryText({ excerpt, state, children }: EntryTextProps) {
  return (
    <>
      <bdi class="tw-entry-about">{excerpt}</bdi>
      <span class="tw-entry-who">
        {state && (
          <>
            <strong>{state}</strong> ·{" "}
          </>
        )}
        {children}
      </span>
    </>
  );
}
