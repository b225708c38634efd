// The policy's text for a category: on hover, on focus, and on a key.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Taxonomy } from "../contract";
import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { ScrollArea } from "../kit/scroll_area";
import { categoryOf, fullName } from "../kit/taxonomy";
import { severitiesOf } from "./policy";

/** Long enough for a pointer to go from a name to its text. */
const STAYS = 250;

export function usePolicy() {
  const [pointed, setPointed] = useState<string | null>(null);
  const [pinned, setPinned] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const point = (category: string | null) => {
    clearTimeout(timer.current);
    if (category !== null) setPointed(category);
    else timer.current = setTimeout(() => setPointed(null), STAYS);
  };
  const close = () => {
    clearTimeout(timer.current);
    setPointed(null);
    setPinned(null);
  };
  const pin = (category: string) => (pinned === category ? close() : setPinned(category));
  return { shown: pointed ?? pinned, pinned, point, pin, close };
}

export type Policy = ReturnType<typeof usePolicy>;

function Cases({ title, cases }: { title: string; cases: string[] }) {
  if (cases.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {cases.map((one) => (
          <li key={one} dir="auto">
            {one}
          </li>
        ))}
      </ul>
    </>
  );
}

function Severities({ taxonomy, id }: { taxonomy: Taxonomy | null; id: string }) {
  return (
    <>
      <h3>Severities</h3>
      <ul>
        {severitiesOf(taxonomy, id).map((severity) => {
          const level = taxonomy?.severity.find((one) => one.id === severity);
          return (
            <li key={severity} dir="auto">
              <strong>{level?.name ?? severity}</strong>
              {level?.definition && `: ${level.definition}`}
            </li>
          );
        })}
      </ul>
    </>
  );
}

export function PolicyCard({ policy, taxonomy }: { policy: Policy; taxonomy: Taxonomy | null }) {
  const { shown, pinned, point, close } = policy;
  useKeys({ Escape: close }, shown !== null);
  const category = shown === null ? undefined : categoryOf(taxonomy, shown);
  if (!category) return null;
  const { id, definition, examples, counterexamples, action, maps_to: others } = category;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a pointer on it keeps it open
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: as above
    <div
      class="tw-policy"
      onMouseEnter={() => point(id)}
      onMouseLeave={() => point(null)}
      data-pinned={pinned === id}
    >
      <div class="tw-policy-head">
        <h2 dir="auto">{fullName(taxonomy, id)}</h2>
        <span class="tw-space" />
        <Button name="Close" hint="Esc" look="quiet" onClick={close} />
      </div>
      <ScrollArea name={`Policy: ${fullName(taxonomy, id)}`} look="tw-policy-text">
        {definition && <p dir="auto">{definition}</p>}
        <Cases title="Examples" cases={examples} />
        <Cases title="Not this" cases={counterexamples} />
        <Severities taxonomy={taxonomy} id={id} />
        {action && (
          <p>
            Action: <strong dir="auto">{action}</strong>
          </p>
        )}
        {others.length > 0 && (
          <p class="tw-muted" dir="auto">
            {others.join(", ")}
          </p>
        )}
      </ScrollArea>
    </div>
  );
}
