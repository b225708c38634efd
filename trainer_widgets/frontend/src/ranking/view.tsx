import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../kit/button";
import { useChoice, useKeys } from "../kit/context";
import { type Difference, differenceOf } from "../kit/difference";
import { firstPart } from "../kit/long_text";
import { visibleText } from "../kit/markdown";
import type { Mark } from "../kit/marked_text";
import { Rationale } from "../kit/rationale";
import type { WorkProps } from "../kit/state";
import { isPair, lettersOf, orderOf, type Ranking, type RankingDraft } from "./answer";
import { Criteria } from "./criteria";
import { Order, rankActions } from "./order";
import { Prompt } from "./prompt";
import { Response } from "./response";
import { Scale } from "./scale";

type Props = WorkProps<Ranking, RankingDraft>;

function useTexts({ item }: Props) {
  const [plain, setPlain] = useState<ReadonlySet<string>>(new Set());
  const set = (letter: string, isPlain: boolean) =>
    setPlain((before) => {
      const next = new Set(before);
      if (isPlain) next.add(letter);
      else next.delete(letter);
      return next;
    });
  const letters = lettersOf(item);
  useKeys({ t: () => setPlain((before) => new Set(before.size ? [] : letters)) });
  return { plain, set };
}

/** The current response against the first one, or the first against the second. */
function useDifference(props: Props, plain: ReadonlySet<string>, current: string) {
  const { item, saw } = props;
  const [on, setOn] = useState(false);
  useKeys({ d: () => setOn(!on) });
  const { responses } = item;
  const right =
    responses.find(({ letter }, index) => index > 0 && letter === current) ?? responses[1];
  const found = useMemo((): Difference | string | null => {
    const left = responses[0];
    if (!on || !left || !right) return null;
    const shown = (one: typeof left) =>
      plain.has(one.letter) ? firstPart(one.text) : visibleText(firstPart(one.text));
    return differenceOf(shown(left), shown(right));
  }, [on, responses, right, plain]);
  const marks = found && typeof found === "object" ? found : null;
  useEffect(() => {
    if (marks) saw("difference");
  }, [marks, saw]);
  const marksOf = (letter: string) =>
    letter === responses[0]?.letter
      ? marks?.left
      : letter === right?.letter
        ? marks?.right
        : undefined;
  return {
    on,
    toggle: () => setOn(!on),
    marksOf,
    problem: typeof found === "string" ? found : null,
  };
}

/** Scrolling one response scrolls the others by the same share. */
function useScrollTogether() {
  const box = useRef<HTMLDivElement>(null);
  const [on, setOn] = useChoice("scroll together");
  useKeys({ y: () => setOn(!on) });
  // Before anything can be scrolled, not after the next paint.
  useLayoutEffect(() => {
    const texts = [...(box.current?.querySelectorAll<HTMLElement>(".tw-response-text") ?? [])];
    if (!on) return undefined;
    const ending = new AbortController();
    let leader: HTMLElement | null = null;
    const follow = (event: Event) => {
      const source = event.currentTarget as HTMLElement;
      if (leader && leader !== source) return;
      leader = source;
      requestAnimationFrame(() => {
        leader = null;
      });
      const share = source.scrollTop / Math.max(1, source.scrollHeight - source.clientHeight);
      for (const text of texts) {
        if (text !== source) text.scrollTop = share * (text.scrollHeight - text.clientHeight);
      }
    };
    for (const text of texts) text.addEventListener("scroll", follow, { signal: ending.signal });
    return () => ending.abort();
  }, [on]);
  return { box, on, toggle: () => setOn(!on) };
}

/** Which response the digits rank, where there are three and more. */
function useCurrent(props: Props) {
  const { item, draft } = props;
  const letters = lettersOf(item);
  const [current, setCurrent] = useState(letters[0] ?? "");
  const step = (by: number) => {
    const at = letters.indexOf(current) + by;
    setCurrent(letters[(at + letters.length) % letters.length] ?? current);
  };
  const rank = (rankGiven: number) => {
    rankActions(props).rank(current, rankGiven);
    const after = letters.slice(letters.indexOf(current) + 1);
    const open = [...after, ...letters].find((one) => one !== current && !draft.ranks[one]);
    if (open) setCurrent(open);
  };
  const digits = letters.map((_, index) => [`${index + 1}`, () => rank(index + 1)]);
  const arrows = { ArrowLeft: () => step(-1), ArrowRight: () => step(1) };
  useKeys({ ...Object.fromEntries(digits), ...arrows }, !isPair(item));
  return { current, setCurrent };
}

function isBest({ draft, item }: Props, letter: string): boolean {
  if (draft.verdict !== "ranked") return false;
  const [left, right] = lettersOf(item);
  const { preference } = draft;
  if (isPair(item)) return letter === ((preference ?? 0) < 0 ? left : right) && !!preference;
  const [best] = orderOf(draft.ranks, lettersOf(item));
  return best?.includes(letter) ?? false;
}

function Switch({
  name,
  hint,
  on,
  toggle,
}: {
  name: string;
  hint: string;
  on: boolean;
  toggle(): void;
}) {
  return <Button name={name} hint={hint} look="quiet" aria-pressed={on} onClick={toggle} />;
}

interface ResponsesProps {
  props: Props;
  current: string;
  setCurrent(letter: string): void;
  texts: ReturnType<typeof useTexts>;
  marksOf(letter: string): readonly Mark[] | undefined;
}

function Responses({ props, current, setCurrent, texts, marksOf }: ResponsesProps) {
  const { item, options, draft } = props;
  const pair = isPair(item);
  const rankOf = (letter: string) => (draft.verdict === "ranked" && draft.ranks[letter]) || null;
  return item.responses.map((response) => (
    <Response
      key={response.letter}
      response={response}
      plain={texts.plain.has(response.letter)}
      setPlain={(plain) => texts.set(response.letter, plain)}
      marks={marksOf(response.letter)}
      wordCount={options.word_counts}
      isBest={isBest(props, response.letter)}
      isCurrent={!pair && response.letter === current}
      rank={pair ? undefined : rankOf(response.letter)}
      choose={() => setCurrent(response.letter)}
    />
  ));
}

export function RankingView(props: Props) {
  const { item, options, rationale, setRationale } = props;
  const pair = isPair(item);
  const { current, setCurrent } = useCurrent(props);
  const texts = useTexts(props);
  const difference = useDifference(props, texts.plain, current);
  const together = useScrollTogether();
  useEffect(() => {
    if (options.word_counts) props.saw("word_counts");
  }, [options.word_counts, props.saw]);
  return (
    <>
      <div class="tw-caption">
        <span>Prompt</span>
        <span class="tw-space" />
        {difference.problem && <span class="tw-complaint">{difference.problem}</span>}
        <Switch name="Difference" hint="d" on={difference.on} toggle={difference.toggle} />
        <Switch name="Scroll together" hint="y" on={together.on} toggle={together.toggle} />
      </div>
      <Prompt prompt={item.prompt} />
      <div class={`tw-responses tw-of-${item.responses.length}`} ref={together.box}>
        <Responses {...{ props, current, setCurrent, texts }} marksOf={difference.marksOf} />
      </div>
      {pair ? <Scale {...props} /> : <Order {...props} current={current} setCurrent={setCurrent} />}
      <div class={pair ? "tw-beneath" : "tw-beneath tw-of-many"}>
        <Criteria {...props} />
        <Rationale text={rationale} setText={setRationale} options={options} />
      </div>
    </>
  );
}
