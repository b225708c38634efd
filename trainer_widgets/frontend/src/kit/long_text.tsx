// A text of any length, as Markdown or as it is.
import { useState } from "preact/hooks";
import { Markdown, PlainText } from "./markdown";
import type { Mark } from "./marked_text";

const FIRST_PART = 60_000;

/** What is drawn at first; a surrogate pair is not cut in two. */
export function firstPart(text: string): string {
  if (text.length <= FIRST_PART) return text;
  const end = /[\ud800-\udbff]/.test(text[FIRST_PART - 1] ?? "") ? FIRST_PART - 1 : FIRST_PART;
  return text.slice(0, end);
}

interface LongTextProps {
  text: string;
  plain: boolean;
  marks?: readonly Mark[] | undefined;
}

export function LongText({ text, plain, marks }: LongTextProps) {
  const [all, setAll] = useState(false);
  const first = firstPart(text);
  if (all) return <PlainText text={text} marks={marks} />;
  return (
    <>
      {plain ? <PlainText text={first} marks={marks} /> : <Markdown source={first} marks={marks} />}
      {first !== text && (
        <p class="tw-more">
          <button type="button" class="tw-button tw-plain" onClick={() => setAll(true)}>
            Show all ({text.length.toLocaleString("en")} characters)
          </button>
        </p>
      )}
    </>
  );
}
