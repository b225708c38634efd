import { useEffect, useRef, useState } from "preact/hooks";
import { useKeys, usePlace } from "../kit/context";
import { focusedIn, goHome } from "../kit/focus";
import { isTyping } from "../kit/keys";
import { Rationale } from "../kit/rationale";
import type { WorkProps } from "../kit/state";
import type { ImageTags, TagDraft } from "./answer";
import { Current } from "./current";
import { revealing } from "./geometry";
import { Palette } from "./palette";
import { Broken, Stage, StageBar } from "./stage";
import { TagList } from "./tag_list";
import { useDetail, useWhole } from "./use_picture";
import { type PlaceKeys, usePlaceKeys } from "./use_place_keys";
import { type Tags, useTags } from "./use_tags";
import { type Looking, useLooking, useWheel } from "./use_view";

type Props = WorkProps<ImageTags, TagDraft>;

function useTagKeys(tags: Tags) {
  const { root } = usePlace();
  const { current } = tags;
  const accept = (event: KeyboardEvent) => {
    if (event.shiftKey) return tags.acceptAll();
    if (current) tags.accept(current.id);
    else tags.next();
  };
  const remove = () => current && tags.remove(current.id);
  useKeys({ a: accept, z: tags.undoStep, j: () => tags.step(1), k: () => tags.step(-1) });
  useKeys({
    x: remove,
    Delete: remove,
    Backspace: remove,
    c: () => current && tags.setRenames(!tags.renames),
  });
  const leave = () => {
    if (isTyping(focusedIn(root))) goHome(root);
    else tags.select(null);
  };
  useKeys({ Escape: leave }, !!current);
}

/** The tag that is looked at is on the stage, however far one has zoomed in. */
function useReveal(tags: Tags, looking: Looking, { item }: Props): void {
  const { current } = tags;
  const latest = useRef({ looking, current });
  latest.current = { looking, current };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another tag is chosen
  useEffect(() => {
    const { current: row, looking: now } = latest.current;
    if (!row?.place || !now.view || !now.stage || now.isFitted) return;
    now.set(revealing(now.view, row.place, item, now.stage));
  }, [current?.id, item]);
}

/** That a picture failed is part of the draft: nothing can be answered about it. */
function useBroken({ draft, setDraft }: Props, broken: string | null): void {
  useEffect(() => {
    if (broken !== draft.broken) setDraft((before) => ({ ...before, broken }));
  }, [broken, draft.broken, setDraft]);
}

function usePlacing(props: Props, tags: Tags) {
  const canPlace = props.options.place !== "hidden";
  const { current, select, place } = tags;
  const isArmed = canPlace && current && !current.place && current.state !== "removed";
  return {
    canPlace,
    armed: isArmed ? current : null,
    kind: props.options.place_kind,
    select,
    place,
  };
}

interface TagPanelProps {
  props: Props;
  tags: Tags;
  keys: PlaceKeys;
  looking: Looking;
}

function TagPanel({ props, tags, keys, looking }: TagPanelProps) {
  const { options, rationale, setRationale } = props;
  return (
    <div class="tw-tags">
      <TagList tags={tags} options={options} />
      <Current tags={tags} keys={keys} options={options} />
      <Palette tags={tags} options={options} showStage={looking.show} />
      <Rationale text={rationale} setText={setRationale} options={options} />
    </div>
  );
}

export function ImageTagView(props: Props) {
  const { item, options, saw } = props;
  const element = useRef<HTMLDivElement>(null);
  const [hides, setHides] = useState(false);
  const looking = useLooking(element, item);
  const found = useWhole(item, looking);
  const detail = useDetail(item, looking, found.picture);
  const tags = useTags(props);
  const keys = usePlaceKeys(item, options, tags, looking);
  const placing = usePlacing(props, tags);
  const { current, rows } = tags;
  useWheel(element, looking);
  useTagKeys(tags);
  useReveal(tags, looking, props);
  useBroken(props, found.broken);
  useEffect(() => {
    if (!looking.isFitted) saw("zoom");
  }, [looking.isFitted, saw]);
  const stage = { element, found, detail, looking, rows, hidesPlaces: hides, ...placing };
  if (found.broken) return <Broken reason={found.broken} />;
  return (
    <div class="tw-tagging">
      <div class="tw-looking">
        <Stage {...stage} image={item} current={current?.id ?? null} />
        <StageBar {...{ looking, hides, setHides }} around={current?.place ?? null} />
      </div>
      <TagPanel {...{ props, tags, keys, looking }} />
    </div>
  );
}
