import { Key } from "../kit/button";
import { useKeys } from "../kit/context";
import { useOwnId } from "../kit/use_own_id";
import type { Addition, RuleDraft, RuleProposal } from "./rule";
import "./rule.css";

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

interface RuleFieldsProps {
  addition: Addition;
  proposal: RuleProposal;
  write(change: Partial<Addition>): void;
}

function Case({ addition, proposal, set }: RuleFieldsProps & { set(isCase: boolean): void }) {
  const { hasAnswer } = proposal;
  return (
    <label class="tw-choice">
      <input
        type="checkbox"
        disabled={!hasAnswer}
        checked={addition.rule.is_case && hasAnswer}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      <span>
        Also as a case: this item, with the ruling's answer as the expected one
        {!hasAnswer && " (needs an answer)"}
      </span>
    </label>
  );
}

function Fields(props: RuleFieldsProps) {
  const { addition, proposal, write } = props;
  const { change, counterexample, example, text, title } = addition.rule;
  const set = (part: Partial<RuleDraft>) => write({ rule: { ...addition.rule, ...part } });
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
        text={text ?? proposal.text}
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
      <Case {...props} set={(isCase) => set({ is_case: isCase })} />
    </>
  );
}

/** Whether the ruling becomes part of a new version of the guideline, and how. */
export function RuleFields(props: RuleFieldsProps) {
  const { addition, proposal, write } = props;
  const { adds, rule } = addition;
  const id = useOwnId();
  useKeys({ b: () => write({ adds: !adds }) });
  return (
    <fieldset class={`tw-rule ${adds ? "tw-adds" : ""}`} aria-label="Guideline">
      <div class="tw-choice">
        <input
          id={id}
          type="checkbox"
          checked={adds}
          onChange={(event) => write({ adds: event.currentTarget.checked })}
        />
        <label htmlFor={id}>Add to the guideline as version</label>
        <input
          class="tw-version"
          type="text"
          aria-label="Version"
          maxLength={64}
          disabled={!adds}
          value={rule.version ?? proposal.version ?? ""}
          onInput={(event) => write({ rule: { ...rule, version: event.currentTarget.value } })}
        />
        <Key>b</Key>
      </div>
      {adds && <Fields {...props} />}
    </fieldset>
  );
}
