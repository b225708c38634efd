import { useEffect, useState } from "preact/hooks";
import { copyText } from "./button";

const SHOWN = 1_500;

export function CopyButton({ text, name = "Copy" }: { text: string; name?: string }) {
  const [done, setDone] = useState<"" | "Copied" | "Not copied">("");
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(() => setDone(""), SHOWN);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    setDone((await copyText(text, button)) ? "Copied" : "Not copied");
  };
  return (
    <button type="button" class="tw-copy" onClick={copy}>
      {done || name}
    </button>
  );
}
