// What the taxonomy says of categories, severities and actions.
import type { Flag, SafetyOptions, Taxonomy } from "../contract";
import { categoryOf } from "../kit/taxonomy";

export type Severity = Flag["severity"];

/** From the mildest to the worst. */
export const SEVERITIES: readonly Severity[] = ["none", "low", "medium", "high", "severe"];

export const rankOf = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** The severities that a category allows, the mildest first. */
export function severitiesOf(taxonomy: Taxonomy | null, id: string): Severity[] {
  const own = categoryOf(taxonomy, id)?.severities ?? [];
  const levels = (taxonomy?.severity ?? []).map((level) => level.id);
  const allowed = own.length ? own : levels.length ? levels : SEVERITIES;
  return SEVERITIES.filter((severity) => (allowed as readonly string[]).includes(severity));
}

export function severityName(taxonomy: Taxonomy | null, severity: Severity): string {
  return taxonomy?.severity.find((level) => level.id === severity)?.name ?? severity;
}

export function needsReason(severity: Severity, { reason_from: least }: SafetyOptions): boolean {
  return least !== null && rankOf(severity) >= rankOf(least);
}

/** The strictest of the actions that the taxonomy names for what is flagged. */
export function proposedAction(
  flags: readonly { category: string; severity: Severity | null }[],
  taxonomy: Taxonomy | null,
  { actions }: SafetyOptions,
): string | null {
  const named = flags
    .filter(({ severity }) => severity !== null && severity !== "none")
    .map(({ category }) => actions.indexOf(categoryOf(taxonomy, category)?.action ?? ""));
  return actions[Math.max(-1, ...named)] ?? null;
}
