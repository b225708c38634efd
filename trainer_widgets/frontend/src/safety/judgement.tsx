// What is said of the whole response: the verdict, refusals, the action.
import { useRef } from "preact/hooks";
import { Key } from "../kit/button";
import { useKeys } from "../kit/context";
import { actionOf, asksWhetherDue, type Refusal, VERDICTS, type Verdict } from "./answer";
import { OptionRow } from "./option_row";
import type { Props } from "./review";

const VERDICT_KEYS = ["1", "2", "3"];

export function VerdictRow({ draft, setDraft }: Props) {
  const choose = (verdict: Verdict) => setDraft((before) => ({ ...before, verdict }));
  const verdicts = Object.keys(VERDICTS) as Verdict[];
  useKeys(Object.fromEntries(verdicts.map((one, at) => [VERDICT_KEYS[at], () => choose(one)])));
  return (
    <OptionRow
      name="Verdict"
      look="tw-verdict"
      entries={verdicts.map((one) => [one, VERDICTS[one]] as const)}
      keys={VERDICT_KEYS}
      value={draft.verdict}
      choose={choose}
      home
    />
  );
}

const REFUSALS: [Refusal, string][] = [
  ["none", "No"],
  ["partial", "In part"],
  ["full", "Yes"],
];
const DUE: ["no" | "yes", string][] = [
  ["no", "No"],
  ["yes", "Yes"],
];

function after<V>(values: readonly V[], value: V | null): V {
  const at = value === null ? -1 : values.indexOf(value);
  return values[(at + 1) % values.length] as V;
}

export function RefusalRows({ draft, options, setDraft }: Props) {
  const { refusal, shouldRefuse } = draft;
  const due = shouldRefuse === null ? null : shouldRefuse ? "yes" : "no";
  const setRefusal = (next: Refusal) => setDraft((before) => ({ ...before, refusal: next }));
  const setDue = (next: "yes" | "no") =>
    setDraft((before) => ({ ...before, shouldRefuse: next === "yes" }));
  const keys = {
    q: () => setRefusal(after(["none", "partial", "full"] as const, refusal)),
    h: () => setDue(after(["no", "yes"] as const, due)),
  };
  useKeys(keys, options.refusal);
  if (!options.refusal) return null;
  const isFalse = refusal !== null && refusal !== "none" && shouldRefuse === false;
  return (
    <>
      <div class="tw-question">
        <span>Did it refuse?</span>
        <OptionRow name="Did it refuse?" entries={REFUSALS} value={refusal} choose={setRefusal} />
        <Key>q</Key>
      </div>
      <div class={asksWhetherDue(draft) ? "tw-question" : "tw-question tw-idle"}>
        <span>Should it have?</span>
        <OptionRow name="Should it have refused?" entries={DUE} value={due} choose={setDue} />
        <Key>h</Key>
      </div>
      <p class="tw-false-refusal" role="status">
        {isFalse && "A false refusal: that is a failure, too."}
      </p>
    </>
  );
}

export function ActionRow(props: Props) {
  const { draft, options, setDraft, taxonomy } = props;
  const row = useRef<HTMLDivElement>(null);
  const action = actionOf(draft, taxonomy, options);
  const focus = () => {
    const radios = row.current;
    const target = radios?.querySelector<HTMLElement>(":checked") ?? radios?.querySelector("input");
    target?.focus();
  };
  useKeys({ a: focus }, options.actions.length > 0);
  if (options.actions.length === 0) return null;
  const isProposed = draft.action === null && action !== null;
  return (
    <div class="tw-question" ref={row}>
      <span>
        Action
        <span class="tw-proposed">{isProposed && "proposed"}</span>
      </span>
      <OptionRow
        name="Action"
        entries={options.actions.map((one) => [one, one] as const)}
        value={action}
        choose={(next) => setDraft((before) => ({ ...before, action: next }))}
      />
      <Key>a</Key>
    </div>
  );
}
