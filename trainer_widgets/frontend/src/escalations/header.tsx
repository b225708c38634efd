import { WorklistHeader } from "../worklist/header";
import { isOpen } from "./grouping";
import { useLead } from "./place";
import type { LeadState } from "./session";

function savedText({ delay, gone, sending }: LeadState): [text: string, look: string] {
  if (gone) return ["Kernel is gone", "bad"];
  if (delay) return ["Not stored yet", "bad"];
  return sending ? ["Saving…", "open"] : ["Saved", "good"];
}

function Saved() {
  const [, state] = useLead();
  const [saved, look] = savedText(state);
  return (
    <div role="status" aria-label="Saved" class={`tw-saved tw-${look}`}>
      {look === "good" && <span aria-hidden="true">✓ </span>}
      {saved}
    </div>
  );
}

export function LeadHeader() {
  const [, { welcome }] = useLead();
  const all = (welcome?.escalations ?? []).filter(({ status }) => status !== "withdrawn");
  const open = all.filter(isOpen).length;
  return (
    <WorklistHeader
      open={open}
      done={all.length - open}
      word="settled"
      fresh={{ name: "Look for new ones", hint: "u" }}
      saved={<Saved />}
    />
  );
}
