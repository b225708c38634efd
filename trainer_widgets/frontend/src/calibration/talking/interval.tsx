// An estimate on its interval, as a dot on a line; words beside it tell the same.
import type { SessionAgreement } from "../../contract";

/** Agreement is at most 1; below 0 people differ more than by chance. */
export function scaleOf(all: readonly SessionAgreement[]): (value: number) => string {
  const lowest = Math.min(0, ...all.map(({ estimate, low }) => low ?? estimate ?? 0));
  return (value) => `${((100 * (value - lowest)) / (1 - lowest)).toFixed(2)}%`;
}

interface IntervalProps {
  one: SessionAgreement;
  at(value: number): string;
}

export function Interval({ one, at }: IntervalProps) {
  const { estimate, low, high } = one;
  if (estimate === null) return null;
  return (
    <span class="tw-interval" aria-hidden="true">
      <span class="tw-interval-zero" style={{ insetInlineStart: at(0) }} />
      {low !== null && high !== null && (
        <span
          class="tw-interval-line"
          style={{ insetInlineStart: at(low), width: `calc(${at(high)} - ${at(low)})` }}
        />
      )}
      <span class="tw-interval-dot" style={{ insetInlineStart: at(estimate) }} />
    </span>
  );
}
