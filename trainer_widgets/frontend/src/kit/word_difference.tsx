// What was changed in a text, word by word: struck out and underlined, so that it needs no colour.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Change, editsOf } from "./difference";
import { visible } from "./marked_text";
import { ScrollArea } from "./scroll_area";

/** Up to here a difference takes less than a frame. */
const QUICK = 4_000;
const REST = 250;
/** What stays in sight above the first change. */
const MARGIN = 30;

/** The changes; those of a long text once the typing rests. */
function useEdits(original: string, text: string): Change[] | string {
  const isQuick = original.length + text.length < QUICK;
  const quick = useMemo(
    () => (isQuick ? editsOf(original, text) : null),
    [isQuick, original, text],
  );
  const [late, setLate] = useState(() => quick ?? editsOf(original, text));
  useEffect(() => {
    if (isQuick) return undefined;
    const timer = setTimeout(() => setLate(editsOf(original, text)), REST);
    return () => clearTimeout(timer);
  }, [isQuick, original, text]);
  return quick ?? late;
}

/** A line break that came or went must be seen. */
const withBreaks = (text: string): string => text.replaceAll("\n", "↵\n");

function Edit({ kind, text }: Change) {
  if (kind === "removed") return <del>{visible(text.replaceAll("\n", "↵"))}</del>;
  if (kind === "added") return <ins>{visible(withBreaks(text))}</ins>;
  return <>{visible(text)}</>;
}

/** Scrolls the difference, and nothing else, to the first change as soon as there is one. */
function useFirstChange(original: string, isSame: boolean) {
  const area = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another original, another difference
  useLayoutEffect(() => {
    const first = area.current?.querySelector("ins, del");
    if (!area.current || !first) return;
    const { top } = area.current.getBoundingClientRect();
    area.current.scrollTop += first.getBoundingClientRect().top - top - MARGIN;
  }, [original, isSame]);
  return area;
}

interface WordDifferenceProps {
  original: string;
  text: string;
  lang?: string | undefined;
  code?: boolean;
}

export function WordDifference({ original, text, lang, code = false }: WordDifferenceProps) {
  const edits = useEdits(original, text);
  const look = code ? "tw-edits tw-code-edits" : "tw-edits";
  const isSame = typeof edits !== "string" && edits.every(({ kind }) => kind === "same");
  const area = useFirstChange(original, isSame);
  return (
    <ScrollArea area={area} name="Difference to the original" look={look}>
      {typeof edits === "string" && <em class="tw-muted">{edits}</em>}
      {isSame && <em class="tw-muted">Nothing is changed yet.</em>}
      {typeof edits !== "string" && !isSame && (
        <div dir="auto" lang={lang}>
          {edits.map((edit, index) => (
            <Edit key={index} {...edit} />
          ))}
        </div>
      )}
    </ScrollArea>
  );
}
