// The slice on screen, kept by a name or written as Python.
import { useState } from "preact/hooks";
import { Button, copyText } from "../../kit/button";
import { CopyButton } from "../../kit/copy_button";
import { useExplorer } from "../place";
import { useWork, type Work } from "../shared/work";

export function Problem({ work }: { work: Work }) {
  return (
    <p class="tw-complaint" role="status" dir="auto">
      {work.problem}
    </p>
  );
}

export function SaveForm() {
  const [session, { saved, welcome }] = useExplorer();
  const [name, setName] = useState("");
  const work = useWork();
  const text = name.trim();
  const own = saved.find((one) => one.name === text && one.saved_by === welcome?.annotator);
  const save = (event: Event) => {
    event.preventDefault();
    if (!text) return;
    work.run(async () => {
      await session.actions.save(text);
      setName("");
      session.set({ announcement: `Saved as ${text}.` });
    });
  };
  return (
    <form class="tw-keep-form" onSubmit={save}>
      <label>
        <span class="tw-hidden">Name of this slice</span>
        <input
          type="text"
          dir="auto"
          maxLength={120}
          placeholder="Name of this slice"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="tw-button tw-plain" disabled={!text || work.isBusy}>
        {own ? "Replace" : "Save"}
      </button>
      <Problem work={work} />
    </form>
  );
}

export function Code({ text }: { text: string }) {
  return (
    <div class="tw-code-line">
      <code dir="ltr">{text}</code>
      <CopyButton text={text} />
    </div>
  );
}

export function CodeOfSlice() {
  const [session, { sight }] = useExplorer();
  const [code, setCode] = useState<{ slice: object; text: string } | null>(null);
  const work = useWork();
  const write = (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    work.run(async () => {
      const text = await session.actions.code();
      setCode({ slice: sight.slice, text });
      const isCopied = await copyText(text, button);
      if (isCopied) session.set({ announcement: "The line of Python is copied." });
    });
  };
  return (
    <>
      <Button name="Copy as code" disabled={work.isBusy} onClick={write} />
      <Problem work={work} />
      {code && code.slice === sight.slice && <Code text={code.text} />}
    </>
  );
}
