// The tree of categories: who stands where.
import type { Category, Taxonomy } from "./protocol";

export function categoryOf(taxonomy: Taxonomy | null, id: string | null): Category | null {
  return taxonomy?.category.find((category) => category.id === id) ?? null;
}

/** The names of what a category belongs to, the widest first. */
export function pathOf(taxonomy: Taxonomy | null, id: string): string[] {
  const parts = id.split(".").slice(0, -1);
  const ids = parts.map((_, depth) => parts.slice(0, depth + 1).join("."));
  return ids.flatMap((one) => categoryOf(taxonomy, one)?.name ?? []);
}

/** A category with what it belongs to; its id where the taxonomy does not know it. */
export function fullName(taxonomy: Taxonomy | null, id: string): string {
  return [...pathOf(taxonomy, id), categoryOf(taxonomy, id)?.name ?? id].join(" › ");
}
