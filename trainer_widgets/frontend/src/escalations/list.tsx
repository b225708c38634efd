import type { Escalated } from "../contract";
import { Button } from "../kit/button";
import { REASONS, STATUS } from "../kit/escalation_words";
import { day } from "../kit/moments";
import { EntryList, type Listed, ShowAll } from "../worklist/list";
import { type Group, type Grouping, grouped } from "./grouping";
import { useLead } from "./place";

const GROUPINGS: Record<Grouping, string> = {
  reason: "Reason",
  category: "Category",
  item: "Item",
};

function Switches() {
  const [session, { grouping }] = useLead();
  return (
    <>
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
      <ShowAll />
    </>
  );
}

function Entry({ entry, grouping }: { entry: Escalated; grouping: Grouping }) {
  const { annotator, escalated_at: at, excerpt, note, reason, status } = entry;
  return (
    <>
      <bdi class="tw-entry-about">{grouping === "item" ? REASONS[reason] : excerpt}</bdi>
      {note && <bdi class="tw-entry-note">{note}</bdi>}
      <span class="tw-entry-who">
        <bdi>{annotator}</bdi> · {day(at)}
        {status !== "open" && <> · {STATUS[status]}</>}
      </span>
    </>
  );
}

function listed({ entries, key, name, open }: Group): Listed<Escalated> {
  const settled = entries.length - open;
  const counts = [open ? `${open} open` : "", settled ? `${settled} settled` : ""];
  return { key, name, note: counts.filter(Boolean).join(", "), entries };
}

export function List() {
  const [, state] = useLead();
  const { grouping, welcome } = state;
  const groups = grouped(welcome?.escalations ?? [], state, welcome?.taxonomy ?? null);
  return (
    <EntryList
      search="Search the escalations"
      switches={<Switches />}
      groups={groups.map(listed)}
      idOf={({ escalation }) => escalation}
    >
      {(entry) => <Entry {...{ entry, grouping }} />}
    </EntryList>
  );
}
