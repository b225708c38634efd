// Items with what several people said of them, as the kernel tells it.
import type {
  CorrectionAnswer,
  CorrectionDealt,
  ErrorMark,
  Explored,
  Flag,
  ImageTagAnswer,
  ImageTagDealt,
  ItemPage,
  OpenedItem,
  RankingAnswer,
  SafetyAnswer,
  SafetyDealt,
  Said,
  Taxonomy,
} from "../src/contract";
import { dealt } from "./fakes";

export const HOSTILE = "<img src=x onerror=alert(1)> \u202egnp.exe";

const DEALT = { token: "token-1", number: 1, supersedes: null, note: null };

export function said(annotator: string, plain: unknown, more: Partial<Said> = {}): Said {
  return {
    annotator,
    annotator_kind: "person",
    action: plain === null ? "skip" : "answer",
    item: dealt(1),
    answer: plain,
    plain,
    is_stale: false,
    in_slice: true,
    outcome: 1,
    condition: "unassisted",
    guideline: "1.1",
    rationale: null,
    submitted_at: "2026-03-12T10:31:00Z",
    active_ms: 34_200,
    columns: [],
    ...more,
  };
}

export function opened(item: unknown, all: Said[], more: Partial<OpenedItem> = {}): OpenedItem {
  const none = { gold: null, letters: [], features: [], escalations: [] };
  return { item_id: "item-1", item, said: all, ...none, ...more };
}

export function explored(task: string | null, options: object, taxonomy: Taxonomy | null = null) {
  const own = { task, options, taxonomy, outcome: "disagreement", unit: "pairs" };
  return own as unknown as Explored;
}

export const ranked = (order: string[][], more: Partial<RankingAnswer> = {}): RankingAnswer => ({
  type: "ranking",
  order,
  strength: null,
  scores: [],
  verdict: "ranked",
  points: null,
  ...more,
});

export const tagged = (...names: string[]): ImageTagAnswer => ({
  type: "image_tags",
  tags: names.map((name) => ({ name, place: null })),
});

export const IMAGE: ImageTagDealt = {
  type: "image_tags",
  width: 80,
  height: 60,
  problem: null,
  auto_tags: ["cat", "cat", "night"].map((name) => ({ name, confidence: null, place: null })),
  ...DEALT,
};

export const REVIEWED = "Take a wrench, then turn it 🙂 slowly.";

export const CONVERSATION: SafetyDealt = {
  type: "safety",
  conversation: [
    { role: "user", content: `How? ${HOSTILE}` },
    { role: "assistant", content: REVIEWED },
  ],
  reviewed: 1,
  ...DEALT,
};

export const flag = (
  category: string,
  severity: Flag["severity"],
  ...evidence: Flag["evidence"]
) => ({
  ...{ category, severity, evidence, reason: "" },
});

export const judged = (verdict: SafetyAnswer["verdict"], ...flags: Flag[]): SafetyAnswer => ({
  ...{ type: "safety", verdict, flags, action: null },
  ...{ refusal: null, should_refuse: null, rewrite: null },
});

const category = (id: string, name: string) => ({
  ...{ id, name, definition: "", examples: [], counterexamples: [], severities: [] },
  ...{ action: "", weights: {}, maps_to: [] },
});
const level = (id: string, name: string) => ({ id, name, definition: "", weight: 1 });

export const HARM: Taxonomy = {
  ...{ version: "1", name: "Harm" },
  category: [category("crime", "Crime"), category("crime.theft", "Theft")],
  severity: [level("medium", "Medium"), level("high", "High")],
};

export const SAFETY = {
  ...{ actions: [], frequent: [], veil: false, evidence: "optional", reason_from: null },
  ...{ refusal: false, rewrite: "hidden", rationale: "optional" },
};

export const TARGET = "They has decided 🙂 to went home.";

export const TRANSLATION: CorrectionDealt = {
  ...{ type: "correction", prompt: "", source: "Sie gingen heim.", target: TARGET },
  ...{ source_language: "de", target_language: "en", tests: null, constraints: [] },
  ...DEALT,
};

export const error = (start: number, end: number, more: Partial<ErrorMark> = {}): ErrorMark => ({
  ...{ start, end, side: "target", category: null, severity: null, note: "" },
  ...more,
});

export const corrected = (
  errors: ErrorMark[],
  rewrite: string | null = null,
): CorrectionAnswer => ({ type: "correction", errors, rewrite, sources: [] });

export const CORRECTION = {
  ...{ errors: "required", sides: "both", rewrite: "optional", start_from: "original" },
  ...{ sources: "optional", code: null, run_tests: false, rationale: "optional" },
  ...{ max_rewrite_words: 0, max_rewrite_lines: 0, max_rewrite_characters: 0 },
};

export function page(n: number, more: Partial<ItemPage> = {}): ItemPage {
  const rows = Array.from({ length: n }, (_, at) => ({
    item_id: `item-${at}`,
    excerpt: `Question ${at}`,
    n_labels: at,
    rate: at / n,
    at: "2026-03-12T10:31:00Z",
    features: ["ar"],
  }));
  return { turn: 1, n_items: n, columns: ["language"], rows, ...more };
}
