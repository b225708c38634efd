// The list on the left: what is in it, by arrows or j and k, and a search in it.
import type { ComponentChildren } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { useInSight } from "../kit/in_sight";
import { useWorklist } from "./place";

function Search({ name }: { name: string }) {
  const [session, { wanted }] = useWorklist();
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.focus() });
  return (
    <input
      ref={field}
      type="search"
      aria-label={name}
      placeholder="Search  /"
      value={wanted}
      onInput={(event) => session.set({ wanted: event.currentTarget.value })}
    />
  );
}

/** Shows what is decided as well, or not. */
export function ShowAll() {
  const [session, { filter }] = useWorklist();
  const isAll = filter === "all";
  const show = () => session.set({ filter: isAll ? "open" : "all" });
  useKeys({ f: show });
  return <Button name="All" hint="f" look="quiet" aria-pressed={isAll} onClick={show} />;
}

/** Some entries below a heading; without a name there is none. */
export interface Listed<E> {
  key: string;
  name: string;
  note: string;
  entries: readonly E[];
}

interface EntryListProps<E> {
  /** The accessible name of the search field. */
  search: string;
  switches: ComponentChildren;
  groups: readonly Listed<E>[];
  idOf(entry: E): string;
  children(entry: E): ComponentChildren;
}

interface GroupProps<E> extends Pick<EntryListProps<E>, "idOf" | "children"> {
  group: Listed<E>;
  /** The arrows and Tab go through each entry once. */
  home: string | null;
}

function Entries<E>({ group, home, idOf, children }: GroupProps<E>) {
  const [session, { chosen }] = useWorklist();
  return (
    <ul class="tw-own">
      {group.entries.map((entry) => {
        const id = idOf(entry);
        const isHome = id === home;
        return (
          <li key={id}>
            <Button
              name={id}
              look="quiet"
              aria-current={id === chosen}
              tabIndex={isHome ? 0 : -1}
              data-tw-home={isHome ? "" : undefined}
              onClick={() => session.choose(id)}
            >
              {children(entry)}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function GroupOf<E>(props: GroupProps<E>) {
  const { name, note } = props.group;
  if (!name) return <Entries {...props} />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-label={name}>
      <h3 class="tw-entry-group">
        <bdi>{name}</bdi> <span class="tw-muted">{note}</span>
      </h3>
      <Entries {...props} />
    </div>
  );
}

/** The rows are drawn again only where one of them has changed: there can be thousands. */
function useRows<E>({ groups, idOf, children }: EntryListProps<E>) {
  const [session, { chosen }] = useWorklist();
  const ids = session.ids;
  const first = chosen && ids.includes(chosen) ? chosen : (ids[0] ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the functions only draw the groups
  return useMemo(() => {
    const at = groups.find(({ entries }) => entries.some((entry) => idOf(entry) === first));
    return groups.map((group) => (
      <GroupOf key={group.key} {...{ group, idOf, children }} home={group === at ? first : null} />
    ));
  }, [groups, chosen, first]);
}

export function EntryList<E>(props: EntryListProps<E>) {
  const [session, { chosen, wanted }] = useWorklist();
  const box = useInSight<HTMLDivElement>(chosen);
  const rows = useRows(props);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isField = event.target instanceof HTMLInputElement;
    if (!by || isField || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    session.step(by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-entries" role="group" aria-label="List" onKeyDown={onKeyDown}>
      <div class="tw-switches">{props.switches}</div>
      <Search name={props.search} />
      <div class="tw-entry-groups" ref={box}>
        {rows}
        {!(session.ids.length && session.open.length) && (
          <p class="tw-muted" role="status">
            {session.ids.length || !wanted.trim()
              ? "Nothing is waiting for you."
              : "Nothing is like this."}
          </p>
        )}
      </div>
    </div>
  );
}
