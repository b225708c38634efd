// Everything a view shows when there is no item on screen.
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { KeyScore } from "../contract";
import { suggestedName } from "./browser_store";
import { Button } from "./button";
import { useKeys, useSession, useVisit } from "./context";

export function Notice({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="tw-state">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

function NeedName() {
  const [session, { person, problem }] = useVisit();
  const [name, setName] = useState(person?.name ?? suggestedName(session.store));
  const give = (event: Event) => {
    event.preventDefault();
    if (name.trim()) void session.giveName(name.trim());
  };
  return (
    <Notice title={session.asks.who}>
      <p class="tw-muted">
        Jupyter does not say who you are. {session.asks.whose} are stored under this name; this
        browser keeps it for this page.
      </p>
      {problem && <p class="tw-complaint">{problem}</p>}
      <form class="tw-name" onSubmit={give}>
        <label>
          Your name{" "}
          <input
            type="text"
            autocomplete="username"
            maxLength={100}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="tw-button tw-primary" disabled={!name.trim()}>
          Begin
        </button>
      </form>
    </Notice>
  );
}

function Silent() {
  const [session] = useVisit();
  return (
    <Notice title="No answer from the kernel">
      <p class="tw-muted">
        It may be starting or busy; this goes on by itself as soon as it answers. After a restart,
        run the cell again.
      </p>
      <Button name="Try now" onClick={() => session.hello()} />
    </Notice>
  );
}

function Failed() {
  const [session, { problem }] = useVisit();
  return (
    <Notice title="This did not work">
      <p>{problem}</p>
      <Button name="Try again" onClick={() => session.hello()} />
    </Notice>
  );
}

function Pause() {
  const [session, { answered }] = useSession();
  const goOn = () => session.sitting.goOn();
  useKeys({ Submit: goOn });
  return (
    <Notice
      title={answered ? `${answered} ${answered === 1 ? "answer" : "answers"} given.` : "Paused."}
    >
      <p>Take a break, or go on.</p>
      <Button name="Go on" hint="Ctrl ⏎" look="primary" onClick={goOn} />
    </Notice>
  );
}

/** How far first answers agree with the key, where this project tells of it. */
function Score() {
  const [session, { progress }] = useSession();
  const [score, setScore] = useState<KeyScore | null>(null);
  const { done } = progress;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it changes with what is answered
  useEffect(() => {
    let isAwaited = true;
    const take = (told: KeyScore) => isAwaited && setScore(told);
    // A kernel that cannot tell takes nothing from the end.
    session.request<KeyScore>("score", {}).then(take, () => {});
    return () => {
      isAwaited = false;
    };
  }, [session, done]);
  if (!score?.done) return null;
  return (
    <p>
      You agree with the key on {score.right} of {score.done}: first answers count.
    </p>
  );
}

export function Finished() {
  const [session, { progress }] = useSession();
  const { done, escalated, skipped, total } = progress;
  const parts = [`${done} of ${total} answered`];
  if (skipped) parts.push(`${skipped} skipped`);
  if (escalated) parts.push(`${escalated} escalated`);
  if (total === 0) return <Notice title="There is nothing to label yet." />;
  return (
    <Notice title="That is all. Thank you.">
      <p>{parts.join(", ")}.</p>
      <Score />
      <p class="tw-muted">
        You can still look at your answers and change them
        {skipped ? "; the skipped items are in the same list." : "."}
      </p>
      <Button name="Look at my answers" onClick={() => session.set({ panel: "own" })} />
    </Notice>
  );
}

/** Until somebody is seated. */
export function Arrival() {
  const [, { gone, phase, problem, welcome }] = useVisit();
  if (gone && !welcome) return null;
  switch (phase) {
    case "need_name":
      return <NeedName />;
    case "silent":
      return <Silent />;
    case "not_you":
      return (
        <Notice title="This widget belongs to somebody else">
          <p>{problem}</p>
        </Notice>
      );
    case "failed":
      return <Failed />;
    default:
      return (
        <Notice title="Connecting to the kernel…">
          {problem && <p class="tw-muted">{problem}</p>}
        </Notice>
      );
  }
}

interface StandingProps {
  Finished: ComponentType;
  Waiting?: ComponentType | undefined;
}

export function Standing({ Finished: AtEnd, Waiting }: StandingProps) {
  const [, { phase }] = useVisit();
  switch (phase) {
    case "pause":
      return <Pause />;
    case "finished":
      return <AtEnd />;
    case "waiting":
      return Waiting ? <Waiting /> : <Notice title="Fetching the next item…" />;
    default:
      return <Arrival />;
  }
}
