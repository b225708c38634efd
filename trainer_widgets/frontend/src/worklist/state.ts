// What a view of a list shows, in one immutable object.
import type { GuidelineText, Taxonomy } from "../contract";
import { startOfVisit, type VisitState } from "../kit/visit";

/** What the kernel tells at the beginning, beside the list itself. */
export interface Opening extends NonNullable<VisitState["welcome"]> {
  task: string;
  options: unknown;
  guideline: GuidelineText | null;
  taxonomy: Taxonomy | null;
}

/** What a list is of: its opening, one entry, that entry looked at, what is begun for it. */
export interface Kinds {
  welcome: Opening;
  entry: object;
  looked: { item: unknown };
  draft: object;
}

export interface WorklistState<K extends Kinds> extends VisitState {
  welcome: K["welcome"] | null;
  filter: "open" | "all";
  wanted: string;
  chosen: string | null;
  looked: K["looked"] | null;
  /** Why the item is not on screen. */
  trouble: string | null;
  draft: K["draft"];
  /** Something that was decided is decided anew. */
  reopened: boolean;
  complaint: string | null;
}

export const startOfWorklist = <D>(draft: D) => ({
  ...startOfVisit,
  welcome: null,
  filter: "open" as const,
  wanted: "",
  chosen: null,
  looked: null,
  trouble: null,
  draft,
  reopened: false,
  complaint: null,
});
