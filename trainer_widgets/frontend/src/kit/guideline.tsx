import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button, Key } from "./button";
import { useKeys } from "./context";
import { Markdown, visibleText } from "./markdown";
import type { Mark } from "./marked_text";
import { Panel } from "./panel";
import type { GuidelineText } from "./protocol";
import { ScrollArea } from "./scroll_area";

const MOST = 2_000;

/** Where a text has what is looked for, whatever its case. */
export function findAll(text: string, wanted: string): Mark[] {
  const needle = wanted.trim().toLowerCase();
  if (needle.length < 2) return [];
  const lower = text.toLowerCase();
  // Lower case can be longer than the text itself (İ): then places would not fit.
  const hay = lower.length === text.length ? lower : text;
  const marks: Mark[] = [];
  for (let at = hay.indexOf(needle); at !== -1 && marks.length < MOST; ) {
    marks.push({ from: at, to: at + needle.length, kind: "found" });
    at = hay.indexOf(needle, at + needle.length);
  }
  return marks;
}

export function Guideline({ guideline }: { guideline: GuidelineText }) {
  const [wanted, setWanted] = useState("");
  const [current, setCurrent] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const text = useMemo(() => visibleText(guideline.text), [guideline.text]);
  const found = useMemo(() => findAll(text, wanted), [text, wanted]);
  const marks = useMemo(
    () =>
      found.map((mark, index): Mark => (index === current ? { ...mark, kind: "current" } : mark)),
    [found, current],
  );
  useKeys({ "/": () => field.current?.focus() });
  useEffect(() => {
    if (marks.length)
      page.current?.querySelector(".tw-current")?.scrollIntoView?.({ block: "nearest" });
  }, [marks]);
  const step = (by: number) => setCurrent((at) => (at + by + found.length) % (found.length || 1));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) step(event.shiftKey ? -1 : 1);
  };
  const place = found.length ? `${current + 1} of ${found.length}` : "no match";
  return (
    <Panel title="Guideline">
      <div class="tw-search">
        <input
          ref={field}
          type="search"
          aria-label="Search the guideline"
          placeholder="Search"
          value={wanted}
          onKeyDown={onKeyDown}
          onInput={(event) => {
            setWanted(event.currentTarget.value);
            setCurrent(0);
          }}
        />
        <Key>/</Key>
        <span role="status" aria-label="Matches">
          {wanted.trim().length < 2 ? `version ${guideline.version}` : place}
        </span>
        {found.length > 1 && <Button name="Next match" look="quiet" onClick={() => step(1)} />}
      </div>
      <ScrollArea area={page} look="tw-page" name="Guideline text">
        <Markdown source={guideline.text} marks={marks} />
      </ScrollArea>
    </Panel>
  );
}
