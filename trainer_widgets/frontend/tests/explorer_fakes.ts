// A kernel with labels to explore, as far as the tests need one.

import type {
  Explored,
  OpenedItem,
  Overview,
  Problem,
  SavedSlice,
  Sight,
  SightMoved,
  Suggestion,
} from "../src/contract";
import type { Condition } from "../src/explorer/conditions";
import { counted, FACETS, HOSTILE, is, rate } from "./explorer_facets";
import { FakeModel } from "./fakes";

export const START: Sight = {
  slice: { type: "every", parts: [] },
  ...{ by: [], sort: "rate", descending: true, offset: 0, item: null },
};

const isAll = (slice: Condition) => slice.type === "every" && !slice.parts.length;

export const SUGGESTION: Suggestion = {
  text: 'language = "de" and topic = "dates"',
  slice: { type: "every", parts: [is("language", "de"), is("topic", "dates")] },
  ...{ rate: 0.41, rate_rest: 0.12, q_value: 0.001 },
  difference: { ...rate(0.29, 120), low: 0.18, high: 0.4 },
};

interface Body {
  slice: Condition;
  turn: number;
  text: string;
  by: string[];
  name: string;
  purpose: string;
  feature: string;
  offset: number;
  item_id: string;
}

/** Answers in the order in which it is asked; `holds` keeps answers of a kind back. */
export class ExplorerKernel extends FakeModel {
  facets = FACETS;
  people: Explored["people"] = [];
  saved: SavedSlice[] = [];
  n_items = 3;
  problem: Problem | null = null;
  /** The request that the problem is about. */
  failing = "look";
  holds = new Set<string>();
  held: (() => void)[] = [];
  isSlow = false;
  isEmpty = false;

  get = () => ({});

  asked(name: string): Body[] {
    return this.requests
      .filter((one) => one.name === name)
      .map(({ body }) => body as unknown as Body);
  }

  tell(name: string, body: object): void {
    this.emit("msg:custom", { kind: "told", name, body });
  }

  move(moved: Partial<SightMoved>): void {
    const nobody = { annotator: null, view: null, sight: START, is_order: false, people: [] };
    this.tell("moved", { ...nobody, ...moved });
  }

  override reply({ id, name, body }: Parameters<FakeModel["reply"]>[0]): void {
    const { problem } = this;
    const answer = () => {
      const content =
        problem && name === this.failing
          ? { error: problem }
          : { body: this.body(name, body as unknown as Body) };
      this.emit("msg:custom", { kind: "reply", id, ...content });
    };
    if (this.holds.has(name)) this.held.push(answer);
    else answer();
  }

  private body(name: string, body: Body): object {
    switch (name) {
      case "hello":
        return this.explored();
      case "look":
        return this.overview(body);
      case "trend":
        return { turn: body.turn, windows: this.windows(0.3) };
      case "breakdown":
        return this.breakdown(body);
      case "page":
        return this.page(body);
      case "find_values":
        return {
          turn: body.turn,
          ...{ feature: body.feature, values: ["found"], n: [3], rate: [0.5] },
        };
      case "open_item":
        return this.opened(body);
      case "parse":
        return this.parsed(body.text);
      case "complete":
        return {
          start: 0,
          end: body.text.length,
          options: [
            { text: "language", label: "language", detail: "category" },
            { text: "model", label: "model", detail: "category" },
          ],
        };
      case "code":
        return { text: "analysis.slice_labels(labels, 'language = \"de\"')" };
      case "save":
        this.saved = [
          {
            name: body.name,
            text: "a slice",
            slice: body.slice,
            outcome: "disagreement",
            saved_by: "ana",
            saved_at: "2026-02-01T10:00:00Z",
            problem: null,
          },
        ];
        return { saved: this.saved };
      case "drop":
        this.saved = [];
        return { saved: [] };
      case "send":
        return this.sent(body, 34);
      case "take_back":
        return this.sent(body, 0);
      case "compare":
        return {
          turn: body.turn,
          texts: ["one", "other"],
          rates: [rate(0.4, 90), rate(0.2, 120)],
          difference: rate(0.2, 210),
          both: rate(0.3, 12),
        };
      case "suggest":
        return { state: "done", slices: [SUGGESTION], note: "41 slices were looked at." };
      default:
        return {};
    }
  }

