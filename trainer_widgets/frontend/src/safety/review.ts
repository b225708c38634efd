// What is done with flags, the words that show them, and the category that is being looked at.
import { useMemo, useState } from "preact/hooks";
import type { Span } from "../contract";
import { usePlace, useSession } from "../kit/context";
import { goHome } from "../kit/focus";
import type { SpanMark, TextSpan } from "../kit/span_text";
import type { WorkProps } from "../kit/state";
import { fullName } from "../kit/taxonomy";
import { useAfterDrawing } from "./after_drawing";
import { type FlagDraft, responseOf, type Safety, type SafetyDraft } from "./answer";
import { severitiesOf, severityName } from "./policy";

export type Props = WorkProps<Safety, SafetyDraft>;

const isSame = (one: Span) => (other: Span) => one.start === other.start && one.end === other.end;

export function withEvidence(flag: FlagDraft, span: Span | null): FlagDraft {
  if (!span || span.start === span.end || flag.evidence.some(isSame(span))) return flag;
  const { start, end } = span;
  const evidence = [...flag.evidence, { start, end }];
  return { ...flag, evidence: evidence.sort((one, other) => one.start - other.start) };
}

/** Without the blanks at its ends, which a selection by words brings along. */
export function trimmed({ start, end }: TextSpan, text: string): TextSpan | null {
  const points = Array.from(text).slice(start, end);
  const isInk = (point: string) => point.trim() !== "";
  const from = points.findIndex(isInk);
  return from === -1 ? null : { start: start + from, end: start + points.findLastIndex(isInk) + 1 };
}

function useFlagChanges({ setDraft }: Props) {
  const setFlags = (change: (flags: FlagDraft[]) => FlagDraft[]) =>
    setDraft((draft) => ({ ...draft, flags: change(draft.flags) }));
  return {
    setFlags,
    setFlag: (category: string, change: (flag: FlagDraft) => FlagDraft) =>
      setFlags((flags) => flags.map((flag) => (flag.category === category ? change(flag) : flag))),
    remove: (category: string) =>
      setFlags((flags) => flags.filter((flag) => flag.category !== category)),
  };
}

/** A flag that was just made is where the next key goes: to its severity. */
function useFollow() {
  const { root } = usePlace();
  const after = useAfterDrawing();
  return (at: number) =>
    after(() => {
      const card = root.querySelectorAll<HTMLElement>(".tw-flag")[at];
      const target = card?.querySelector<HTMLElement>(":checked") ?? card?.querySelector("input");
      target?.focus();
    });
}

export function useReview(props: Props) {
  const { draft, taxonomy, options } = props;
  const { flags } = draft;
  const { root } = usePlace();
  const [session] = useSession();
  const [selection, onSelect] = useState<TextSpan | null>(null);
  const [chosen, setCurrent] = useState<string | null>(null);
  const { setFlags, setFlag, remove } = useFlagChanges(props);
  const follow = useFollow();
  const current = flags.find(({ category }) => category === chosen) ?? flags.at(-1) ?? null;
  const complain = (complaint: string) => session.set({ complaint, announcement: complaint });
  const text = responseOf(props.item);
  const wanted = options.evidence === "hidden" || !selection ? null : trimmed(selection, text);

  const flag = (category: string) => {
    const [only, ...others] = severitiesOf(taxonomy, category);
    const severity = others.length === 0 && only ? only : null;
    const fresh = withEvidence({ category, severity, evidence: [], reason: "" }, wanted);
    const at = flags.findIndex((one) => one.category === category);
    if (at === -1) setFlags((before) => [...before, fresh]);
    else if (wanted) setFlag(category, (before) => withEvidence(before, wanted));
    setCurrent(category);
    onSelect(null);
    follow(at === -1 ? flags.length : at);
  };
  const addEvidence = () => {
    if (!current) return complain("Flag a category first (f); the selected words go with it.");
    if (!wanted) return complain("Select the words that show it first: x goes to the text.");
    setFlag(current.category, (before) => withEvidence(before, wanted));
    session.set({
      announcement: `Evidence added to ${fullName(taxonomy, current.category)}.`,
    });
    onSelect(null);
  };
  const marks = useMemo(
    () =>
      flags.flatMap(({ category, severity, evidence }, at): SpanMark[] => {
        const how = severity ? `, ${severityName(taxonomy, severity).toLowerCase()}` : "";
        const label = `${fullName(taxonomy, category)}${how}`;
        const isCurrent = category === current?.category;
        return evidence.map(({ start, end }, place) => ({
          id: `${at} ${place}`,
          start,
          end,
          label,
          tone: at,
          current: isCurrent && place === evidence.length - 1,
        }));
      }),
    [flags, taxonomy, current?.category],
  );
  const onPick = (id: string) => setCurrent(flags[Number.parseInt(id, 10)]?.category ?? null);
  const leave = () => goHome(root);
  const toSeverity = () => current && follow(flags.indexOf(current));
  return {
    ...{ selection, onSelect, marks, onPick },
    ...{ current, setCurrent, flag, addEvidence, setFlag, remove, leave, toSeverity },
  };
}

export type Review = ReturnType<typeof useReview>;
