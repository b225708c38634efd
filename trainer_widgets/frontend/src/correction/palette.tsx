// The categories, with a key each: one press marks what is selected.
import { useMemo, useRef } from "preact/hooks";
import { Button, Key } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import { TypeAhead } from "../kit/type_ahead";
import { textOf } from "./answer";
import { choicesOf, hotkeyOf, leavesOf, toneOf } from "./categories";
import { focusText, type Marking, type Props, quoteOf } from "./marking";

/** More would be a wall: the others are found by typing. */
const MOST_SHOWN = 24;

function Status({ props, marking }: { props: Props; marking: Marking }) {
  const { selected, current } = marking;
  const { item } = props;
  if (selected) {
    const what = selected.start === selected.end ? "Something missing at" : "Mark";
    return (
      <>
        {what} <q dir="auto">{quoteOf(textOf(item, selected.side), selected)}</q> as
      </>
    );
  }
  if (current) return <>Another category for the mark you are at</>;
  return <>Select words, or place the cursor where something is missing</>;
}

export function Palette({ props, marking }: { props: Props; marking: Marking }) {
  const { taxonomy } = props;
  const field = useRef<HTMLInputElement>(null);
  const { root } = usePlace();
  const { selected, current, categorize } = marking;
  const side = selected?.side ?? current?.side ?? "target";
  // The next key is the severity's, or marks the next words.
  const find = (id: string) => {
    categorize(id);
    focusText(root, side);
  };
  const leaves = useMemo(() => leavesOf(taxonomy), [taxonomy]);
  const choices = useMemo(() => choicesOf(taxonomy), [taxonomy]);
  const digits = leaves.slice(0, 9).map(({ id }, place) => [`${place + 1}`, () => categorize(id)]);
  useKeys(Object.fromEntries(digits), selected !== null);
  useKeys({ c: () => field.current?.focus() }, taxonomy !== null);
  useKeys({ m: () => selected && categorize(null) }, taxonomy === null);
  const isIdle = !selected && !current;
  return (
    <section class={`tw-palette ${current ? "tw-rating" : ""}`} aria-label="Categories">
      <div class="tw-palette-head">
        <p class="tw-palette-status">
          <Status {...{ props, marking }} />
        </p>
        {taxonomy && (
          <div class="tw-palette-find">
            <TypeAhead
              name="Category"
              placeholder="Find a category"
              choices={choices}
              onPick={find}
              field={field}
            />
            <Key>c</Key>
          </div>
        )}
      </div>
      <div class="tw-palette-row">
        {taxonomy ? (
          leaves
            .slice(0, MOST_SHOWN)
            .map((category, place) => (
              <Button
                key={category.id}
                name={category.name}
                class={`tw-button tw-category tw-tone-${toneOf(category.id, taxonomy)}`}
                title={category.definition}
                disabled={isIdle}
                aria-pressed={!selected && current?.category === category.id}
                onClick={() => categorize(category.id)}
                {...(hotkeyOf(place) && { hint: hotkeyOf(place) as string })}
              />
            ))
        ) : (
          <Button name="Mark" hint="m" disabled={!selected} onClick={() => categorize(null)} />
        )}
      </div>
    </section>
  );
}
