// What everybody says of an item, in the terms of its task.
import { useMemo, useState } from "preact/hooks";
import { type Answered, answersOf } from "../../answers";
import type { RevealedItem, SaidThere } from "../../contract";
import { Button, Key } from "../../kit/button";
import { useKeys } from "../../kit/context";
import { Look } from "../../looking/look";
import { useTalk } from "./place";
import { answerNow } from "./revision";

type When = "now" | "before";

function answeredOf(one: SaidThere, when: When, own: string): Answered {
  const plain = when === "now" ? answerNow(one) : one.before;
  const isLate = when === "now" && !one.is_revised && one.condition === "revealed";
  const marks = [
    one.annotator === own && "you",
    when === "now" && one.is_revised && "revised",
    isLate && "after the reveal",
  ].filter((mark) => mark !== false);
  const action = plain === null && one.action === "answer" ? "no answer" : one.action;
  return { who: one.annotator, kind: "person", action, plain, marks, columns: [] };
}

interface SwitchProps {
  when: When;
  choose(when: When): void;
}

/** Only where somebody has revised is there more than one thing to see. */
function Switch({ when, choose }: SwitchProps) {
  return (
    <fieldset class="tw-switches" aria-label="Which answers">
      <Button
        name="What they say now"
        look="quiet"
        aria-pressed={when === "now"}
        onClick={() => choose("now")}
      />
      <Button
        name="Before talking"
        look="quiet"
        aria-pressed={when === "before"}
        onClick={() => choose("before")}
      />
    </fieldset>
  );
}

export function SideBySide({ opened }: { opened: RevealedItem }) {
  const { bench, host } = useTalk();
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const [when, choose] = useState<When>("now");
  const { annotator, options, task, taxonomy } = host.welcome;
  const { item, said } = opened;
  const all = useMemo(
    () => said.map((one) => answeredOf(one, when, annotator)),
    [said, when, annotator],
  );
  const Answers = answersOf(task);
  const turnVeil = () => root?.querySelector<HTMLElement>('[aria-keyshortcuts="v"]')?.click();
  useKeys({ i: () => root?.focus(), v: turnVeil }, !!root);
  return (
    <div class="tw-item">
      <div class="tw-caption">
        <span>Answers</span>
        <Key>i</Key>
        {said.some((one) => one.is_revised) && <Switch when={when} choose={choose} />}
      </div>
      <Look name="Answers side by side" look="tw-side-by-side" bench={bench} onRoot={setRoot}>
        <Answers {...{ item, options, taxonomy }} said={all} letters={[]} />
      </Look>
    </div>
  );
}
