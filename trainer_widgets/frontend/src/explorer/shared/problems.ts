// What went wrong, in words.
import { Refusal } from "../../kit/transport";

export const codeOf = (error: unknown): string | null =>
  error instanceof Refusal ? error.problem.code : null;

/** A newer question of one's own has taken the place of this one: nothing went wrong. */
export const isOvertaken = (error: unknown): boolean => codeOf(error) === "overtaken";

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What is told of an error; null where there is nothing to complain of. */
export const complaintOf = (error: unknown): string | null =>
  isOvertaken(error) ? null : messageOf(error);
