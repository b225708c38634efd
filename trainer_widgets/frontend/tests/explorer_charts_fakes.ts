// Drawing charts for tests, and records to draw.
import { type ComponentChild, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach } from "vitest";
import type { Breakdown, Facet, Rate } from "../src/contract";

export let root: HTMLElement;

beforeEach(() => {
  root = document.createElement("div");
  root.className = "tw";
  document.body.append(root);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

export const draw = (child: ComponentChild) => act(() => render(child, root));
export const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
export const one = (selector: string) => root.querySelector(selector) as HTMLElement;
export const plain = (text: string | null | undefined) =>
  (text ?? "").replace(/[\u202f\u00a0]/g, " ").replace(/[\u2068\u2069]/g, "");

export function press(target: Element, key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  act(() => void target.dispatchEvent(event));
  return event.defaultPrevented;
}

export function rate(estimate: number | null, n = 100, note = ""): Rate {
  const ends =
    estimate === null
      ? { low: null, high: null }
      : { low: Math.max(0, estimate - 0.05), high: Math.min(1, estimate + 0.05) };
  return { estimate, ...ends, n_labels: n, n_items: Math.ceil(n / 2), note };
}

export function category(
  feature: string,
  values: Facet["values"],
  n_values = values.length,
): Facet {
  const counted = { feature, n: [0, ...values.map(() => 10)], rate: [] };
  return { feature, kind: "category", values, edges: [], n_values, all: counted };
}

export const HOSTILE = "<img src=x onerror=alert(1)>";
export const LANGUAGES = category("language", ["en", "ar", HOSTILE], 10);
export const MODELS = category("model", ["m1", "m2"]);
export const LENGTHS: Facet = {
  feature: "length",
  kind: "number",
  values: [],
  edges: [0, 10, 20, 30, 40],
  n_values: 40,
  all: { feature: "length", n: [5, 10, 40, 20, 0], rate: [null, 0.1, 0.2, 0.3, null] },
};

export function by(names: string[], cells: [number[], Rate][]): Breakdown {
  return { turn: 1, by: names, cells: cells.map(([codes, of]) => ({ codes, rate: of })) };
}

export const BY_LANGUAGE = by(
  ["language"],
  [
    [[0], rate(0.05)],
    [[1], rate(0.1, 1204)],
    [[2], rate(0.31, 4)],
    [[3], rate(null, 3, "Only one annotator.")],
    [[4], rate(0.2)],
  ],
);

export const BY_TWO = by(
  ["language", "model"],
  [
    [[1, 1], rate(0.1)],
    [[1, 2], rate(0.4)],
    [[2, 1], rate(0.9, 3)],
    [[0, 2], rate(null, 20, "Only one annotator.")],
  ],
);
