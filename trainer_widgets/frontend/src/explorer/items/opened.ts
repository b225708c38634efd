// An opened item as the views of answers take it.

import type { Answered, AnswersProps } from "../../answers";
import type { Explored, OpenedItem, Said } from "../../contract";
import { moment } from "../../kit/moments";
import { percent } from "../formats";

const SECOND = 1_000;
const MINUTE = 60_000;

/** "34 s", "2 min 5 s". */
export function lasted(ms: number): string {
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(ms < 10 * SECOND ? 1 : 0)} s`;
  const seconds = Math.round(ms / SECOND);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const isShare = ({ outcome }: Said): boolean => outcome !== null && outcome > 0 && outcome < 1;

/** What each label was counted as: yes or no, or the share of the pairs that it is in. */
export function outcomesIn(said: readonly Said[]): (one: Said) => string | null {
  const areShares = said.some(isShare);
  return ({ outcome }) => {
    if (outcome === null) return null;
    if (areShares) return percent(outcome);
    return outcome ? "yes" : "no";
  };
}

export function answered(one: Said, said: readonly Said[]): Answered {
  const { annotator: who, annotator_kind: kind, action, plain, columns } = one;
  const marks = [toldApart(one, said), one.is_stale ? "stale" : null];
  return { who, kind, action, plain, columns, marks: marks.filter((mark) => mark !== null) };
}

/** What tells two labels of one person from each other; null where there is one. */
export function toldApart(one: Said, said: readonly Said[]): string | null {
  const own = said.filter(({ annotator }) => annotator === one.annotator);
  return own.length > 1 && one.submitted_at ? moment(one.submitted_at) : null;
}

export const tokenOf = (item: unknown): string | null =>
  (item as { token?: string } | null)?.token ?? null;

export function answersProps(opened: OpenedItem, explored: Explored): AnswersProps {
  const { item, said, letters } = opened;
  // Pictures are asked for by a token: the item's own, or that of somebody who has it too.
  const token = tokenOf(item) ?? said.map((one) => tokenOf(one.item)).find((one) => one !== null);
  const { options, taxonomy } = explored;
  return {
    item: item && { ...item, token },
    said: said.map((one) => answered(one, said)),
    ...{ options, letters, taxonomy },
  };
}
