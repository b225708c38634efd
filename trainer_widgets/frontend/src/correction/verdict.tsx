import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { hasFound } from "./answer";
import type { Props } from "./marking";

/** Said on purpose: an answer without marks is never an oversight. */
export function Verdict({ item, options, draft, setDraft }: Props) {
  const isOffered = options.errors !== "hidden";
  const isPossible = isOffered && !hasFound(draft, item);
  const toggle = () => setDraft((before) => ({ ...before, isCorrect: !before.isCorrect }));
  useKeys({ 0: toggle }, isPossible);
  if (!isOffered) return null;
  return (
    <Button
      name="Nothing wrong"
      hint="0"
      disabled={!isPossible}
      aria-pressed={isPossible && draft.isCorrect}
      onClick={toggle}
    />
  );
}
