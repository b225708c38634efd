// Orders of responses side by side.
import type { RankingAnswer, RankingDealt, RankingOptions, Score } from "../contract";
import { LongText } from "../kit/long_text";
import { ScrollArea } from "../kit/scroll_area";
import { describe, isPair, ranksOf, STRENGTHS } from "../ranking/answer";
import { Prompt } from "../ranking/prompt";
import type { Answered, AnswersProps, Difference } from "./answered";
import { NobodyAnswered, PeopleRows, type Shown } from "./grid";
import { DifferenceSign } from "./person";
import { useDifferences } from "./tells_most";
import "../ranking/responses.css";

type Props = AnswersProps<RankingDealt, RankingOptions, RankingAnswer>;

function Responses({ item, letters }: Pick<Props, "item" | "letters">) {
  return (
    <div class="tw-answer-texts">
      {item.responses.map(({ letter, text }) => (
        <article key={letter} aria-label={`Response ${letter}`}>
          <div class="tw-answer-head">
            <strong>{letter}</strong>
            <bdi class="tw-muted">{letters.find(({ name }) => name === letter)?.text}</bdi>
          </div>
          <ScrollArea name={`Text of response ${letter}`} look="tw-answer-text">
            {text === "" && <em class="tw-muted">This response is empty.</em>}
            <LongText text={text} plain={false} />
          </ScrollArea>
        </article>
      ))}
    </div>
  );
}

/** For each letter, how each person's place for it stands to that of the others. */
function usePlaceDifferences(item: RankingDealt, said: readonly Answered<RankingAnswer>[]) {
  const differences = useDifferences();
  const ranks = said.map(({ plain }) => (plain?.verdict === "ranked" ? ranksOf(plain.order) : {}));
  return new Map(
    item.responses.map(({ letter }) => [
      letter,
      differences(ranks.map((one) => (Object.hasOwn(one, letter) ? `${one[letter]}` : null))),
    ]),
  );
}

interface OrderProps {
  order: string[][];
  howOf(letter: string): Difference | null;
}

/** Chips from the best to the worst, all of one width, so that places align. */
function Order({ order, howOf }: OrderProps) {
  const letters = order.flatMap((tied) =>
    tied.map((letter, index) => ({ letter, sign: index ? "=" : ">" })),
  );
  return (
    <span class="tw-order-chips">
      {letters.map(({ letter, sign }, at) => {
        const how = howOf(letter);
        return (
          <span key={letter}>
            {at > 0 && <span class="tw-order-sign"> {sign} </span>}
            <span class={`tw-order-chip ${how ? `tw-${how}` : ""}`}>
              <bdi>{letter}</bdi>
              {how && <DifferenceSign how={how} />}
            </span>
          </span>
        );
      })}
    </span>
  );
}

const verdictIn = (answer: RankingAnswer, isMany: boolean): string =>
  isMany && answer.verdict === "both_bad" ? "All bad" : describe(answer);

function useOrderAspect({ item, said }: Props): Shown<RankingAnswer> {
  const marks = usePlaceDifferences(item, said);
  // With two, one place decides the other: the order is marked as a whole.
  const byLetter = !isPair(item);
  return {
    key: "order",
    name: "Order",
    tell: (answer) =>
      answer.verdict === "ranked"
        ? answer.order.map((tied) => [...tied].sort().join("=")).join(">")
        : answer.verdict,
    marksParts: ({ verdict }) => byLetter && verdict === "ranked",
    show: (answer, at) => {
      if (answer.verdict !== "ranked") return <>{verdictIn(answer, byLetter)}</>;
      const howOf = (letter: string) => (byLetter && marks.get(letter)?.[at]) || null;
      return <Order order={answer.order} howOf={howOf} />;
    },
  };
}

const STRENGTH: Shown<RankingAnswer> = {
  key: "strength",
  name: "Strength",
  tell: ({ strength }) =>
    strength === null ? null : strength ? (STRENGTHS[strength] ?? `${strength}`) : "about the same",
};

const inOrder = (scores: readonly Score[], criterion: string): Score[] =>
  scores
    .filter((one) => one.criterion === criterion)
    .sort((one, other) => one.response_id.localeCompare(other.response_id));

function criterionAspects(said: readonly Answered<RankingAnswer>[]): Shown<RankingAnswer>[] {
  const all = said.flatMap(({ plain }) => plain?.scores ?? []);
  const names = [...new Set(all.map(({ criterion }) => criterion))];
  return names.map((name) => ({
    key: `criterion ${name}`,
    name,
    tell: ({ scores }) =>
      inOrder(scores, name)
        .map((one) => `${one.response_id} ${one.score}`)
        .join(" · ") || null,
  }));
}

function useAspects(props: Props): Shown<RankingAnswer>[] {
  const { item, said } = props;
  const pair = isPair(item) ? [STRENGTH] : [];
  return [useOrderAspect(props), ...pair, ...criterionAspects(said)];
}

export function RankingAnswers(props: Props) {
  const { item, letters, said } = props;
  const aspects = useAspects(props);
  return (
    <div class="tw-answers">
      <Prompt prompt={item.prompt} />
      <Responses item={item} letters={letters} />
      {said.some(({ plain }) => plain) ? (
        <PeopleRows name="Orders" aspects={aspects} said={said} />
      ) : (
        <NobodyAnswered said={said} />
      )}
    </div>
  );
}
