// The tags by name, with how many there are; every single one can be looked at.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ImageTagOptions } from "../contract";
import { Button, Key } from "../kit/button";
import { isOffered } from "./answer";
import { changesOf, type Group, groupsOf, isOpen, numberOf, type Row } from "./rows";
import { spoken, type Tags } from "./use_tags";

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function confidenceOf({ auto }: Tags, row: Row): number | null {
  return row.auto === null ? null : (auto?.[row.auto]?.confidence ?? null);
}

const MARKS = { proposed: "?", accepted: "✓", removed: "✕" };

interface ChipProps {
  row: Row;
  tags: Tags;
  tabbable: boolean;
  needsPlace: boolean;
}

function Chip({ row, tags, tabbable, needsPlace }: ChipProps) {
  const { current, rows } = tags;
  const confidence = confidenceOf(tags, row);
  const said = confidence === null ? "" : `, confidence ${percent(confidence)}`;
  return (
    <button
      type="button"
      class={`tw-tag tw-${row.state}`}
      aria-pressed={row.id === current?.id}
      aria-label={spoken(row, rows) + said}
      tabIndex={tabbable ? 0 : -1}
      onClick={() => tags.select(row.id === current?.id ? null : row.id)}
    >
      <span aria-hidden="true">{row.auto === null ? "+" : MARKS[row.state]}</span>
      {numberOf(rows, row)}
      {row.place && <span class={row.place.width === null ? "tw-has-dot" : "tw-has-box"} />}
      {needsPlace && !row.place && row.state === "accepted" && (
        <span class="tw-unplaced">not placed</span>
      )}
      {confidence !== null && <span class="tw-confidence">{percent(confidence)}</span>}
    </button>
  );
}

interface GroupProps {
  group: Group;
  tags: Tags;
  options: ImageTagOptions;
}

function GroupRow({ group, tags, options }: GroupProps) {
  const isAllowed = isOffered(options, group.name);
  const { name, accepted, proposed } = group;
  const first = tags.current ?? tags.rows[0];
  const isGone = accepted + proposed === 0;
  return (
    <li class="tw-group">
      <span class="tw-group-head">
        <bdi class={isGone ? "tw-group-name tw-gone" : "tw-group-name"}>{name}</bdi>
        {!isAllowed && <span class="tw-complaint">not in the palette</span>}
        <span class="tw-space" />
        <span class="tw-count">
          {accepted}
          {proposed > 0 && <span class="tw-muted"> of {accepted + proposed}</span>}
        </span>
        <Button
          name={`One fewer: ${name}`}
          look="quiet"
          disabled={isGone}
          onClick={() => tags.fewer(name)}
        >
          <span aria-hidden="true">−</span>
          <span class="tw-hidden">One fewer: {name}</span>
        </Button>
        <Button
          name={`One more: ${name}`}
          look="quiet"
          disabled={!isAllowed}
          onClick={() => tags.more(name)}
        >
          <span aria-hidden="true">+</span>
          <span class="tw-hidden">One more: {name}</span>
        </Button>
      </span>
      <span class="tw-chips">
        {group.rows.map((row) => (
          <Chip
            key={row.id}
            row={row}
            tags={tags}
            tabbable={row === first}
            needsPlace={options.place === "required"}
          />
        ))}
      </span>
    </li>
  );
}

/** What differs from the auto tags, always in sight. */
function Changes({ tags }: { tags: Tags }) {
  if (!tags.auto) return null;
  const changes = changesOf(tags.rows, tags.auto);
  const open = tags.rows.filter(isOpen).length;
  const text = open ? `${open} proposed, not counted yet` : "";
  return (
    <p class="tw-changes" role="status" aria-label="Changes against the auto tags">
      {changes.length === 0 && tags.moved.length === 0 && <span class="tw-muted">As proposed</span>}
      {changes.map(({ name, by }) => (
        <span key={name} class={by > 0 ? "tw-plus" : "tw-minus"}>
          {by > 0 ? "+" : "−"} <bdi>{name}</bdi>
          {Math.abs(by) > 1 && ` × ${Math.abs(by)}`}
        </span>
      ))}
      {tags.moved.map((row) => (
        <span key={row.id} class="tw-moved">
          <bdi>{row.name}</bdi> {numberOf(tags.rows, row)} placed anew
        </span>
      ))}
      <span class="tw-space" />
      {text && <span class="tw-muted">{text}</span>}
    </p>
  );
}

/** The tag that is looked at is in sight in the list; the page itself stays where it is. */
function useInSight(current: Row | null) {
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is chosen
  useLayoutEffect(() => {
    const box = list.current;
    const tag = box?.querySelector('[aria-pressed="true"]')?.closest(".tw-group");
    if (!box || !tag) return;
    const { top, bottom } = tag.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    box.scrollTop += Math.min(0, top - frame.top) + Math.max(0, bottom - frame.bottom);
  }, [current?.id]);
  return list;
}

export function TagList({ tags, options }: { tags: Tags; options: ImageTagOptions }) {
  const { auto, rows } = tags;
  const list = useInSight(tags.current);
  const open = rows.filter(isOpen).length;
  const total = rows.filter(({ state }) => state === "accepted").length;
  return (
    <div class="tw-tag-list">
      <div class="tw-caption">
        <span>Tags</span>
        <span>{total}</span>
        <span class="tw-space" />
        <Button
          name="Step back"
          hint="z"
          look="quiet"
          disabled={!tags.canUndoStep}
          onClick={tags.undoStep}
        />
        {auto && auto.length > 0 && (
          <Button
            name="Accept all"
            hint="⇧ A"
            aria-keyshortcuts="Shift+A"
            disabled={open === 0}
            onClick={tags.acceptAll}
          />
        )}
      </div>
      <Changes tags={tags} />
      {rows.length === 0 ? (
        <p class="tw-muted">
          {auto ? "The tagger proposed nothing." : "No tags yet."} Add what you see.
        </p>
      ) : (
        <ul ref={list} class="tw-groups" aria-label="Tags">
          {groupsOf(rows).map((group) => (
            <GroupRow key={group.name} group={group} tags={tags} options={options} />
          ))}
        </ul>
      )}
      {rows.length > 1 && (
        <p class="tw-muted tw-tag-help">
          <Key>j</Key> <Key>k</Key> next and previous tag
        </p>
      )}
    </div>
  );
}
