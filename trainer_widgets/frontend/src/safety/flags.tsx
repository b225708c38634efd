import { useMemo, useRef } from "preact/hooks";
import { Button, Key } from "../kit/button";
import { useKeys } from "../kit/context";
import { categoryOf, pathOf } from "../kit/taxonomy";
import { type Choice, TypeAhead } from "../kit/type_ahead";
import { FlagCard } from "./flag_card";
import type { Policy } from "./policy_card";
import type { Props, Review } from "./review";

/** Keys of the frequent categories: those before them are the verdict's. */
const FREQUENT_KEYS = ["4", "5", "6", "7", "8", "9", "0"];

interface FlagsProps {
  props: Props;
  review: Review;
  policy: Policy;
}

function Frequent({ props, review, policy }: FlagsProps) {
  const { draft, options, taxonomy } = props;
  const known = options.frequent.filter((id) => categoryOf(taxonomy, id));
  const keys = known.map((id, at) => [FREQUENT_KEYS[at] ?? "", () => review.flag(id)] as const);
  useKeys(Object.fromEntries(keys), known.length > 0);
  if (known.length === 0) return null;
  return (
    <fieldset class="tw-frequent" aria-label="Frequent categories">
      {known.map((id, at) => (
        <Button
          key={id}
          name={categoryOf(taxonomy, id)?.name ?? id}
          hint={FREQUENT_KEYS[at] ?? ""}
          aria-pressed={draft.flags.some(({ category }) => category === id)}
          onClick={() => review.flag(id)}
          onMouseEnter={() => policy.point(id)}
          onMouseLeave={() => policy.point(null)}
          onFocus={() => policy.point(id)}
          onBlur={() => policy.point(null)}
        />
      ))}
    </fieldset>
  );
}

function useChoices({ options, taxonomy }: Props): Choice[] {
  const { frequent } = options;
  return useMemo(
    () =>
      (taxonomy?.category ?? []).map(({ id, name }) => ({
        id,
        name,
        path: pathOf(taxonomy, id).join(" › "),
        hotkey: FREQUENT_KEYS[frequent.indexOf(id)],
      })),
    [taxonomy, frequent],
  );
}

export function Flags({ props, review, policy }: FlagsProps) {
  const { draft, options } = props;
  const field = useRef<HTMLInputElement>(null);
  const choices = useChoices(props);
  const { current } = review;
  const keys = {
    f: () => field.current?.focus(),
    i: () => current && policy.pin(current.category),
    d: () => void review.toSeverity(),
  };
  useKeys(keys);
  useKeys({ m: review.addEvidence }, options.evidence !== "hidden");
  return (
    <section class="tw-flags" aria-label="Flags">
      <div class="tw-caption">
        <span>Flags</span>
        {draft.flags.length > 0 && <span>{draft.flags.length}</span>}
        <span class="tw-space" />
        {current && (
          <Button
            name="Policy"
            hint="i"
            look="quiet"
            aria-pressed={policy.pinned === current.category}
            onClick={keys.i}
          />
        )}
        {options.evidence !== "hidden" && (
          <Button
            name="Mark selection"
            hint="m"
            look="quiet"
            disabled={!review.selection || !current}
            onClick={review.addEvidence}
          />
        )}
      </div>
      {draft.flags.length > 0 && (
        <ol class="tw-flag-list">
          {draft.flags.map((flag, at) => (
            <FlagCard key={flag.category} {...{ props, review, policy, flag, at }} />
          ))}
        </ol>
      )}
      <div class="tw-flag-find">
        <TypeAhead
          name="Flag a category"
          placeholder={review.selection ? "Flag the selection as…" : "Flag a category…"}
          choices={choices}
          field={field}
          onPick={(id) => {
            policy.close();
            review.flag(id);
          }}
          onActive={policy.point}
        />
        <Key>f</Key>
      </div>
      <Frequent {...{ props, review, policy }} />
    </section>
  );
}
