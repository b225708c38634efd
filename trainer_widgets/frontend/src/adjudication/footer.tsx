// The choice: one of the answers by its digit, or one's own that may begin from them.

import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { WorklistFooter } from "../worklist/footer";
import { Reason } from "../worklist/reason";
import { useFocusOn } from "../worklist/use_focus_on";
import { canMerge } from "./merging";
import { useAdjudication } from "./place";
import type { AdjudicationSession } from "./session";
import { nameOf } from "./words";

/** Digits are keys as far as there are digits. */
const DIGITS = 9;

type Way = Parameters<AdjudicationSession["edit"]>[0];

function useEdit(): (how: Way) => void {
  const [session] = useAdjudication();
  const focusOn = useFocusOn();
  return (how) => {
    if (session.edit(how)) focusOn(".tw-own-answer .tw-seen");
  };
}

function Picks() {
  const [session, { draft, looked }] = useAdjudication();
  const answers = looked?.answers ?? [];
  const digits = answers.slice(0, DIGITS);
  useKeys(Object.fromEntries(digits.map(({ key }, at) => [`${at + 1}`, () => session.pick(key)])));
  return (
    <>
      {answers.map(({ key }, at) => (
        <Button
          key={key}
          name={nameOf(answers, key)}
          {...(at < DIGITS ? { hint: `${at + 1}` } : {})}
          aria-pressed={!draft.isOwn && draft.picked === key}
          onClick={() => session.pick(key)}
        />
      ))}
    </>
  );
}

function Own() {
  const [, { draft, welcome }] = useAdjudication();
  const edit = useEdit();
  const merges = canMerge(welcome?.task ?? "");
  const canEdit = draft.picked !== null && !draft.isOwn;
  useKeys({ e: () => edit("picked") }, canEdit);
  useKeys({ w: () => edit("new") });
  useKeys({ m: () => edit("all"), s: () => edit("shared") }, merges);
  return (
    <>
      <Button name="Edit it" hint="e" disabled={!canEdit} onClick={() => edit("picked")} />
      {merges && <Button name="All of them" hint="m" onClick={() => edit("all")} />}
      {merges && <Button name="What all share" hint="s" onClick={() => edit("shared")} />}
      <Button name="My own" hint="w" aria-pressed={draft.isOwn} onClick={() => edit("new")} />
    </>
  );
}

function Words() {
  const [session, { draft, looked }] = useAdjudication();
  if (!session.canDecide || !looked) return null;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div class="tw-picks" role="group" aria-label="Choice">
        <Picks />
        <span class="tw-space" />
        <Own />
      </div>
      <Reason
        reason={draft.reason}
        write={(reason) => session.write({ reason })}
        isRequired={false}
        note="if it needs one"
      />
    </>
  );
}

export function AdjudicationFooter() {
  const [session, { gone, holding }] = useAdjudication();
  const { canDecide, entry, isWaiting } = session;
  const canGoOn = !canDecide && !!entry?.is_settled && !isWaiting;
  const idle = gone || holding || !(canDecide || canGoOn);
  const send = () => void session.send();
  useKeys({ Submit: send }, !idle);
  return (
    <WorklistFooter words={<Words />}>
      <Button
        name={canGoOn ? "Keep and go on" : "Choose"}
        hint="Ctrl ⏎"
        look="primary"
        disabled={idle}
        onClick={send}
      />
    </WorklistFooter>
  );
}
