// The way through a list: one step, or on to what is still open.

/** One step up or down; from what is not in the list to its first. */
export function stepped(ids: readonly string[], from: string | null, by: number): string | null {
  const at = ids.indexOf(from ?? "");
  if (at === -1) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null;
}

/** Those that come after one of a list as it was, from its beginning again at the end. */
export function after(ids: readonly string[], from: string): string[] {
  const at = ids.indexOf(from);
  return [...ids.slice(at + 1), ...ids.slice(0, Math.max(0, at))];
}

/** The open one that follows; where the list shows none, any other. */
export function openAfter(
  ids: readonly string[],
  from: string,
  open: readonly string[],
): string | null {
  const isOpen = new Set(open);
  return after(ids, from).find((id) => isOpen.has(id)) ?? open.find((id) => id !== from) ?? null;
}

/** The words that somebody looks for in a list. */
export function wordsIn(wanted: string): string[] {
  return wanted.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether all words are somewhere in the texts of an entry. */
export function isWanted(texts: readonly (string | null)[], words: readonly string[]): boolean {
  const text = texts.join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}
