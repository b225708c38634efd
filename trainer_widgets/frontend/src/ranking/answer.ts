// From what is on screen to the answer that is stored.
import type { RankingAnswer, RankingDealt, RankingOptions, Score } from "../contract";
import type { Task } from "../kit/protocol";
import type { Incomplete } from "../kit/state";

export interface Ranking extends Task {
  item: RankingDealt;
  answer: RankingAnswer;
  options: RankingOptions;
}

export type Verdict = RankingAnswer["verdict"];

export interface RankingDraft {
  verdict: Verdict;
  /** For pairs, from -3 (the left one is much better) to 3 (the right one is). */
  preference: number | null;
  /** For three and more: the rank of each letter, 1 is best, equal ranks are ties. */
  ranks: Record<string, number>;
  scores: Score[];
}

export type Points = RankingOptions["points"];

/** Where the points of each scale lie, from the left response to the right one. */
export const POSITIONS: Record<Points, number[]> = {
  2: [-2, 2],
  4: [-3, -1, 1, 3],
  5: [-3, -1, 0, 1, 3],
  7: [-3, -2, -1, 0, 1, 2, 3],
};

export const STRENGTHS = ["", "slightly better", "better", "much better"];

export function preferenceLabel(preference: number, left: string, right: string): string {
  if (preference === 0) return "About the same";
  return `${preference < 0 ? left : right} ${STRENGTHS[Math.abs(preference)]}`;
}

export const isPair = (item: RankingDealt): boolean => item.responses.length === 2;

export function lettersOf(item: RankingDealt): string[] {
  return item.responses.map((response) => response.letter);
}

export function emptyDraft(): RankingDraft {
  return { verdict: "ranked", preference: null, ranks: {}, scores: [] };
}

/** Letters by rank, best first; those without a rank are left out. */
export function orderOf(ranks: Record<string, number>, letters: string[]): string[][] {
  const tiers = new Map<number, string[]>();
  for (const letter of letters) {
    const rank = ranks[letter];
    if (rank !== undefined) tiers.set(rank, [...(tiers.get(rank) ?? []), letter]);
  }
  return [...tiers.entries()].sort(([one], [other]) => one - other).map(([, tied]) => tied);
}

/** Ranks of an order: after two that share rank 1 comes rank 3, as in a race. */
export function ranksOf(order: string[][]): Record<string, number> {
  const ranks: Record<string, number> = {};
  let next = 1;
  for (const tied of order) {
    for (const letter of tied) ranks[letter] = next;
    next += tied.length;
  }
  return ranks;
}

function pairAnswer(draft: RankingDraft, item: RankingDealt, points: Points) {
  const [left = "", right = ""] = lettersOf(item);
  const { preference } = draft;
  const strength = preference === null ? null : Math.abs(preference);
  const apart = (preference ?? 0) < 0 ? [[left], [right]] : [[right], [left]];
  return { order: preference === 0 ? [[left, right]] : apart, strength, points };
}

function incomplete(problem: string): Incomplete {
  return { problem };
}

export function answerOf(
  draft: RankingDraft,
  item: RankingDealt,
  options: RankingOptions,
): RankingAnswer | Incomplete {
  const { scores, verdict } = draft;
  const pair = isPair(item);
  const common = { type: "ranking", scores, verdict } as const;
  if (verdict !== "ranked") {
    return { ...common, order: [], strength: null, points: pair ? options.points : null };
  }
  if (pair) {
    if (draft.preference === null) return incomplete("Choose a point of the scale first.");
    return { ...common, ...pairAnswer(draft, item, options.points) };
  }
  const missing = lettersOf(item).filter((letter) => draft.ranks[letter] === undefined);
  if (missing.length) return incomplete(`Not ranked yet: ${missing.join(", ")}.`);
  return { ...common, order: orderOf(draft.ranks, lettersOf(item)), strength: null, points: null };
}

/** An earlier answer as a draft, to be looked at and changed. */
export function restoreDraft(answer: RankingAnswer, item: RankingDealt): RankingDraft {
  const { order, scores, strength, verdict } = answer;
  const [left = ""] = lettersOf(item);
  const side = order[0]?.includes(left) ? -1 : 1;
  const preference = strength === null ? null : strength === 0 ? 0 : side * strength;
  return { verdict, preference, ranks: isPair(item) ? {} : ranksOf(order), scores };
}

/** What is not on screen must not be stored: other points, other criteria. */
export function fitDraft(
  draft: RankingDraft,
  item: RankingDealt,
  { criteria, points }: RankingOptions,
): RankingDraft {
  const { preference } = draft;
  const letters = lettersOf(item);
  const isOffered = ({ response_id: letter, criterion, score }: Score) =>
    letters.includes(letter) &&
    criteria.some((one) => one.name === criterion && score <= one.points);
  return {
    ...draft,
    preference: POSITIONS[points].find((one) => one === preference) ?? null,
    scores: draft.scores.filter(isOffered),
  };
}

/** An answer in a few words, for the list of one's own. */
export function describe({ order, strength, verdict }: RankingAnswer): string {
  if (verdict === "both_bad") return "Both bad";
  if (verdict === "cannot_judge") return "Cannot judge";
  if (strength === 0) return "About the same";
  if (strength !== null) return `${order[0]?.[0] ?? ""} ${STRENGTHS[strength] ?? ""}`.trim();
  return order.map((tied) => tied.join(" = ")).join(" › ");
}
