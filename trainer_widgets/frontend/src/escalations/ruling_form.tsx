import { useId } from "preact/hooks";
import type { Escalated } from "../contract";
import { Key } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import { isOpen } from "./grouping";
import { useLead } from "./place";
import { RuleFields } from "./rule_fields";
import { KINDS, type Kind } from "./ruling";

const ALL = Object.keys(KINDS) as Kind[];

function Kinds() {
  const [session, { draft }] = useLead();
  const { root } = usePlace();
  const name = useId();
  const choose = (kind: Kind) => session.write({ kind });
  const byKey = (kind: Kind) => {
    choose(kind);
    // An answer is given in the item; with the others only words are needed.
    root.querySelector<HTMLElement>(kind === "answer" ? ".tw-seen" : ".tw-reason")?.focus();
  };
  useKeys(Object.fromEntries(ALL.map((kind, index) => [`${index + 1}`, () => byKey(kind)])));
  return (
    <fieldset class="tw-kinds" aria-label="Ruling">
      {ALL.map((kind, index) => (
        <label key={kind} class="tw-kind">
          <input
            type="radio"
            name={name}
            checked={draft.kind === kind}
            onChange={() => choose(kind)}
          />
          <span>
            <strong>{KINDS[kind].name}</strong> <Key>{index + 1}</Key>
          </span>
          <span class="tw-muted">{KINDS[kind].means}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Reason() {
  const [session, { draft }] = useLead();
  const { root } = usePlace();
  const id = useId();
  const { kind } = draft;
  useKeys({ r: () => root.querySelector<HTMLElement>(".tw-reason")?.focus() });
  const isRequired = kind === "clarification" || kind === "reject";
  return (
    <>
      <div class="tw-caption">
        <label htmlFor={id}>Reason</label>
        <Key>r</Key>
        {isRequired && <span>required: the annotator reads it above the item</span>}
      </div>
      <textarea
        id={id}
        class="tw-reason"
        dir="auto"
        rows={2}
        maxLength={20_000}
        aria-required={isRequired}
        value={draft.reason}
        onInput={(event) => session.write({ reason: event.currentTarget.value })}
      />
    </>
  );
}

export function RulingForm({ entry }: { entry: Escalated }) {
  const [session, { reopened, welcome }] = useLead();
  if (!isOpen(entry) && !reopened) return null;
  // A project without a folder has no place for a guideline.
  const canAdd = welcome?.next_version !== null;
  return (
    <div class="tw-ruling" inert={!session.canRule}>
      <div class="tw-caption">
        <span>Ruling</span>
      </div>
      <Kinds />
      <Reason />
      {canAdd && <RuleFields entry={entry} />}
    </div>
  );
}
