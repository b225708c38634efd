import { useState } from "preact/hooks";
import type { DealtResponse } from "../contract";
import { LongText } from "../kit/long_text";
import type { Mark } from "../kit/marked_text";
import { countWords } from "../kit/rationale_rule";
import { ScrollArea } from "../kit/scroll_area";

interface ResponseProps {
  response: DealtResponse;
  plain: boolean;
  setPlain(plain: boolean): void;
  marks: readonly Mark[] | undefined;
  wordCount: boolean;
  isBest: boolean;
  isCurrent: boolean;
  /** The rank among three and more. */
  rank: number | null | undefined;
  choose(): void;
}

export function Response(props: ResponseProps) {
  const { choose, isBest, isCurrent, marks, plain, rank, response, setPlain, wordCount } = props;
  const { letter, text } = response;
  const look = `tw-response ${isBest ? "tw-best" : ""} ${isCurrent ? "tw-at" : ""}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: keys and buttons do the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys choose a response
    <article
      class={look}
      aria-label={`Response ${letter}`}
      onClick={choose}
      onFocusCapture={choose}
    >
      <div class="tw-response-head">
        <strong>{letter}</strong>
        {rank !== undefined && <span class="tw-rank">{rank === null ? "–" : `rank ${rank}`}</span>}
        <span class="tw-space" />
        {wordCount && <WordCount text={text} />}
        <button
          type="button"
          class="tw-button tw-quiet"
          aria-pressed={plain}
          onClick={() => setPlain(!plain)}
        >
          Plain text
        </button>
      </div>
      <ScrollArea name={`Text of response ${letter}`} look="tw-response-text">
        {text === "" && <em class="tw-muted">This response is empty.</em>}
        <LongText text={text} plain={plain} marks={marks} />
      </ScrollArea>
    </article>
  );
}

function WordCount({ text }: { text: string }) {
  const [words] = useState(() => countWords(text));
  return (
    <span class="tw-muted">
      {words} {words === 1 ? "word" : "words"}
    </span>
  );
}
