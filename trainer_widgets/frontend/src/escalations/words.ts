// Times and states in words.
import type { Escalated } from "../contract";

export const STATUS: Record<Escalated["status"], string> = {
  open: "open",
  resolved: "settled",
  withdrawn: "withdrawn",
};

export const RULED: Record<NonNullable<Escalated["ruling"]>, string> = {
  answer: "with an answer",
  clarification: "with a clarification",
  reject: "by rejecting it",
};

export const day = (at: string): string =>
  new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "short" });

export const moment = (at: string): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
