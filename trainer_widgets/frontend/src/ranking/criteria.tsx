import type { Criterion, Score } from "../contract";
import { Key } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import type { WorkProps } from "../kit/state";
import { useOwnId } from "../kit/use_own_id";
import { lettersOf, type Ranking, type RankingDraft } from "./answer";

const isOf = (letter: string, criterion: string) => (score: Score) =>
  score.response_id === letter && score.criterion === criterion;

function withScore(scores: Score[], score: Score): Score[] {
  const others = scores.filter((one) => !isOf(score.response_id, score.criterion)(one));
  return score.score > 0 ? [...others, score] : others;
}

interface DotsProps {
  letter: string;
  criterion: Criterion;
  value: number;
  score(value: number): void;
  /** The next group of dots, for those who type one digit after another. */
  goNext(from: Element | null): void;
}

function Dots({ letter, criterion, value, score, goNext }: DotsProps) {
  const name = useOwnId();
  const points = Array.from({ length: criterion.points }, (_, index) => index + 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = event.key === "0" && points.length === 10 ? 10 : Number.parseInt(event.key, 10);
    if (event.key === "Backspace" || event.key === "Delete") score(0);
    else if (digit >= 1 && digit <= points.length) {
      score(digit);
      goNext((event.currentTarget as HTMLElement).closest("fieldset"));
    } else if (!/^\d$/.test(event.key)) return;
    // A digit that is no score must not become an answer on the scale.
    event.preventDefault();
  };
  return (
    <fieldset class="tw-dots" aria-label={`${criterion.name}, response ${letter}`}>
      <span class="tw-dots-letter" aria-hidden="true">
        {letter}
      </span>
      {points.map((point) => (
        <input
          key={point}
          type="radio"
          name={name}
          onKeyDown={onKeyDown}
          aria-label={`${point} of ${points.length}`}
          class={point <= value ? "tw-filled" : undefined}
          checked={point === value}
          onChange={() => score(point)}
        />
      ))}
    </fieldset>
  );
}

function nextGroup(from: Element | null): void {
  const groups = [...(from?.closest(".tw-criteria")?.querySelectorAll(".tw-dots") ?? [])];
  const next = from ? groups[groups.indexOf(from) + 1] : undefined;
  const target = next?.querySelector<HTMLElement>(":checked") ?? next?.querySelector("input");
  target?.focus();
}

interface RowProps extends Pick<WorkProps<Ranking, RankingDraft>, "draft" | "setDraft"> {
  criterion: Criterion;
  letters: string[];
}

function Row({ criterion, letters, draft, setDraft }: RowProps) {
  const { name, definition } = criterion;
  const set = (letter: string) => (score: number) =>
    setDraft((before) => ({
      ...before,
      scores: withScore(before.scores, { response_id: letter, criterion: name, score }),
    }));
  return (
    <div class="tw-criterion">
      <span class="tw-criterion-name" title={definition} dir="auto">
        {name}
        {definition && <span class="tw-hidden">: {definition}</span>}
      </span>
      <div class="tw-criterion-dots">
        {letters.map((letter) => (
          <Dots
            key={letter}
            letter={letter}
            criterion={criterion}
            value={draft.scores.find(isOf(letter, name))?.score ?? 0}
            score={set(letter)}
            goNext={nextGroup}
          />
        ))}
      </div>
    </div>
  );
}

export function Criteria({ item, options, draft, setDraft }: WorkProps<Ranking, RankingDraft>) {
  const { root } = usePlace();
  const { criteria } = options;
  const letters = lettersOf(item);
  const goThere = () => root.querySelector<HTMLElement>(".tw-dots input")?.focus();
  useKeys({ c: goThere }, criteria.length > 0);
  if (criteria.length === 0) return null;
  return (
    <section class="tw-criteria" aria-label="Criteria">
      <div class="tw-caption">
        <span>Criteria</span>
        <Key>c</Key>
        <span class="tw-space" />
        <span>
          {draft.scores.length} of {criteria.length * letters.length} scored
        </span>
      </div>
      <div class="tw-criteria-list">
        {criteria.map((criterion) => (
          <Row key={criterion.name} {...{ criterion, letters, draft, setDraft }} />
        ))}
      </div>
    </section>
  );
}
