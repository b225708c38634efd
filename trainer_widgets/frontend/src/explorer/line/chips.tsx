// The conditions of a slice, each of which can be taken away or turned around.
import { Button } from "../../kit/button";
import {
  type Condition,
  changedAt,
  isEverything,
  type Joint,
  negated,
  partsOf,
  rejoined,
} from "../conditions";
import { useExplorer } from "../place";
import { shortened, Value } from "../shared/values";
import { inWords, wordsOf } from "../words";

const JOINTS: Record<Joint, { name: string; word: string }> = {
  every: { name: "All of", word: "and" },
  either: { name: "Any of", word: "or" },
};

interface ChipProps {
  part: Condition;
  onChange(part: Condition | null): void;
}

function Chip({ part, onChange }: ChipProps) {
  const { subject, verb, object } = wordsOf(part);
  const text = shortened(inWords(part));
  return (
    <span class="tw-condition">
      {subject && <Value text={subject} />}
      <button
        type="button"
        class="tw-condition-verb"
        title="Turn around"
        aria-pressed={part.type === "negated"}
        onClick={() => onChange(negated(part))}
      >
        {verb}
        <span class="tw-hidden">, turn around: {text}</span>
      </button>
      {object && <Value text={object} />}
      <button
        type="button"
        class="tw-condition-remove"
        title="Remove"
        onClick={() => onChange(null)}
      >
        <span aria-hidden="true">×</span>
        <span class="tw-hidden">Remove {text}</span>
      </button>
    </span>
  );
}

function Joints({ joint }: { joint: Joint }) {
  const [session, { sight }] = useExplorer();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <span class="tw-joints" role="group" aria-label="How the conditions hold together">
      {(Object.keys(JOINTS) as Joint[]).map((one) => (
        <Button
          key={one}
          name={JOINTS[one].name}
          look="quiet"
          aria-pressed={one === joint}
          onClick={() => session.narrow(rejoined(sight.slice, one))}
        />
      ))}
    </span>
  );
}

function Conditions() {
  const [session, { sight }] = useExplorer();
  const { joint, parts } = partsOf(sight.slice);
  return (
    <ul class="tw-condition-list" aria-label="Conditions">
      {parts.map((part, place) => (
        <li key={place}>
          {place > 0 && <span class="tw-muted">{JOINTS[joint].word}</span>}
          <Chip
            part={part}
            onChange={(next) => session.narrow(changedAt(sight.slice, place, next))}
          />
        </li>
      ))}
    </ul>
  );
}

export function Chips() {
  const [session, { sight }] = useExplorer();
  const { joint, parts } = partsOf(sight.slice);
  if (isEverything(sight.slice)) {
    return <p class="tw-conditions tw-muted">Click a value, a bar or a bin, or type, to narrow.</p>;
  }
  return (
    <div class="tw-conditions">
      {parts.length > 1 && <Joints joint={joint} />}
      <Conditions />
      <span class="tw-space" />
      <Button name="Clear all" hint="x" look="quiet" onClick={() => session.clear()} />
    </div>
  );
}
