// The taxonomy as one marks with it: what can be chosen, and how it looks.
import type { ErrorMark, SeverityLevel } from "../contract";
import type { Category, Taxonomy } from "../kit/protocol";
import { categoryOf, pathOf } from "../kit/taxonomy";
import type { Choice } from "../kit/type_ahead";

const HOTKEYS = 9;
const TONES = 6;

const parentOf = (id: string): string => id.slice(0, Math.max(0, id.lastIndexOf(".")));
const rootOf = (id: string): string => id.split(".")[0] ?? id;

/** Those at the ends of the tree, which are what one usually means. */
export function leavesOf(taxonomy: Taxonomy | null): Category[] {
  const all = taxonomy?.category ?? [];
  const parents = new Set(all.map(({ id }) => parentOf(id)));
  return all.filter(({ id }) => !parents.has(id));
}

/** The first nine leaves have a digit each. */
export function hotkeyOf(place: number): string | undefined {
  return place < HOTKEYS ? `${place + 1}` : undefined;
}

export function choicesOf(taxonomy: Taxonomy | null): Choice[] {
  const leaves = leavesOf(taxonomy);
  return (taxonomy?.category ?? []).map((category) => {
    const place = leaves.indexOf(category);
    const hotkey = place === -1 ? undefined : hotkeyOf(place);
    const path = pathOf(taxonomy, category.id).join(" › ");
    return {
      id: category.id,
      name: category.name,
      hint: category.definition,
      ...(path && { path }),
      ...(hotkey && { hotkey }),
    };
  });
}

/** The severities that apply to a category; all of them where it names none. */
export function severitiesOf(id: string | null, taxonomy: Taxonomy | null): SeverityLevel[] {
  const category = categoryOf(taxonomy, id);
  if (!taxonomy || !category) return [];
  const { severities } = category;
  if (severities.length === 0) return taxonomy.severity;
  return taxonomy.severity.filter((level) => severities.includes(level.id));
}

/** One look for each branch of the tree, or for each category where there are no branches. */
export function toneOf(id: string | null, taxonomy: Taxonomy | null): number {
  const ids = (taxonomy?.category ?? []).map((one) => one.id);
  const roots = [...new Set(ids.map(rootOf))];
  return Math.max(0, roots.indexOf(rootOf(id ?? ""))) % TONES;
}

type Said = Pick<ErrorMark, "category" | "severity">;

/** "Mistranslation, major". */
export function labelOf({ category, severity }: Said, taxonomy: Taxonomy | null): string {
  const level = taxonomy?.severity.find(({ id }) => id === severity);
  const name = categoryOf(taxonomy, category)?.name ?? category ?? "Wrong";
  return level ? `${name}, ${level.name.toLowerCase()}` : name;
}

/** What a mark still needs; null when it is complete. */
export function markProblem(mark: Said, taxonomy: Taxonomy | null): string | null {
  if (!taxonomy) return null;
  const category = categoryOf(taxonomy, mark.category);
  if (!category) return `A mark has no category of this taxonomy: ${mark.category ?? "none"}.`;
  const levels = severitiesOf(category.id, taxonomy);
  if (levels.length === 0 || levels.some(({ id }) => id === mark.severity)) return null;
  return `How severe? A mark (${category.name}) does not say it yet.`;
}
