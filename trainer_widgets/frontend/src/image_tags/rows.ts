// The tags of one image as rows: what was proposed, what was decided, what was added.
import type { AutoTag, Place } from "../contract";

export type RowState = "proposed" | "accepted" | "removed";

/** One thing in the image; two bananas are two rows. */
export interface Row {
  id: number;
  name: string;
  place: Place | null;
  /** The auto tag that it came from, by its place among them; null where a person added it. */
  auto: number | null;
  state: RowState;
}

export interface Group {
  name: string;
  /** How many count, and how many nobody has decided on. */
  accepted: number;
  proposed: number;
  rows: Row[];
}

/** How many more or fewer of a tag there are than the tagger proposed. */
export interface Change {
  name: string;
  by: number;
}

export const isOpen = ({ state }: Row): boolean => state === "proposed";

export function proposedRows(auto: readonly AutoTag[]): Row[] {
  return auto.map(({ name, place }, index) => ({
    id: index,
    name,
    place,
    auto: index,
    state: "proposed",
  }));
}

export function groupsOf(rows: readonly Row[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const group = groups.get(row.name) ?? { name: row.name, accepted: 0, proposed: 0, rows: [] };
    if (row.state === "accepted") group.accepted += 1;
    if (row.state === "proposed") group.proposed += 1;
    group.rows.push(row);
    groups.set(row.name, group);
  }
  return [...groups.values()];
}

/** Which one of its name a row is, from 1. */
export function numberOf(rows: readonly Row[], row: Row): number {
  return rows.filter(({ id, name }) => name === row.name && id <= row.id).length;
}

/** What was changed against the auto tags; what is not decided yet counts as proposed. */
export function changesOf(rows: readonly Row[], auto: readonly AutoTag[]): Change[] {
  const counts = new Map<string, number>();
  const count = (name: string, by: number) => counts.set(name, (counts.get(name) ?? 0) + by);
  for (const { name } of auto) count(name, -1);
  for (const { name, state } of rows) if (state !== "removed") count(name, 1);
  return [...counts].filter(([, by]) => by !== 0).map(([name, by]) => ({ name, by }));
}

/** The proposals that lie elsewhere than the tagger put them. */
export function movedRows(rows: readonly Row[], start: readonly Row[]): Row[] {
  const places = new Map(start.map(({ id, place }) => [id, JSON.stringify(place)]));
  return rows.filter(
    ({ auto, id, place, state }) =>
      auto !== null && state !== "removed" && places.get(id) !== JSON.stringify(place),
  );
}

export function changed(rows: readonly Row[], id: number, change: Partial<Row>): Row[] {
  return rows.map((row) => (row.id === id ? { ...row, ...change } : row));
}

export function nextId(rows: readonly Row[]): number {
  return Math.max(-1, ...rows.map(({ id }) => id)) + 1;
}

export function added(rows: readonly Row[], name: string): Row[] {
  return [...rows, { id: nextId(rows), name, place: null, auto: null, state: "accepted" }];
}

/** A proposal stays to be seen as removed; what somebody added themselves just goes. */
export function removed(rows: readonly Row[], id: number): Row[] {
  const row = rows.find((one) => one.id === id);
  if (row?.auto === null) return rows.filter((one) => one !== row);
  return changed(rows, id, { state: "removed" });
}

/** One fewer of a tag: first what was added, then what is open, last what was accepted. */
export function oneFewer(rows: readonly Row[], name: string): Row[] {
  const left = rows.filter((row) => row.name === name && row.state !== "removed");
  const last = left.findLast(({ auto }) => auto === null) ?? left.findLast(isOpen) ?? left.at(-1);
  return last ? removed(rows, last.id) : [...rows];
}

export function acceptedAll(rows: readonly Row[], offers: (name: string) => boolean): Row[] {
  return rows.map((row) =>
    isOpen(row) && offers(row.name) ? { ...row, state: "accepted" as const } : row,
  );
}

/** The rows as the list shows them: by tag, in the order in which tags first appear. */
export function inOrder(rows: readonly Row[]): Row[] {
  return groupsOf(rows).flatMap((group) => group.rows);
}

/** The next proposal after a row, going round. */
export function nextOpen(rows: readonly Row[], id: number | null): Row | undefined {
  const listed = inOrder(rows);
  const at = listed.findIndex((row) => row.id === id);
  return [...listed.slice(at + 1), ...listed.slice(0, at + 1)].find(isOpen);
}

export function neighbour(rows: readonly Row[], id: number | null, by: 1 | -1): Row | undefined {
  const listed = inOrder(rows);
  const at = listed.findIndex((row) => row.id === id);
  if (at === -1) return by === 1 ? listed[0] : listed.at(-1);
  return listed[(at + by + listed.length) % listed.length];
}
