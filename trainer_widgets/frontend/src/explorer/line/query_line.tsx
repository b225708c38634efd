// One line in which a slice can be typed, with completion and a mark under what is wrong.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Completion, Mistake } from "../../contract";
import { Key } from "../../kit/button";
import { useKeys } from "../../kit/context";
import { useOwnId } from "../../kit/use_own_id";
import { CompletionList } from "./completion_list";
import { UnderLine } from "./under_line";
import { completed, type Taken, useCompletions } from "./use_completions";
import { type TypedLine, useLine } from "./use_line";
import "./line.css";

type Offering = ReturnType<typeof useCompletions>;

const EXAMPLE = 'All labels. Type to narrow: language = "ar" and severity >= 3';

function stepped(active: number, by: number, length: number): number {
  if (active < 0) return by > 0 ? 0 : length - 1;
  return (active + by + length) % length;
}

interface Acts {
  line: TypedLine;
  offering: Offering;
  take(option: Completion): void;
}

/** What a key does while the list of completions is open; false where it does nothing there. */
function onListKey(event: KeyboardEvent, { offering, take }: Acts): boolean {
  const { active, offered, setActive, close } = offering;
  const options = offered?.options ?? [];
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isTab = event.key === "Tab" && !event.shiftKey;
  const option = options[isTab ? Math.max(active, 0) : active];
  if (!options.length) return false;
  if (by) setActive(stepped(active, by, options.length));
  else if (event.key === "Escape") close();
  else if ((isTab || event.key === "Enter") && option) take(option);
  else return false;
  return true;
}

function keysOf(acts: Acts) {
  const { line, offering } = acts;
  return (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    const field = event.currentTarget;
    const asks = event.key === "ArrowDown" || (event.key === " " && event.ctrlKey);
    if (!event.ctrlKey && onListKey(event, acts)) event.preventDefault();
    else if (asks) {
      offering.ask(field.value, field.selectionStart ?? field.value.length);
      event.preventDefault();
    } else if (event.key === "Enter" && !event.ctrlKey) {
      offering.close();
      line.apply();
      event.preventDefault();
    } else if (event.key === "Escape" && line.isTyped) {
      line.takeBack();
      event.preventDefault();
    }
  };
}

/** How far from the left of the field what is completed begins. */
function useLeft(offering: Offering, area: RefObject<HTMLDivElement | null>) {
  const place = useRef<HTMLSpanElement>(null);
  const [left, setLeft] = useState(0);
  const { offered } = offering;
  useLayoutEffect(() => {
    if (offered) setLeft((place.current?.offsetLeft ?? 0) - (area.current?.scrollLeft ?? 0));
  }, [offered, area]);
  return { place, left: Math.max(0, left) };
}

interface MessageProps {
  id: string;
  line: TypedLine;
  mistake: Mistake | null;
}

function Message({ id, line, mistake }: MessageProps) {
  const wrong = line.problem ?? mistake?.message;
  return (
    <p id={id} class="tw-line-message" role="status">
      {wrong && (
        <span class="tw-complaint" dir="auto">
          {wrong}
        </span>
      )}
      {!wrong && line.isTyped && (
        <span class="tw-muted">
          <Key>⏎</Key> applies this line, <Key>Esc</Key> takes it back
        </span>
      )}
    </p>
  );
}

export function QueryLine() {
  const id = useOwnId();
  const field = useRef<HTMLInputElement>(null);
  const under = useRef<HTMLDivElement>(null);
  const line = useLine();
  const offering = useCompletions();
  const { offered, active } = offering;
  const { left, place } = useLeft(offering, under);
  const [taken, setTaken] = useState<Taken | null>(null);
  useKeys({ "/": () => field.current?.focus() });
  useLayoutEffect(() => {
    if (taken) field.current?.setSelectionRange(taken.at, taken.at);
  }, [taken]);
  const scroll = () => {
    if (under.current && field.current) under.current.scrollLeft = field.current.scrollLeft;
  };
  // The copy is drawn anew with each key.
  useEffect(scroll);
  const take = (option: Completion) => {
    if (!offered) return;
    const next = completed(offered, option);
    line.type(next.text);
    setTaken(next);
    offering.close();
    offering.ask(next.text, next.at);
  };
  const isListed = !!offered?.options.length;
  // A word that is being completed is not wrong yet.
  const mistake = isListed ? null : line.mistake;
  const wrong = mistake ?? line.problem;
  return (
    <div class="tw-line">
      <div class="tw-line-field">
        <UnderLine
          text={line.text}
          mistake={mistake}
          start={offered?.start ?? 0}
          area={under}
          place={place}
        />
        <input
          ref={field}
          type="text"
          role="combobox"
          dir="ltr"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={4000}
          aria-label="Slice"
          aria-autocomplete="list"
          aria-expanded={isListed}
          aria-controls={isListed ? `${id}-list` : undefined}
          aria-activedescendant={isListed && active >= 0 ? `${id}-list-${active}` : undefined}
          aria-invalid={!!wrong}
          aria-describedby={`${id}-message`}
          aria-keyshortcuts="/"
          placeholder={EXAMPLE}
          value={line.text}
          onInput={(event) => {
            const { selectionStart, value } = event.currentTarget;
            line.type(value);
            offering.ask(value, selectionStart ?? value.length);
          }}
          onKeyDown={keysOf({ line, offering, take })}
          onScroll={scroll}
          onBlur={offering.close}
        />
        {isListed && (
          <CompletionList
            id={`${id}-list`}
            options={offered.options}
            active={active}
            left={left}
            onTake={take}
            onPoint={offering.setActive}
          />
        )}
      </div>
      <Message id={`${id}-message`} line={line} mistake={mistake} />
    </div>
  );
}
