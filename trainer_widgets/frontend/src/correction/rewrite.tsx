// The better version: its editor, what the item asks of it, and its tests.
import { useLayoutEffect, useState } from "preact/hooks";
import { Button } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import { RewriteEditor } from "../kit/rewrite";
import { limitsOf, startOf } from "./answer";
import { hintOf } from "./constraints";
import { labelsOf } from "./labels";
import type { Props } from "./marking";
import { TestRun } from "./test_run";

const textIn = ({ draft, item, options }: Props): string => draft.rewrite ?? startOf(item, options);

function Hints({ props }: { props: Props }) {
  const { item } = props;
  if (item.constraints.length === 0) return null;
  const text = textIn(props);
  return (
    <ul class="tw-hints" aria-label="Asked for">
      {item.constraints.map((constraint) => {
        const { asked, now, isKept } = hintOf(constraint, text);
        return (
          <li key={`${constraint.kind} ${constraint.value}`} class={isKept ? "tw-kept" : ""}>
            <span aria-hidden="true">{isKept ? "✓" : "○"}</span>
            <span class="tw-hidden">{isKept ? "Kept: " : "Not yet: "}</span>
            <bdi>{asked}</bdi>
            {now && <span class="tw-muted">now {now}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** Where nobody has to write, the editor is there when it is asked for. */
function useOpen({ draft, options }: Props) {
  const [isAsked, setAsked] = useState(false);
  const { root } = usePlace();
  const isOpen = options.rewrite === "required" || draft.rewrite !== null || isAsked;
  const focus = () => root.querySelector<HTMLElement>(".tw-rewrite textarea")?.focus();
  // Before the next key, which is the first letter.
  useLayoutEffect(() => {
    if (isAsked) root.querySelector<HTMLElement>(".tw-rewrite textarea")?.focus();
  }, [isAsked, root]);
  return { isOpen, open: () => (isOpen ? focus() : setAsked(true)) };
}

const EMPTY_PAGE_ROWS = 12;
const CODE_ROWS = 10;

function rowsOf({ item, options }: Props): number {
  if (item.target === null) return EMPTY_PAGE_ROWS;
  return options.code ? CODE_ROWS : 5;
}

export function Rewrite({ props }: { props: Props }) {
  const { item, options, setDraft } = props;
  const { isOpen, open } = useOpen(props);
  useKeys({ w: open }, options.rewrite !== "hidden");
  if (options.rewrite === "hidden") return null;
  const { rewrite: name } = labelsOf(item, options);
  if (!isOpen) {
    return (
      <p class="tw-open-rewrite">
        <Button name={`Write a ${name.toLowerCase()}`} hint="w" onClick={open} />
      </p>
    );
  }
  const text = textIn(props);
  return (
    <section class="tw-better" aria-label={`${name}: writing`}>
      <RewriteEditor
        name={name}
        text={text}
        setText={(rewrite) => setDraft((before) => ({ ...before, rewrite, isCorrect: false }))}
        original={options.start_from === "original" ? (item.target ?? "") : ""}
        limits={limitsOf(options)}
        lang={(!options.code && item.target_language) || undefined}
        code={!!options.code}
        rows={rowsOf(props)}
        hint="w"
        home={item.target === null || options.errors === "hidden"}
      />
      <Hints props={props} />
      {item.tests !== null && <TestRun item={item} tests={item.tests} rewrite={text} />}
    </section>
  );
}
