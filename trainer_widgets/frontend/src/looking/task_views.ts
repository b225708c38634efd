// Each task's own view, with which others than its annotator look at an item.

import type { Taxonomy } from "../contract";
import { correction } from "../correction";
import { type Source, ViewSource } from "../custom/source";
import { brokenView, viewOf, written } from "../custom/view";
import { imageTags } from "../image_tags";
import type { TaskView } from "../kit/state";
import { ranking } from "../ranking";
import { safety } from "../safety";
import "../custom/custom.css";

// biome-ignore lint/suspicious/noExplicitAny: which task it is the kernel tells at run time
export type AnyView = TaskView<any, any>;

const VIEWS: Record<string, AnyView> = { ranking, image_tags: imageTags, safety, correction };

/** The view of a task; that of a registered one comes from the kernel. */
export async function taskView(task: string, own: Source | null): Promise<AnyView> {
  if (!own?.source) {
    const view = Object.hasOwn(VIEWS, task) ? VIEWS[task] : undefined;
    if (!view) throw new Error(`No view shows the task ${task} here.`);
    return view;
  }
  const source = new ViewSource(own);
  try {
    return viewOf(source, written(source.name, await source.load()));
  } catch (error) {
    return brokenView(source, source.mistake(error));
  }
}

/** A stored answer as the view's draft; without one, the draft with which an item begins. */
export function draftOf(
  view: AnyView,
  answer: unknown,
  item: unknown,
  options: unknown,
  taxonomy: Taxonomy | null,
): unknown {
  const draft = answer ? view.restore(answer, item) : view.empty(item, options);
  return view.fit(draft, item, options, taxonomy);
}
