// What the parts of the screen are called: it depends on the work.
import type { CorrectionDealt, CorrectionOptions } from "../contract";

export interface Labels {
  prompt: string;
  source: string;
  target: string;
  rewrite: string;
}

/** "German", or the tag itself where the browser has no name for it. */
export function languageName(tag: string | null): string {
  if (!tag) return "";
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function labelsOf(item: CorrectionDealt, options: CorrectionOptions): Labels {
  const source = "Source";
  if (options.code) {
    return { prompt: "What it should do", source, target: "Code", rewrite: "Better code" };
  }
  if (item.source !== null) {
    return { prompt: "Context", source, target: "Translation", rewrite: "Better translation" };
  }
  if (item.target === null) {
    return { prompt: "Prompt", source, target: "", rewrite: "Your answer" };
  }
  const target = item.prompt ? "Answer" : "Text";
  const rewrite = options.sources === "hidden" ? "Better version" : "Correction";
  return { prompt: "Prompt", source, target, rewrite };
}
