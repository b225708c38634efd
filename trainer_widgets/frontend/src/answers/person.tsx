import { type Answered, type Difference, didInstead } from "./answered";

/** Who said something, and what else is to be known of that. */
export function Person({ one }: { one: Answered }) {
  const words = [didInstead(one), ...one.marks].filter(Boolean);
  return (
    <span class="tw-person">
      <bdi>{one.who}</bdi>
      {one.kind !== "person" && <span class="tw-kind-of">{one.kind}</span>}
      {words.length > 0 && <span class="tw-person-marks">{words.join(", ")}</span>}
    </span>
  );
}

const TOLD: Record<Difference, string> = {
  apart: "not what most said",
  divided: "others said something else",
};

/** Beside what others did not say: a sign, so that it needs no colour. */
export function DifferenceSign({ how }: { how: Difference }) {
  return (
    <span class="tw-difference-sign" title={TOLD[how]}>
      <span aria-hidden="true">≠</span>
      <span class="tw-hidden"> ({TOLD[how]})</span>
    </span>
  );
}
