// A better version of a text, beside what it was: counts, limits, and the words that changed.
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button, Key } from "./button";
import { useChoice } from "./context";
import { continued, indented, outdented } from "./indentation";
import { replaceIn } from "./native_edit";
import { countsOf, NO_LIMITS, type RewriteLimits } from "./rewrite_limits";
import { useOwnId } from "./use_own_id";
import { WordDifference } from "./word_difference";
import "./rewrite.css";

export interface RewriteEditorProps {
  text: string;
  setText(text: string): void;
  /** What the text is compared with; empty where it is written from scratch. */
  original: string;
  /** The caption, and the accessible name of the field. */
  name: string;
  limits?: RewriteLimits;
  /** The language that the browser's spell checker is to use. */
  lang?: string | undefined;
  code?: boolean;
  rows?: number;
  /** The key that brings the focus here, where the view binds one. */
  hint?: string;
  /** Gets the focus between two items. */
  home?: boolean;
}

/** Keys of code. Escape makes the next Tab leave the field, as Tab does everywhere else. */
function useCodeKeys() {
  const [leaves, setLeaves] = useState(false);
  const changeOf = ({ key, shiftKey }: KeyboardEvent): typeof indented | null => {
    if (key === "Tab") return shiftKey ? outdented : indented;
    return key === "Enter" && !shiftKey ? continued : null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Shift") return;
    setLeaves(event.key === "Escape");
    // The second Escape is the widget's.
    if (event.key === "Escape" && !leaves) event.preventDefault();
    const field = event.currentTarget as HTMLTextAreaElement;
    const change = leaves ? null : changeOf(event);
    if (!change) return;
    event.preventDefault();
    replaceIn(field, change(field.value, field.selectionStart, field.selectionEnd));
  };
  return { leaves, onKeyDown, onBlur: () => setLeaves(false) };
}

function Counts({ id, text, limits }: { id: string; text: string; limits: RewriteLimits }) {
  const counts = countsOf(text, limits);
  const over = counts.filter(({ isOver }) => isOver);
  return (
    <>
      <span id={id} class="tw-counts">
        {counts.map(({ told, isOver }) => (
          <span key={told} class={isOver ? "tw-complaint" : undefined}>
            {told}
          </span>
        ))}
      </span>
      <span class="tw-hidden" aria-live="polite">
        {over.length > 0 &&
          `Too long: more than ${over.map(({ told }) => limitOf(told)).join(", ")}`}
      </span>
    </>
  );
}

/** Said once when a limit is passed, not with every character after it. */
const limitOf = (told: string): string => told.replace(/^.* of at most /, "");

const PROSE = { spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" };
const CODE = { spellcheck: "false", autocorrect: "off", autocapitalize: "none" };

/** As attributes: the property `autocorrect` takes every text, also "off", for true. */
function useCorrection(field: RefObject<HTMLTextAreaElement | null>, code: boolean): void {
  useLayoutEffect(() => {
    for (const [name, value] of Object.entries(code ? CODE : PROSE)) {
      field.current?.setAttribute(name, value);
    }
  }, [field, code]);
}

/** A field knows one kind of line break. */
const fieldText = (text: string): string => text.replace(/\r\n?/g, "\n");

interface CaptionProps {
  name: string;
  id: string;
  hint: string | undefined;
  /** Absent where there is nothing to go back to. */
  toOriginal: (() => void) | undefined;
  /** Absent where there is nothing to compare with. */
  difference: { isShown: boolean; toggle(): void } | undefined;
}

function Caption({ name, id, hint, toOriginal, difference }: CaptionProps) {
  return (
    <div class="tw-caption">
      <label htmlFor={id}>{name}</label>
      {hint && <Key>{hint}</Key>}
      <span class="tw-space" />
      {toOriginal && <Button name="Back to the original" look="quiet" onClick={toOriginal} />}
      {difference && (
        <Button
          name="Difference"
          look="quiet"
          aria-pressed={difference.isShown}
          onClick={difference.toggle}
        />
      )}
    </div>
  );
}

function useField({ code = false }: RewriteEditorProps, original: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { leaves, ...codeKeys } = useCodeKeys();
  useCorrection(field, code);
  const toOriginal = () => {
    if (!field.current) return;
    const { length } = original;
    const whole = { from: 0, to: field.current.value.length, text: original };
    replaceIn(field.current, { ...whole, start: length, end: length });
  };
  return { field, leaves, toOriginal, keys: code ? codeKeys : {} };
}

export function RewriteEditor(props: RewriteEditorProps) {
  const { setText, name, limits = NO_LIMITS, lang, code = false, rows = 6, hint, home } = props;
  const [text, original] = [fieldText(props.text), fieldText(props.original)];
  const id = useOwnId();
  const [isHidden, setHidden] = useChoice("rewrite without difference");
  const { field, leaves, toOriginal, keys } = useField(props, original);
  const difference = original
    ? { isShown: !isHidden, toggle: () => setHidden(!isHidden) }
    : undefined;
  const back = original && text !== original ? toOriginal : undefined;
  return (
    <div class={code ? "tw-rewrite tw-code-rewrite" : "tw-rewrite"}>
      <Caption {...{ name, id, hint, difference }} toOriginal={back} />
      <div class={difference?.isShown ? "tw-rewrite-both" : undefined}>
        <textarea
          ref={field}
          id={id}
          dir={code ? "ltr" : "auto"}
          lang={lang}
          rows={rows}
          aria-describedby={`${id}-count`}
          data-tw-home={home || undefined}
          autocomplete="off"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          {...keys}
        />
        {difference?.isShown && <WordDifference {...{ original, text, lang, code }} />}
      </div>
      <div class="tw-rewrite-foot">
        <Counts id={`${id}-count`} text={text} limits={limits} />
        {code && <CodeHint leaves={leaves} />}
      </div>
    </div>
  );
}

function CodeHint({ leaves }: { leaves: boolean }) {
  return (
    <span aria-live="polite">
      {leaves ? (
        <>
          <Key>Tab</Key> now leaves the field
        </>
      ) : (
        <>
          <Key>Tab</Key> indents, <Key>Esc</Key> then <Key>Tab</Key> leaves the field
        </>
      )}
    </span>
  );
}
