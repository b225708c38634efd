import { useLayoutEffect, useRef } from "preact/hooks";
import type { Message } from "../contract";
import { LongText } from "../kit/long_text";
import { ScrollArea } from "../kit/scroll_area";

const ROLES: Record<Message["role"], string> = {
  system: "System",
  user: "User",
  assistant: "Assistant",
};

/** All turns so far; a single turn of the user needs no role. */
export function Prompt({ prompt }: { prompt: Message[] }) {
  const area = useRef<HTMLDivElement>(null);
  // The last turn is the one that is answered.
  useLayoutEffect(() => {
    if (area.current && prompt.length > 1) area.current.scrollTop = area.current.scrollHeight;
  }, [prompt]);
  const isPlainQuestion = prompt.length === 1 && prompt[0]?.role === "user";
  return (
    <ScrollArea area={area} name="Prompt" look="tw-prompt">
      {prompt.map(({ role, content }, index) => (
        <div key={index} class={`tw-message tw-message-${role}`}>
          {!isPlainQuestion && <span class="tw-speaker">{ROLES[role]}</span>}
          <LongText text={content} plain={false} />
        </div>
      ))}
    </ScrollArea>
  );
}
