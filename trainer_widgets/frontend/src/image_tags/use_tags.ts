// The tags of the item on screen, the one that is looked at, and everything that can be done.
import { useMemo, useRef, useState } from "preact/hooks";
import type { ImageTagOptions, Place } from "../contract";
import { useSession } from "../kit/context";
import type { WorkProps } from "../kit/state";
import { emptyDraft, type ImageTags, isOffered, type TagDraft } from "./answer";
import { rounded } from "./geometry";
import {
  acceptedAll,
  added,
  changed,
  groupsOf,
  isOpen,
  movedRows,
  neighbour,
  nextId,
  nextOpen,
  numberOf,
  oneFewer,
  type Row,
  removed,
} from "./rows";

const STEPS_KEPT = 100;

type Props = WorkProps<ImageTags, TagDraft>;

export function spoken(row: Row, rows: readonly Row[]): string {
  const place = row.place && rounded(row.place);
  const { state } = row;
  const what = [`${row.name} ${numberOf(rows, row)}`, state];
  if (place?.width != null) {
    what.push(`box ${place.width} by ${place.height} at ${place.x}, ${place.y}`);
  } else if (place) what.push(`point at ${place.x}, ${place.y}`);
  return what.join(", ");
}

/** Changes of the draft that can be taken back one by one. */
function useSteps({ draft, setDraft }: Props) {
  const [session] = useSession();
  const steps = useRef<TagDraft[]>([]);
  const tell = (announcement: string) => session.set({ announcement });
  const change = (next: (rows: readonly Row[]) => Row[]) => {
    steps.current = [...steps.current, draft].slice(-STEPS_KEPT);
    setDraft((before) => ({ ...before, rows: next(before.rows), nothing: false }));
  };
  const undoStep = () => {
    const last = steps.current.at(-1);
    if (!last) return tell("There is no step to take back in this image.");
    steps.current = steps.current.slice(0, -1);
    setDraft(() => last);
    tell("Step taken back.");
  };
  const refuse = (name: string) =>
    session.set({ complaint: `“${name}” is not among the tags of this project: remove it.` });
  return { tell, change, undoStep, refuse, canUndoStep: steps.current.length > 0 };
}

type Steps = ReturnType<typeof useSteps>;

/** Which tag is looked at: first the first proposal. */
function useCurrent(rows: readonly Row[], { tell }: Steps) {
  const [id, setId] = useState<number | null>(() => nextOpen(rows, null)?.id ?? null);
  // Whether the next tag that is chosen replaces the name of the current one.
  const [renames, setRenames] = useState(false);
  const select = (next: number | null) => {
    setId(next);
    setRenames(false);
    const row = rows.find((one) => one.id === next);
    if (row) tell(spoken(row, rows));
  };
  const current = rows.find((row) => row.id === id) ?? null;
  return { current, setId, renames, setRenames, select };
}

type Choice = ReturnType<typeof useCurrent>;

function decisions(rows: readonly Row[], options: ImageTagOptions, steps: Steps, chosen: Choice) {
  const { change, refuse, tell } = steps;
  const rowOf = (id: number) => rows.find((one) => one.id === id);
  const goOn = (id: number) =>
    chosen.select(nextOpen(changed(rows, id, { state: "accepted" }), id)?.id ?? null);
  const accept = (id: number) => {
    const row = rowOf(id);
    if (!row || row.state === "accepted") return;
    if (!isOffered(options, row.name)) return refuse(row.name);
    change((before) => changed(before, id, { state: "accepted" }));
    // A tag that needs a place first keeps the pointer.
    if (row.place || options.place !== "required") goOn(id);
  };
  const remove = (id: number) => {
    const row = rowOf(id);
    if (!row || row.state === "removed") return;
    change((before) => removed(before, id));
    goOn(id);
  };
  const acceptAll = () => {
    const strange = rows.find((row) => isOpen(row) && !isOffered(options, row.name));
    change((before) => acceptedAll(before, (name) => isOffered(options, name)));
    chosen.select(strange?.id ?? null);
    if (strange) refuse(strange.name);
    else tell("All proposed tags are accepted.");
  };
  return { accept, remove, acceptAll };
}

function additions(rows: readonly Row[], { change, tell }: Steps, chosen: Choice) {
  const { current, renames, setId, setRenames } = chosen;
  const add = (name: string) => {
    if (renames && current) {
      change((before) => changed(before, current.id, { name, state: "accepted" }));
      setRenames(false);
      return tell(`Changed to ${name}.`);
    }
    change((before) => added(before, name));
    setId(nextId(rows));
    const count = groupsOf(rows).find((group) => group.name === name)?.accepted ?? 0;
    tell(`${name} added, ${count + 1} of it.`);
  };
  const more = (name: string) => {
    change((before) => added(before, name));
    setId(nextId(rows));
  };
  const fewer = (name: string) => change((before) => oneFewer(before, name));
  const place = (id: number, where: Place | null) => {
    change((before) => changed(before, id, { place: where }));
    setId(id);
  };
  return { add, more, fewer, place };
}

export function useTags(props: Props) {
  const { item, options } = props;
  const { rows } = props.draft;
  const steps = useSteps(props);
  const chosen = useCurrent(rows, steps);
  const start = useMemo(() => emptyDraft(item, options).rows, [item, options]);
  const id = chosen.current?.id ?? null;
  return {
    rows,
    auto: item.auto_tags,
    moved: movedRows(rows, start),
    current: chosen.current,
    renames: chosen.renames,
    setRenames: chosen.setRenames,
    select: chosen.select,
    undoStep: steps.undoStep,
    canUndoStep: steps.canUndoStep,
    ...decisions(rows, options, steps, chosen),
    ...additions(rows, steps, chosen),
    /** To the first proposal: nothing is accepted that was not chosen before. */
    next: () => chosen.select(nextOpen(rows, null)?.id ?? null),
    step: (by: 1 | -1) => chosen.select(neighbour(rows, id, by)?.id ?? null),
  };
}

export type Tags = ReturnType<typeof useTags>;
