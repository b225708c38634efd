// The list of escalations: what is in it, in which groups, and what comes next.

import type { Escalated, Taxonomy } from "../contract";
import { REASONS } from "../kit/escalation_words";
import { fullName } from "../kit/taxonomy";
import { isWanted, wordsIn } from "../worklist/order";

export type Grouping = "reason" | "category" | "item";

export interface Group {
  key: string;
  name: string;
  open: number;
  entries: Escalated[];
}

export interface Choice {
  grouping: Grouping;
  filter: "open" | "all";
  wanted: string;
}

const NO_CATEGORY = "No category";

export const isOpen = ({ status }: Escalated): boolean => status === "open";

/** What of an entry can be searched. */
function textsOf(entry: Escalated): (string | null)[] {
  const { annotator, excerpt, note, reason, ruling_reason: ruled, suggested_rule: rule } = entry;
  return [annotator, excerpt, note, REASONS[reason], ruled, rule];
}

/** Open ones come first, the longest waiting before the others; then what was settled last. */
function inOrder(one: Escalated, other: Escalated): number {
  if (isOpen(one) !== isOpen(other)) return isOpen(one) ? -1 : 1;
  const later = Date.parse(one.escalated_at) - Date.parse(other.escalated_at);
  return isOpen(one) ? later : -later;
}

/** The groups that an entry belongs to: one, or as many as it has categories. */
function groupsOf(entry: Escalated, grouping: Grouping, taxonomy: Taxonomy | null) {
  if (grouping === "reason") return [{ key: entry.reason, name: REASONS[entry.reason] }];
  if (grouping === "item") return [{ key: entry.item, name: entry.excerpt || "An item" }];
  if (!entry.categories.length) return [{ key: "", name: NO_CATEGORY }];
  return entry.categories.map((key) => ({ key, name: fullName(taxonomy, key) }));
}

export function grouped(
  entries: readonly Escalated[],
  { grouping, filter, wanted }: Choice,
  taxonomy: Taxonomy | null,
): Group[] {
  const words = wordsIn(wanted);
  const groups = new Map<string, Group>();
  for (const entry of [...entries].sort(inOrder)) {
    if (filter === "open" && !isOpen(entry)) continue;
    if (!isWanted(textsOf(entry), words)) continue;
    for (const { key, name } of groupsOf(entry, grouping, taxonomy)) {
      const group = groups.get(key) ?? { key, name, open: 0, entries: [] };
      group.entries.push(entry);
      group.open += isOpen(entry) ? 1 : 0;
      groups.set(key, group);
    }
  }
  const byName = (one: Group, other: Group) => one.name.localeCompare(other.name);
  return [...groups.values()].sort((one, other) => other.open - one.open || byName(one, other));
}

/** The list as the keys go through it: each escalation once. */
export function inList(groups: readonly Group[]): string[] {
  return [...new Set(groups.flatMap(({ entries }) => entries.map((one) => one.escalation)))];
}
