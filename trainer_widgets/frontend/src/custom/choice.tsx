// A few things to choose from, each with a key of its own; of many the others are found by typing.
import { useMemo } from "preact/hooks";
import { Button } from "../kit/button";
import { TypeAhead } from "../kit/type_ahead";
import { CHOICE_KEYS, useOwnKeys } from "./own_keys";
import { Caption } from "./reading";

export interface ChoiceProps {
  /** The accessible name of the group. */
  name: string;
  of: readonly string[];
  /** What is chosen: one, several or nothing yet. */
  value: string | readonly string[] | null | undefined;
  onChoose(one: string): void;
}

function hintOf(index: number): { hint?: string } {
  const hint = CHOICE_KEYS[index];
  return hint ? { hint } : {};
}

function Find({ name, of, onChoose }: ChoiceProps) {
  const choices = useMemo(() => of.map((one) => ({ id: one, name: one })), [of]);
  return (
    <TypeAhead name={`${name}: find`} choices={choices} onPick={onChoose} placeholder="Find" />
  );
}

export function Choice(props: ChoiceProps) {
  const { name, of, value, onChoose } = props;
  const isChosen = (one: string) => (Array.isArray(value) ? value.includes(one) : value === one);
  const keyed = of.slice(0, CHOICE_KEYS.length);
  useOwnKeys(Object.fromEntries(keyed.map((one, at) => [CHOICE_KEYS[at], () => onChoose(one)])));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-label={name}>
      <Caption name={name} />
      <div class="tw-choice">
        {of.map((one, index) => (
          <Button
            key={one}
            name={one}
            {...hintOf(index)}
            dir="auto"
            aria-pressed={isChosen(one)}
            onClick={() => onChoose(one)}
          />
        ))}
        {keyed.length < of.length && <Find {...props} />}
      </div>
    </div>
  );
}
