import { Key } from "./button";
import { useKeys, usePlace } from "./context";
import type { SharedOptions } from "./protocol";
import { countWords, wordLimits } from "./rationale_rule";
import { useOwnId } from "./use_own_id";

interface RationaleProps {
  text: string;
  setText(text: string): void;
  options: SharedOptions;
}

export function Rationale({ text, setText, options }: RationaleProps) {
  const id = useOwnId();
  const { root } = usePlace();
  const focus = () => root.querySelector<HTMLElement>(`[id="${id}"]`)?.focus();
  useKeys({ r: focus }, options.rationale !== "hidden");
  if (options.rationale === "hidden") return null;
  const limits = wordLimits(options);
  const words = countWords(text);
  const count = limits ? `${words} of ${limits}` : `${words} ${words === 1 ? "word" : "words"}`;
  const most = options.max_words;
  const isOver = most > 0 && words > most;
  return (
    <div class="tw-rationale">
      <div class="tw-caption">
        <label htmlFor={id}>Rationale</label>
        <Key>r</Key>
        {options.rationale === "required" && <span>required</span>}
        <span class="tw-space" />
        <span id={`${id}-count`} class={isOver ? "tw-complaint" : ""}>
          {count}
        </span>
      </div>
      <textarea
        id={id}
        dir="auto"
        rows={3}
        aria-describedby={`${id}-count`}
        aria-required={options.rationale === "required"}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </div>
  );
}
