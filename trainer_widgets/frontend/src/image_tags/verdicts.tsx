import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import type { WorkProps } from "../kit/state";
import type { ImageTags, TagDraft } from "./answer";

/** That an image has nothing of what is looked for is said, and never follows from haste. */
export function Verdicts({ draft, item, setDraft }: WorkProps<ImageTags, TagDraft>) {
  const isBroken = item.problem !== null || draft.broken !== null;
  const isFree = !isBroken && draft.rows.every(({ state }) => state === "removed");
  const toggle = () => setDraft((before) => ({ ...before, nothing: !before.nothing }));
  useKeys({ w: toggle }, isFree);
  return (
    <Button
      name="Nothing to tag"
      hint="w"
      disabled={!isFree}
      aria-pressed={isFree && draft.nothing}
      onClick={toggle}
    />
  );
}
