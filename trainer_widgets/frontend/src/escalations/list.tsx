import { useLayoutEffect, useRef } from "preact/hooks";
import type { Escalated } from "../contract";
import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { REASONS, STATUS } from "../kit/escalation_words";
import { day } from "../kit/moments";
import { type Group, type Grouping, grouped, inList } from "./grouping";
import { useLead } from "./place";

const GROUPINGS: Record<Grouping, string> = {
  reason: "Reason",
  category: "Category",
  item: "Item",
};

function Switches() {
  const [session, { filter, grouping }] = useLead();
  const isAll = filter === "all";
  const show = () => session.set({ filter: isAll ? "open" : "all" });
  useKeys({ f: show });
  return (
    <div class="tw-switches">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div role="group" aria-label="Group by">
        {(Object.keys(GROUPINGS) as Grouping[]).map((one) => (
          <Button
            key={one}
            name={GROUPINGS[one]}
            look="quiet"
            aria-pressed={one === grouping}
            onClick={() => session.set({ grouping: one })}
          />
        ))}
      </div>
      <span class="tw-space" />
      <Button name="All" hint="f" look="quiet" aria-pressed={isAll} onClick={show} />
    </div>
  );
}

function Search() {
  const [session, { wanted }] = useLead();
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.focus() });
  return (
    <input
      ref={field}
      type="search"
      aria-label="Search the escalations"
      placeholder="Search  /"
      value={wanted}
      onInput={(event) => session.set({ wanted: event.currentTarget.value })}
    />
  );
}

interface EntryProps {
  entry: Escalated;
  /** The arrows and Tab go through each escalation once. */
  isHome: boolean;
}

function Entry({ entry, isHome }: EntryProps) {
  const [session, { chosen, grouping }] = useLead();
  const { annotator, escalation, escalated_at: at, excerpt, note, reason, status } = entry;
  const about = grouping === "item" ? REASONS[reason] : excerpt;
  return (
    <li>
      <Button
        name={annotator}
        look="quiet"
        aria-current={escalation === chosen}
        tabIndex={isHome ? 0 : -1}
        data-tw-home={isHome ? "" : undefined}
        onClick={() => session.choose(escalation)}
      >
        <bdi class="tw-entry-about">{about}</bdi>
        {note && <bdi class="tw-entry-note">{note}</bdi>}
        <span class="tw-entry-who">
          <bdi>{annotator}</bdi> · {day(at)}
          {status !== "open" && <> · {STATUS[status]}</>}
        </span>
      </Button>
    </li>
  );
}

function GroupOf({ group, home }: { group: Group; home: string | null }) {
  const { entries, name, open } = group;
  const settled = entries.length - open;
  const counts = [open ? `${open} open` : "", settled ? `${settled} settled` : ""];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-label={name}>
      <h3 class="tw-lead-group">
        <bdi>{name}</bdi> <span class="tw-muted">{counts.filter(Boolean).join(", ")}</span>
      </h3>
      <ul class="tw-own">
        {entries.map((entry) => (
          <Entry
            key={entry.escalation}
            entry={entry}
            isHome={`${group.key} ${entry.escalation}` === home}
          />
        ))}
      </ul>
    </div>
  );
}

/** What is looked at is in sight in the list; the page itself stays where it is. */
function useInSight(chosen: string | null) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is chosen
  useLayoutEffect(() => {
    const entry = box.current?.querySelector('[aria-current="true"]');
    if (!box.current || !entry) return;
    const { top, bottom } = entry.getBoundingClientRect();
    const frame = box.current.getBoundingClientRect();
    box.current.scrollTop += Math.min(0, top - frame.top) + Math.max(0, bottom - frame.bottom);
  }, [chosen]);
  return box;
}

export function List() {
  const [session, state] = useLead();
  const { chosen, welcome } = state;
  const box = useInSight(chosen);
  const groups = grouped(welcome?.escalations ?? [], state, welcome?.taxonomy ?? null);
  const ids = inList(groups);
  const first = chosen && ids.includes(chosen) ? chosen : (ids[0] ?? "");
  const at = groups.find(({ entries }) => entries.some(({ escalation }) => escalation === first));
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isField = event.target instanceof HTMLInputElement;
    if (!by || isField || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    session.step(by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-escalations" role="group" aria-label="List" onKeyDown={onKeyDown}>
      <Switches />
      <Search />
      <div class="tw-lead-groups" ref={box}>
        {groups.map((group) => (
          <GroupOf key={group.key} group={group} home={at ? `${at.key} ${first}` : null} />
        ))}
        {!ids.length && (
          <p class="tw-muted" role="status">
            {state.wanted.trim() ? "Nothing is like this." : "Nothing is waiting for you."}
          </p>
        )}
      </div>
    </div>
  );
}
