// What can be done with the slice on screen: kept by a name, sent on, written as Python.
import { useState } from "preact/hooks";
import type { SendItems, SentItems } from "../../contract";
import { Button, copyText } from "../../kit/button";
import { CopyButton } from "../../kit/copy_button";
import { count } from "../charts/formats";
import { useExplorer } from "../place";
import { useWork, type Work } from "../shared/work";

type Purpose = SendItems["purpose"];

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
      await session.keeping.save(text);
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

function Code({ text }: { text: string }) {
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
      const text = await session.keeping.code();
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

interface AskingProps {
  purpose: Purpose;
  onSend(): void;
  onLeave(): void;
}

function Asking({ purpose, onSend, onLeave }: AskingProps) {
  const [, { overview }] = useExplorer();
  const n = overview?.rate.n_items ?? 0;
  return (
    <div class="tw-confirm">
      <p>
        Put {n === 1 ? "the one item" : `the ${count(n)} items`} of this slice on the list for{" "}
        {purpose}?
      </p>
      <Button name="Put them there" look="primary" disabled={n === 0} onClick={onSend} />
      <Button name="Cancel" onClick={onLeave} />
    </div>
  );
}

export function SendOn() {
  const [session, { sight }] = useExplorer();
  const [asked, setAsked] = useState<Purpose | null>(null);
  const [sent, setSent] = useState<{ slice: object; reply: SentItems } | null>(null);
  const work = useWork();
  const send = (purpose: Purpose) => {
    setAsked(null);
    work.run(async () => {
      const { slice } = session.state.sight;
      setSent({ slice, reply: await session.keeping.send(purpose) });
    });
  };
  const reply = sent?.slice === sight.slice ? sent.reply : null;
  return (
    <>
      <Button name="Send to review" disabled={work.isBusy} onClick={() => setAsked("review")} />
      <Button
        name="Send to calibration"
        disabled={work.isBusy}
        onClick={() => setAsked("calibration")}
      />
      {asked && (
        <Asking purpose={asked} onSend={() => send(asked)} onLeave={() => setAsked(null)} />
      )}
      <div role="status">
        {reply && (
          <>
            <p>
              {count(reply.n_items)} {reply.n_items === 1 ? "item is" : "items are"} on the list for{" "}
              {reply.purpose}. It is taken with:
            </p>
            <Code text={reply.code} />
          </>
        )}
      </div>
      <Problem work={work} />
    </>
  );
}
