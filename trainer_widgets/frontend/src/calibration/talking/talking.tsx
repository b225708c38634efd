// From the reveal on: how far people agree, on what they do not, and what is made of it.
import { useLayoutEffect, useState } from "preact/hooks";
import { useKeys, usePlace } from "../../kit/context";
import { Bench } from "../../looking/bench";
import { Agreement } from "./agreement";
import { Closing } from "./closing";
import { Deciding } from "./deciding";
import type { TalkingHost } from "./host";
import { Item } from "./item";
import { List } from "./list";
import { type TalkPlace, TalkProvider, useTalk, useTalkState } from "./place";
import { Revising } from "./revising";
import { Talk } from "./talk";
import "./talking.css";

function placeOf(host: TalkingHost): TalkPlace {
  const talk = new Talk(host);
  const bench = new Bench({
    signal: host.signal,
    hello: () => host.hello(),
    request: (name, body) => host.request(name, body),
    ask: (name, body, limit) => host.ask(name, body, limit),
    announce: (text) => host.announce(text),
    complain: (text) => (text === null ? talk.set({ complaint: null }) : talk.complain(text)),
  });
  return { host, talk, bench, revising: new Revising(talk), deciding: new Deciding(talk, bench) };
}

/** From anywhere in the widget, where it is clear what is to be sent. */
function useSubmit() {
  const { deciding, revising, state } = useTalk();
  const isRevising = state.revision !== null;
  const send = () => void (isRevising ? revising.send() : deciding.send());
  useKeys({ Submit: send }, isRevising !== deciding.isWriting);
}

function Keys() {
  const { deciding, host, revising, talk } = useTalk();
  useSubmit();
  const canFollow = talk.isLed && !host.isFacilitator;
  useKeys({ j: () => talk.step(1), k: () => talk.step(-1), o: () => talk.filter() });
  useKeys({ f: () => talk.follow() }, canFollow);
  useKeys({ l: () => void talk.lead(), d: () => deciding.begin() }, talk.canDecide);
  useKeys({ r: () => revising.begin() }, talk.isOpen);
  return null;
}

/** Before the reveal is here, or why it does not come. */
function Waiting() {
  const { revealed, trouble } = useTalk().state;
  if (revealed && !trouble) return null;
  return (
    <p class={trouble ? "tw-complaint" : "tw-muted"} role="status">
      {trouble ?? "Comparing what everybody answered…"}
    </p>
  );
}

function Shown() {
  const { host, state } = useTalk();
  const { place, revealed } = state;
  return (
    <>
      {revealed && host.room.phase === "close" && <Closing />}
      <Agreement />
      <Waiting />
      {(revealed || place !== null) && (
        <div class="tw-talk">
          <List />
          <Item />
        </div>
      )}
    </>
  );
}

/** Everything from the reveal on. */
export function Talking({ host }: { host: TalkingHost }) {
  const { root } = usePlace();
  const [place] = useState(() => placeOf(host));
  const { revising, talk } = place;
  useTalkState(talk);
  useLayoutEffect(() => talk.begin(), [talk]);
  useLayoutEffect(() => {
    const ending = new AbortController();
    revising.watch(root, ending.signal);
    return () => ending.abort();
  }, [revising, root]);
  return (
    <TalkProvider value={place}>
      <Keys />
      <Shown />
    </TalkProvider>
  );
}
