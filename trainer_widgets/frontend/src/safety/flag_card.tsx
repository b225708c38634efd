import { useMemo } from "preact/hooks";
import { Button } from "../kit/button";
import { CodePoints } from "../kit/code_points";
import { visible } from "../kit/marked_text";
import { categoryOf, pathOf } from "../kit/taxonomy";
import { useOwnId } from "../kit/use_own_id";
import { useAfterDrawing } from "./after_drawing";
import type { FlagDraft } from "./answer";
import { responseOf } from "./answer";
import { OptionRow } from "./option_row";
import { needsReason, type Severity, severitiesOf, severityName } from "./policy";
import type { Policy } from "./policy_card";
import type { Props, Review } from "./review";

/** As the marks in the text have it: the larger numbers begin again. */
const toneOf = (at: number) => ({
  "--tw-swatch-tint": `var(--tw-tone-tint-${at % 6})`,
  "--tw-swatch-line": `var(--tw-tone-line-${at % 6})`,
});

export interface FlagCardProps {
  props: Props;
  review: Review;
  policy: Policy;
  flag: FlagDraft;
  at: number;
}

function Name({ props, policy, flag }: FlagCardProps) {
  const { taxonomy } = props;
  const { category } = flag;
  const path = pathOf(taxonomy, category);
  return (
    <button
      type="button"
      class="tw-flag-name"
      aria-expanded={policy.shown === category}
      onClick={() => policy.pin(category)}
      onMouseEnter={() => policy.point(category)}
      onMouseLeave={() => policy.point(null)}
      onFocus={() => policy.point(category)}
      onBlur={() => policy.point(null)}
    >
      <span dir="auto">
        {path.length > 0 && <span class="tw-muted">{path.join(" › ")} › </span>}
        {categoryOf(taxonomy, category)?.name ?? category}
      </span>
    </button>
  );
}

function Evidence({ props, review, flag }: FlagCardProps) {
  const text = responseOf(props.item);
  const points = useMemo(() => new CodePoints(text), [text]);
  const without = (place: number) =>
    review.setFlag(flag.category, (before) => ({
      ...before,
      evidence: before.evidence.filter((_, other) => other !== place),
    }));
  return (
    <ul class="tw-evidence" aria-label="Evidence">
      {flag.evidence.map(({ start, end }, place) => {
        const words = text.slice(points.toUnits(start), points.toUnits(end));
        return (
          <li key={`${start} ${end}`}>
            <q dir="auto">{visible(words.replace(/\s+/g, " "))}</q>
            <Button
              name="Remove"
              look="quiet"
              aria-label={`Remove evidence ${place + 1}`}
              onClick={() => without(place)}
            >
              <span aria-hidden="true">×</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function Reason({ review, flag, isDue }: FlagCardProps & { isDue: boolean }) {
  const id = useOwnId();
  return (
    <div class="tw-flag-reason">
      <label htmlFor={id}>Reason{isDue && <span class="tw-muted"> (required)</span>}</label>
      <textarea
        id={id}
        rows={2}
        dir="auto"
        aria-required={isDue}
        value={flag.reason}
        onInput={({ currentTarget: { value: reason } }) =>
          review.setFlag(flag.category, (before) => ({ ...before, reason }))
        }
      />
    </div>
  );
}

function Severities(card: FlagCardProps) {
  const { props, review, flag } = card;
  const { options, taxonomy } = props;
  const allowed = severitiesOf(taxonomy, flag.category);
  const notes = Object.fromEntries(
    (taxonomy?.severity ?? []).map(({ id, definition }) => [id, definition]),
  ) as Partial<Record<Severity, string>>;
  const choose = (severity: Severity) =>
    review.setFlag(flag.category, (before) => ({ ...before, severity }));
  const after = useAfterDrawing();
  const goOn = (list: Element | null | undefined) => {
    const reason = list?.querySelector<HTMLElement>("textarea");
    if (reason) reason.focus();
    else review.leave();
  };
  return (
    <OptionRow
      name={`Severity of ${categoryOf(taxonomy, flag.category)?.name ?? flag.category}`}
      entries={allowed.map((one) => [one, severityName(taxonomy, one)] as const)}
      value={flag.severity}
      choose={choose}
      notes={notes}
      digits
      chosen={(severity, from) => {
        const list = from?.closest("li");
        // The field for the reason comes with the next drawing.
        if (needsReason(severity, options)) after(() => goOn(list));
        else review.leave();
      }}
    />
  );
}

export function FlagCard(card: FlagCardProps) {
  const { props, review, flag, at } = card;
  const { options, taxonomy } = props;
  const isCurrent = review.current?.category === flag.category;
  const isDue = flag.severity !== null && needsReason(flag.severity, options);
  const name = categoryOf(taxonomy, flag.category)?.name ?? flag.category;
  return (
    <li
      class={`tw-flag ${isCurrent ? "tw-at" : ""}`}
      aria-current={isCurrent}
      onFocusCapture={() => review.setCurrent(flag.category)}
    >
      <div class="tw-flag-head">
        {options.evidence !== "hidden" && (
          <span class="tw-swatch" style={toneOf(at)} aria-hidden="true" />
        )}
        <Name {...card} />
        <span class="tw-space" />
        <Button
          name="Remove"
          look="quiet"
          aria-label={`Remove the flag ${name}`}
          onClick={() => review.remove(flag.category)}
        >
          <span aria-hidden="true">×</span>
        </Button>
      </div>
      <Severities {...card} />
      {flag.evidence.length > 0 && <Evidence {...card} />}
      {(isDue || flag.reason) && <Reason {...card} isDue={isDue} />}
    </li>
  );
}