  private sent({ purpose }: Body, n_added: number) {
    return { purpose, n_items: 6 + n_added, n_added, code: "project.item_list('review')" };
  }

  private windows(estimate: number) {
    return Array.from({ length: 8 }, (_, week) => ({
      start: new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString(),
      end: new Date(Date.UTC(2026, 0, 12 + 7 * week)).toISOString(),
      rate: rate(estimate + 0.02 * (week % 3), 150),
    }));
  }

  private explored(): Explored {
    return {
      ...{ seat: "seat", annotator: "ana", identity: "given", project_id: "project" },
      ...{ project_name: "Response ranking", task: null, options: null, taxonomy: null },
      guideline: { version: "1.0", text: "# Tone\n\nBe kind." },
      ...{ outcome: "disagreement", unit: "pairs", is_slow: this.isSlow, total: rate(0.24, 1_200) },
      confidence: 0.95,
      note: "Labels given before any exposure.",
      fields: [{ name: "anywhere", kind: "text" }],
      ...{ facets: this.facets, trend: this.windows(0.22), sight: START, can_save: true },
      ...{ saved: this.saved, suggestions: { state: "asleep", slices: [], note: "" } },
      people: this.people,
    };
  }

  private overview({ slice, turn }: Body): Overview {
    const all = isAll(slice);
    return {
      turn,
      text: all ? "" : JSON.stringify(slice),
      standing: all ? "all" : "exploratory",
      rate: this.isEmpty ? rate(null, 0) : rate(all ? 0.24 : 0.41, all ? 1_200 : 310),
      rest: all ? rate(null, 0) : rate(0.19, 890),
      difference: { ...rate(0.22, 1_200), low: 0.15, high: 0.29 },
      facets: this.facets.map(({ feature, all: { n } }) =>
        counted(feature, all ? n : n.map((one, code) => Math.round(one / (2 + (code % 3))))),
      ),
    };
  }

  private breakdown({ by, turn }: Body) {
    const facets = by.map((name) => this.facets.find(({ feature }) => feature === name));
    const codes = facets.map((facet) => facet?.all.n.flatMap((n, code) => (n ? [code] : [])) ?? []);
    const [first = [], second] = codes;
    const pairs = first.flatMap((one) =>
      (second ?? [null]).map((two) => (two === null ? [one] : [one, two])),
    );
    const cells = pairs.map((pair, place) => ({
      codes: pair,
      rate: rate(0.1 + 0.05 * (place % 8), 40 + place),
    }));
    return { turn, by, cells };
  }

  private page({ offset, turn }: Body) {
    const rows = Array.from({ length: Math.min(25, this.n_items - offset) }, (_, place) => ({
      ...{
        item_id: `q${offset + place}`,
        excerpt: "How do I get a refund?",
        n_labels: 3,
      },
      ...{ rate: 0.5, at: "2026-01-20T10:00:00Z", features: ["de", HOSTILE] },
    }));
    return { turn, n_items: this.n_items, columns: ["language", "topic"], rows };
  }

  private opened({ item_id }: Body): OpenedItem {
    return {
      item_id,
      item: null,
      gold: null,
      letters: [],
      features: [],
      said: [],
      escalations: [],
    };
  }

  private parsed(text: string) {
    if (text.includes("?")) {
      const start = text.indexOf("?");
      const mistake = {
        message: "There is no feature “?”; is it “language”?",
        start,
        end: start + 1,
      };
      return { slice: null, text, mistake };
    }
    return { slice: is("language", "de"), text: 'language = "de"', mistake: null };
  }
}
