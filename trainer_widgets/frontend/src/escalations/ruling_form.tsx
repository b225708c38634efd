import type { Escalated } from "../contract";
import { Key } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import { useOwnId } from "../kit/use_own_id";
import { RuleFields } from "../ruling/rule_fields";
import { Reason } from "../worklist/reason";
import { isOpen } from "./grouping";
import { useLead } from "./place";
import { KINDS, type Kind, proposalOf } from "./ruling";

const ALL = Object.keys(KINDS) as Kind[];

function Kinds() {
  const [session, { draft }] = useLead();
  const { root } = usePlace();
  const name = useOwnId();
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

function WhyRuled() {
  const [session, { draft }] = useLead();
  const isRequired = draft.kind === "clarification" || draft.kind === "reject";
  return (
    <Reason
      reason={draft.reason}
      write={(reason) => session.write({ reason })}
      isRequired={isRequired}
      note={isRequired ? "required: the annotator reads it above the item" : ""}
    />
  );
}

export function RulingForm({ entry }: { entry: Escalated }) {
  const [session, { draft, reopened, welcome }] = useLead();
  if (!isOpen(entry) && !reopened) return null;
  // A project without a folder has no place for a guideline.
  const canAdd = welcome?.next_version !== null;
  return (
    <div class="tw-ruling" inert={!session.canDecide}>
      <div class="tw-caption">
        <span>Ruling</span>
      </div>
      <Kinds />
      <WhyRuled />
      {canAdd && (
        <RuleFields
          addition={draft}
          proposal={proposalOf(draft, entry, welcome)}
          write={(change) => session.write(change)}
        />
      )}
    </div>
  );
}
