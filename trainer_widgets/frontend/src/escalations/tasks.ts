// Each task's own view, with which the lead looks at its items.
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
