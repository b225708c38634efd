// Facets and rates for the tests of the explorer.
import type { Counted, Facet, Rate } from "../src/contract";
import type { Condition, Constant } from "../src/explorer/conditions";

export const is = (feature: string, constant: Constant): Condition => ({
  type: "compared",
  ...{ feature, comparator: "=", constant },
});

export function rate(estimate: number | null, labels: number): Rate {
  const [low, high] =
    estimate === null ? [null, null] : [estimate * 0.9, Math.min(1, estimate * 1.1)];
  return { estimate, low, high, n_labels: labels, n_items: Math.ceil(labels / 3), note: "" };
}

export function counted(feature: string, n: number[]): Counted {
  return { feature, n, rate: n.map((one, code) => (one ? 0.1 + 0.07 * (code % 6) : null)) };
}

export function category(feature: string, values: Constant[], n: number[], more = 0): Facet {
  const all = counted(feature, n);
  return { feature, kind: "category", values, edges: [], n_values: values.length + more, all };
}

export const HOSTILE = "<img src=x onerror=alert(1)>";

export const FACETS: Facet[] = [
  category("language", ["en", "de", "ar", HOSTILE, "\u202efr"], [12, 640, 310, 190, 40, 8]),
  category("model", ["m1", "m2", "m3"], [0, 500, 400, 300]),
  category("topic", ["dates", "refunds", "x".repeat(5_000)], [90, 300, 240, 170, 400], 4_950),
  { ...category("is_long", [false, true], [0, 800, 400]), kind: "boolean" },
  { ...category("tags", ["night", "snow", "crowd"], [100, 500, 300, 90]), kind: "list" },
  {
    ...category("severity", [], [30, 120, 300, 420, 210, 120]),
    ...{ kind: "number", edges: [0, 1, 2, 3, 4, 5], n_values: 6 },
  },
  {
    ...category("submitted_at", [], [0, 200, 350, 400, 250]),
    kind: "time",
    edges: ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02"].map(
      (day) => `${day}T00:00:00Z`,
    ),
  },
];
