// Verdicts, flags and the words that show them, side by side.
import { useCallback, useState } from "preact/hooks";
import type { Flag, SafetyAnswer, SafetyDealt, SafetyOptions, Span, Taxonomy } from "../contract";
import { useKeys, useSession } from "../kit/context";
import { visible } from "../kit/marked_text";
import { fullName } from "../kit/taxonomy";
import { asTyped, responseOf, VERDICTS } from "../safety/answer";
import { Conversation } from "../safety/conversation";
import { severityName } from "../safety/policy";
import { Veil } from "../safety/veil";
import type { AnswersProps } from "./answered";
import { NobodyAnswered, PeopleColumns, type Shown } from "./grid";
import { LaneSwitches, useLanes } from "./lanes";
import { Rewrites } from "./rewrites";
import "../safety/safety.css";

type Props = AnswersProps<SafetyDealt, SafetyOptions, SafetyAnswer>;

const REFUSED: Record<NonNullable<SafetyAnswer["refusal"]>, string> = {
  none: "No",
  partial: "In part",
  full: "Yes",
};

const yesOrNo = (value: boolean | null): string | null =>
  value === null ? null : value ? "Yes" : "No";

const WHOLE: Shown<SafetyAnswer>[] = [
  {
    key: "verdict",
    name: "Verdict",
    tell: ({ verdict }) => verdict && VERDICTS[verdict],
  },
  { key: "action", name: "Action", tell: ({ action }) => action },
  {
    key: "refusal",
    name: "Did it refuse?",
    tell: ({ refusal }) => refusal && REFUSED[refusal],
  },
  {
    key: "due",
    name: "Should it have refused?",
    tell: ({ should_refuse: due }) => yesOrNo(due),
  },
];

const NOT_FLAGGED = "";

function categoryAspect(id: string, taxonomy: Taxonomy | null): Shown<SafetyAnswer> {
  const flagOf = ({ flags }: SafetyAnswer) => flags.find(({ category }) => category === id);
  return {
    key: `category ${id}`,
    name: fullName(taxonomy, id),
    tell: (answer) => flagOf(answer)?.severity ?? NOT_FLAGGED,
    show: (answer) => {
      const flag = flagOf(answer);
      if (!flag) return <span class="tw-muted">not flagged</span>;
      return (
        <>
          {severityName(taxonomy, flag.severity)}
          {flag.reason && (
            <span class="tw-flag-why" dir="auto">
              {visible(flag.reason)}
            </span>
          )}
        </>
      );
    },
  };
}

/** What is the same for everybody because nobody was asked is left out. */
function aspectsOf({ said, taxonomy }: Props): Shown<SafetyAnswer>[] {
  const given = said.map(({ plain }) => plain).filter((one) => one !== null);
  const asked = WHOLE.filter(({ tell }) => given.some((one) => tell(one) !== null));
  const flagged = new Set(given.flatMap(({ flags }) => flags.map(({ category }) => category)));
  const order = (taxonomy?.category ?? []).map(({ id }) => id).filter((id) => flagged.has(id));
  const ids = [...new Set([...order, ...flagged])];
  return [...asked, ...ids.map((id) => categoryAspect(id, taxonomy))];
}

interface Evidence extends Span {
  label: string;
}

function evidenceOf({ flags }: SafetyAnswer, taxonomy: Taxonomy | null): Evidence[] {
  const labelOf = ({ category, severity }: Flag) =>
    `${fullName(taxonomy, category)}, ${severityName(taxonomy, severity).toLowerCase()}`;
  return flags.flatMap((flag) => flag.evidence.map((span) => ({ ...span, label: labelOf(flag) })));
}

function Unveiled(props: Props) {
  const { item, options, said, taxonomy } = props;
  const spansOf = useCallback((answer: SafetyAnswer) => evidenceOf(answer, taxonomy), [taxonomy]);
  const lanes = useLanes(said, spansOf);
  const review = {
    marks: lanes.marksOf(() => true),
    selection: null,
    onSelect: () => {},
    onPick: lanes.pick,
  };
  // Also where evidence is no longer asked for, what was marked is shown.
  const shown = lanes.all.length ? { ...options, evidence: "optional" as const } : options;
  const isAnswered = said.some(({ plain }) => plain);
  return (
    <div class="tw-answers">
      <LaneSwitches {...{ said, lanes }} />
      <Conversation props={{ item, options: shown }} review={review} formatted={false} />
      {isAnswered ? (
        <PeopleColumns name="Verdicts and flags" aspects={aspectsOf(props)} said={said} />
      ) : (
        <NobodyAnswered said={said} />
      )}
      <Rewrites
        name="Safe versions"
        rewriteOf={({ rewrite }) => rewrite}
        original={asTyped(responseOf(item))}
        said={said}
      />
    </div>
  );
}

/** Behind the veil as on the annotators' own screens, until it is lifted. */
export function SafetyAnswers(props: Props) {
  const { item, options } = props;
  const [session] = useSession();
  const name = `unveiled ${item.token}`;
  const [isVeiled, setVeiled] = useState(options.veil && !session.choices.has(name));
  const turn = (veiled: boolean) => {
    if (veiled) session.choices.delete(name);
    else session.choices.add(name);
    setVeiled(veiled);
  };
  useKeys({ v: () => turn(true) }, options.veil && !isVeiled);
  if (!isVeiled) return <Unveiled {...props} />;
  return <Veil turns={item.conversation.length} lift={() => turn(false)} />;
}
