import { useId } from "preact/hooks";
import type { Escalated } from "../contract";
import { Key } from "../kit/button";
import { useKeys } from "../kit/context";
import { useLead } from "./place";
import type { RuleDraft } from "./ruling";

interface FieldProps {
  name: string;
  text: string;
  set(text: string): void;
  rows?: number;
  most?: number;
}

function Line({ name, text, set, most = 20_000 }: FieldProps) {
  return (
    <label class="tw-field">
      {name}
      <input
        type="text"
        dir="auto"
        maxLength={most}
        value={text}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </label>
  );
}

function Lines({ name, text, set, rows = 2 }: FieldProps) {
  return (
    <label class="tw-field">
      {name}
      <textarea
        dir="auto"
        rows={rows}
        maxLength={20_000}
        value={text}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </label>
  );
}

function useRule() {
  const [session, { draft }] = useLead();
  const { rule } = draft;
  const set = (change: Partial<RuleDraft>) => session.write({ rule: { ...rule, ...change } });
  return { rule, set };
}

function Fields({ entry }: { entry: Escalated }) {
  const [, { draft }] = useLead();
  const { rule, set } = useRule();
  const { change, counterexample, example, is_case: isCase, text, title } = rule;
  return (
    <>
      <div class="tw-pair">
        <Line name="Title" text={title} most={200} set={(one) => set({ title: one })} />
        <Line
          name="Line in the list of changes"
          text={change ?? title}
          most={500}
          set={(one) => set({ change: one })}
        />
      </div>
      <Lines
        name="Rule (Markdown)"
        rows={3}
        text={text ?? entry.suggested_rule}
        set={(one) => set({ text: one })}
      />
      <div class="tw-pair">
        <Lines name="Example" text={example} set={(one) => set({ example: one })} />
        <Lines
          name="Counterexample"
          text={counterexample}
          set={(one) => set({ counterexample: one })}
        />
      </div>
      <label class="tw-choice">
        <input
          type="checkbox"
          disabled={draft.kind !== "answer"}
          checked={isCase && draft.kind === "answer"}
          onChange={(event) => set({ is_case: event.currentTarget.checked })}
        />
        <span>
          Also as a case: this item, with the ruling's answer as the expected one
          {draft.kind !== "answer" && " (needs an answer)"}
        </span>
      </label>
    </>
  );
}

/** Whether the ruling becomes part of a new version of the guideline, and how. */
export function RuleFields({ entry }: { entry: Escalated }) {
  const [session, { draft, welcome }] = useLead();
  const { rule, set } = useRule();
  const id = useId();
  const { adds } = draft;
  useKeys({ b: () => session.write({ adds: !adds }) });
  return (
    <fieldset class={`tw-rule ${adds ? "tw-adds" : ""}`} aria-label="Guideline">
      <div class="tw-choice">
        <input
          id={id}
          type="checkbox"
          checked={adds}
          onChange={(event) => session.write({ adds: event.currentTarget.checked })}
        />
        <label htmlFor={id}>Add to the guideline as version</label>
        <input
          class="tw-version"
          type="text"
          aria-label="Version"
          maxLength={64}
          disabled={!adds}
          value={rule.version ?? welcome?.next_version ?? ""}
          onInput={(event) => set({ version: event.currentTarget.value })}
        />
        <Key>b</Key>
      </div>
      {adds && <Fields entry={entry} />}
    </fieldset>
  );
}
