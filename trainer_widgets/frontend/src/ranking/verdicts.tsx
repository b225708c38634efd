import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import type { WorkProps } from "../kit/state";
import { isPair, type Ranking, type RankingDraft, type Verdict } from "./answer";

/** What can be said instead of a ranking. */
export function Verdicts({ item, draft, setDraft }: WorkProps<Ranking, RankingDraft>) {
  const toggle = (verdict: Verdict) => () =>
    setDraft((before) => ({
      ...before,
      verdict: before.verdict === verdict ? "ranked" : verdict,
    }));
  const keys = { 0: toggle("both_bad"), x: toggle("cannot_judge") };
  useKeys(keys);
  return (
    <>
      <Button
        name={isPair(item) ? "Both bad" : "All bad"}
        hint="0"
        aria-pressed={draft.verdict === "both_bad"}
        onClick={keys[0]}
      />
      <Button
        name="Cannot judge"
        hint="x"
        aria-pressed={draft.verdict === "cannot_judge"}
        onClick={keys.x}
      />
    </>
  );
}
