import { Key } from "../kit/button";
import { useKeys } from "../kit/context";
import type { WorkProps } from "../kit/state";
import { useOwnId } from "../kit/use_own_id";
import { lettersOf, POSITIONS, preferenceLabel, type Ranking, type RankingDraft } from "./answer";

/** The scale for pairs: one native radio a point. */
export function Scale({ item, options, draft, setDraft }: WorkProps<Ranking, RankingDraft>) {
  const name = useOwnId();
  const [left = "A", right = "B"] = lettersOf(item);
  const positions = POSITIONS[options.points];
  const choose = (preference: number) =>
    setDraft((before) => ({ ...before, preference, verdict: "ranked" }));
  const keys = positions.map((position, index) => [`${index + 1}`, () => choose(position)]);
  useKeys(Object.fromEntries(keys));
  return (
    <fieldset class="tw-scale" aria-label="Preference" tabIndex={-1} data-tw-home>
      {positions.map((position, index) => {
        const isChosen = draft.verdict === "ranked" && draft.preference === position;
        return (
          <label key={position} class={isChosen ? "tw-point tw-chosen" : "tw-point"}>
            <input
              type="radio"
              class="tw-hidden"
              name={name}
              checked={isChosen}
              aria-keyshortcuts={`${index + 1}`}
              onChange={() => choose(position)}
            />
            <span>{preferenceLabel(position, left, right)}</span>
            <Key>{index + 1}</Key>
          </label>
        );
      })}
    </fieldset>
  );
}
