// The wire's records (../contract.ts), made generic over the task.
import type {
  Batch,
  Opened,
  Own,
  OwnList,
  RankingDealt,
  RankingOptions,
  Receipt,
  Submit,
  Welcome,
} from "../contract";

export type {
  Category,
  Escalation,
  Feedback,
  GuidelineText,
  Problem,
  Progress,
  Taxonomy,
} from "../contract";

export const PROTOCOL = 2;

/** Options that the kit itself reads. */
export type SharedOptions = Pick<
  RankingOptions,
  "rationale" | "min_words" | "max_words" | "stop_after" | "break_after"
>;

/** A kind of work: its item, its answer and its options. */
export interface Task {
  item: Pick<RankingDealt, "token" | "number" | "supersedes" | "note"> & { type: string };
  answer: { type: string };
  options: SharedOptions;
}

export type WelcomeOf<T extends Task> = Omit<Welcome, "items" | "options"> & {
  items: T["item"][];
  options: T["options"];
};
export type BatchOf<T extends Task> = Omit<Batch, "items"> & { items: T["item"][] };
export type ReceiptOf<T extends Task> = Omit<Receipt, "items"> & { items: T["item"][] };
export type OwnOf<T extends Task> = Omit<Own, "answer"> & { answer: T["answer"] | null };
export type OpenedOf<T extends Task> = Omit<Opened, "item" | "own"> & {
  item: T["item"];
  own: OwnOf<T> | null;
};
export type OwnListOf<T extends Task> = Omit<OwnList, "entries"> & { entries: OwnOf<T>[] };
export type SubmitOf<T extends Task> = Omit<Submit, "answer"> & { answer: T["answer"] | null };

/** A submission as the outbox keeps it: whoever sends it adds seat and held tokens. */
export type Submission<T extends Task> = Omit<SubmitOf<T>, "seat" | "held">;
