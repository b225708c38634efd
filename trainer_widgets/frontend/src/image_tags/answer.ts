// From what is on screen to the answer that is stored.
import type { ImageTagAnswer, ImageTagDealt, ImageTagOptions, PaletteTag } from "../contract";
import type { Task } from "../kit/protocol";
import type { Incomplete } from "../kit/state";
import { asKind, within } from "./geometry";
import { changed, groupsOf, isOpen, numberOf, proposedRows, type Row } from "./rows";

export interface ImageTags extends Task {
  item: ImageTagDealt;
  answer: ImageTagAnswer;
  options: ImageTagOptions;
}

export interface TagDraft {
  rows: Row[];
  /** Somebody said that there is nothing to tag. */
  nothing: boolean;
  /** Why there is no picture, where that came out only when it was asked for. */
  broken: string | null;
}

export function paletteOf({ tags }: ImageTagOptions): PaletteTag[] {
  return tags.map((tag) =>
    typeof tag === "string" ? { name: tag, hotkey: "", definition: "" } : tag,
  );
}

export const hasKey = ({ hotkey }: PaletteTag): boolean => hotkey.trim() !== "";

/** More than these are found by typing. */
const SHOWN = 24;

/** The tags that are buttons: all that have a key, and others as far as there is room. */
export function shownOf(palette: readonly PaletteTag[]): PaletteTag[] {
  let room = SHOWN - palette.filter(hasKey).length;
  return palette.filter((tag) => {
    if (hasKey(tag)) return true;
    room -= 1;
    return room >= 0;
  });
}

export function isOffered(options: ImageTagOptions, name: string): boolean {
  return options.new_tags || paletteOf(options).some((tag) => tag.name === name);
}

/** A row with the kind of place that the project asks for, inside the image. */
function placed(row: Row, item: ImageTagDealt, options: ImageTagOptions): Row {
  const asked = options.place === "hidden" ? null : row.place;
  const inside = asked && within(asked, item);
  return { ...row, place: asKind(inside, options.place_kind) };
}

export function emptyDraft(item: ImageTagDealt, options: ImageTagOptions): TagDraft {
  const rows = proposedRows(item.auto_tags ?? []).map((row) => placed(row, item, options));
  return { rows, nothing: false, broken: null };
}

/** What is not on screen must not be stored: tags that are no more offered, places not asked for. */
export function fitDraft(draft: TagDraft, item: ImageTagDealt, options: ImageTagOptions): TagDraft {
  const auto = item.auto_tags ?? [];
  const rows = draft.rows
    .filter((row) => (row.auto === null ? isOffered(options, row.name) : row.auto < auto.length))
    .map((row) => {
      const accepted = row.state === "accepted" && !isOffered(options, row.name);
      return placed(accepted ? { ...row, state: "proposed" } : row, item, options);
    });
  return { ...draft, rows, broken: null };
}

function missing({ rows }: TagDraft, { place }: ImageTagOptions): string | null {
  const open = rows.filter(isOpen).length;
  if (open === 1) return "1 proposed tag is neither accepted nor removed.";
  if (open) return `${open} proposed tags are neither accepted nor removed.`;
  const bare = rows.find((row) => row.state === "accepted" && !row.place);
  if (place !== "required" || !bare) return null;
  return `Not placed yet: ${bare.name} ${numberOf(rows, bare)}.`;
}

export function answerOf(
  draft: TagDraft,
  item: ImageTagDealt,
  options: ImageTagOptions,
): ImageTagAnswer | Incomplete {
  if (item.problem ?? draft.broken) {
    return { problem: "There is no image to tag: skip the item, or escalate it as broken." };
  }
  const problem = missing(draft, options);
  if (problem) return { problem };
  const accepted = draft.rows.filter(({ state }) => state === "accepted");
  if (!draft.rows.length && !draft.nothing) {
    return { problem: "Add a tag, or say that there is nothing to tag." };
  }
  return { type: "image_tags", tags: accepted.map(({ name, place }) => ({ name, place })) };
}

/** An earlier answer as a draft: each tag finds the proposal that it was, the best fit first. */
export function restoreDraft(answer: ImageTagAnswer, item: ImageTagDealt): TagDraft {
  let rows: Row[] = proposedRows(item.auto_tags ?? []).map((row) => ({ ...row, state: "removed" }));
  const rest: ImageTagAnswer["tags"] = [];
  const take = (tag: ImageTagAnswer["tags"][number], fits: (row: Row) => boolean) => {
    const row = rows.find((one) => one.state === "removed" && one.name === tag.name && fits(one));
    if (row) rows = changed(rows, row.id, { state: "accepted", place: tag.place });
    return !!row;
  };
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  for (const tag of answer.tags) {
    if (!take(tag, (row) => same(row.place, tag.place))) rest.push(tag);
  }
  for (const tag of rest) {
    const id = rows.length;
    const row = { id, name: tag.name, place: tag.place, auto: null, state: "accepted" } as const;
    if (!take(tag, () => true)) rows = [...rows, row];
  }
  return { rows, nothing: answer.tags.length === 0, broken: null };
}

/** An answer in a few words, for the list of one's own. */
export function describe({ tags }: ImageTagAnswer): string {
  const rows = tags.map(({ name, place }, id): Row => {
    return { id, name, place, auto: null, state: "accepted" };
  });
  const parts = groupsOf(rows).map(({ name, accepted }) =>
    accepted > 1 ? `${name} × ${accepted}` : name,
  );
  return parts.join(", ") || "Nothing to tag";
}
