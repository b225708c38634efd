// What several people made of a text, each against what it was.
import { LongText } from "../kit/long_text";
import { ScrollArea } from "../kit/scroll_area";
import { WordDifference } from "../kit/word_difference";
import type { Answered } from "./answered";
import { Person } from "./person";
import "../kit/rewrite.css";

interface RewritesProps<A> {
  /** What the rewrites are called. */
  name: string;
  said: readonly Answered<A>[];
  rewriteOf(answer: A): string | null;
  /** Empty where it was written from scratch. */
  original: string;
  code?: boolean;
  lang?: string | undefined;
}

/** So many characters altogether are compared before anybody waits for them. */
const MOST = 80_000;

export function Rewrites<A>(props: RewritesProps<A>) {
  const { name, said, rewriteOf, original, code = false, lang } = props;
  const written = said.flatMap((one) => {
    const text = one.plain && rewriteOf(one.plain);
    return text ? [{ one, text }] : [];
  });
  if (!written.length) return null;
  const length = written.reduce((sum, { text }) => sum + original.length + text.length, 0);
  const isCompared = original !== "" && length <= MOST;
  return (
    <section class="tw-rewrites" aria-label={name}>
      <div class="tw-caption">
        <span>{name}</span>
        {original !== "" && !isCompared && <span>Too long to mark differences</span>}
      </div>
      <div class="tw-answer-texts">
        {written.map(({ one, text }, at) => (
          <article key={at} aria-label={`${name} of ${one.who}`}>
            <div class="tw-answer-head">
              <Person one={one} />
            </div>
            {isCompared ? (
              <WordDifference {...{ original, text, code, lang }} />
            ) : (
              <ScrollArea name={`${name} of ${one.who}`} look="tw-answer-text">
                <LongText text={text} plain={code} />
              </ScrollArea>
            )}
          </article>
        ))}
      </div>
    </section>
  );
}
