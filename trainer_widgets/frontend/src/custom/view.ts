// A view as its author wrote it, and the same with everything that it left out.
import type { ComponentType } from "preact";
import type { SharedOptions, Task, Taxonomy } from "../kit/protocol";
import type { Incomplete, KeyHelp, TaskView } from "../kit/state";
import type { Kit } from "./kit";
import { Mistake, type ViewSource } from "./source";
import { workOf } from "./work";

export type Fields = Record<string, unknown>;
export type Item = Task["item"] & Fields;
export type Options = SharedOptions & Fields;

export interface Custom extends Task {
  item: Item;
  answer: Fields & { type: string };
  options: Options;
}

/** What the author's `Work` is handed. */
export interface Handed {
  kit: Kit;
  item: Item;
  options: Options;
  taxonomy: Taxonomy | null;
  draft: Fields;
  /** Takes what changes, or a function from the draft to what changes. */
  setDraft(change: Fields | ((draft: Fields) => Fields)): void;
  submit(): void;
  saw(what: string): void;
}

/** What a view can say; only `Work` must be there. */
export interface Written {
  title?: string;
  keys?: Record<string, string>;
  empty?(item: Item, options: Options): Fields;
  restore?(answer: Fields, item: Item): Fields;
  fit?(draft: Fields, item: Item, options: Options, taxonomy: Taxonomy | null): Fields;
  /** The answer, or what is still missing as a sentence. */
  answer?(
    draft: Fields,
    item: Item,
    options: Options,
    taxonomy: Taxonomy | null,
  ): Fields | string | undefined;
  describe?(answer: Fields): string;
  Work: ComponentType<Handed>;
}

const PARTS = ["title", "keys", "empty", "restore", "fit", "answer", "describe", "Work"];

/** The module's default export, if it can be a view. */
export function written(name: string, found: unknown): Written {
  if (typeof found !== "object" || found === null) {
    throw new Mistake(`${name} has no \`export default { Work({ kit, item, draft }) { … } }\``);
  }
  const unknown = Object.keys(found).find((part) => !PARTS.includes(part));
  if (unknown) {
    throw new Mistake(`${name}: nothing is called \`${unknown}\`; there are ${PARTS.join(", ")}`);
  }
  if (typeof (found as Written).Work !== "function") {
    throw new Mistake(`${name} has no function \`Work\``);
  }
  return found as Written;
}

const NO_ANSWER = "The view's `answer` gave nothing: neither an answer nor what is missing.";

/** An answer in a few words. */
function inWords(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.length ? value.map(inWords).join(", ") : "none";
  if (typeof value !== "object") return String(value);
  const parts = Object.entries(value).filter(([, one]) => one !== null);
  return parts.map(([name, one]) => `${name}: ${inWords(one)}`).join(", ");
}

/** The kit's view of a task, in which nothing that the author wrote can throw. */
export function viewOf(source: ViewSource, author: Written): TaskView<Custom, Fields> {
  function guarded<R>(make: () => R, instead: (problem: string) => R): R {
    try {
      return make();
    } catch (error) {
      return instead(source.mistake(error).message);
    }
  }
  const empty = (item: Item, options: Options) =>
    guarded(
      () => ({ ...author.empty?.(item, options) }),
      () => ({}),
    );
  return {
    title: author.title ?? "Labeling",
    empty,
    restore: ({ type: _, ...fields }, item) =>
      guarded(
        () => author.restore?.(fields, item) ?? fields,
        () => fields,
      ),
    // A draft of an older version of the view may lack a part.
    fit: (draft, item, options, taxonomy) => {
      const whole = { ...empty(item, options), ...draft };
      return guarded(
        () => author.fit?.(whole, item, options, taxonomy) ?? whole,
        () => whole,
      );
    },
    answer: (draft, ...rest) => {
      const made = guarded(
        () => (author.answer ? author.answer(draft, ...rest) : { ...draft }) ?? NO_ANSWER,
        (problem) => problem,
      );
      return typeof made === "string"
        ? ({ problem: made } satisfies Incomplete)
        : (made as Custom["answer"]);
    },
    describe: ({ type: _, ...fields }) =>
      guarded(
        () => String(author.describe?.(fields) ?? inWords(fields)),
        (problem) => problem,
      ),
    keys: (): KeyHelp[] =>
      Object.entries(author.keys ?? {}).map(([keys, does]) => ({ keys, does })),
    Work: workOf(source, author, empty),
  };
}

/** The frame around a view that cannot be used: what was submitted before it is still sent. */
export function brokenView(source: ViewSource, mistake: Mistake): TaskView<Custom, Fields> {
  const Work = () => {
    throw mistake;
  };
  return viewOf(source, { Work, answer: () => mistake.message });
}
