// With what the facilitator moves the session.
import type { Attendee, Room } from "../contract";
import { Button } from "../kit/button";
import { Asking } from "./asking";
import { Names } from "./names";
import { PHASES, phaseAfter } from "./phases";
import { useRoom } from "./place";
import { leadsOnly } from "./state";

export type Asked = "reveal" | "close" | "hand over" | null;

export interface AskedProps {
  asked: Asked;
  ask(asked: Asked): void;
}

/** Whether the one who leads can be asked: nobody does, or they are not there. */
function isLeaderless({ facilitator, people }: Room): boolean {
  return !people.some(({ is_there: isThere, name }) => isThere && name === facilitator);
}

export function LeadControls({ asked, ask }: AskedProps) {
  const [session, { gone, room }] = useRoom();
  if (!room || room.phase === "close") return null;
  if (!session.isFacilitator) {
    if (!isLeaderless(room)) return null;
    const take = () => void session.move("take_lead", {});
    return (
      <div class="tw-room-controls">
        <Button name="Take the lead" disabled={gone} onClick={take} />
      </div>
    );
  }
  const next = phaseAfter(room.phase);
  const question = next === "reveal" || next === "close" ? next : null;
  const go = () => {
    if (question) ask(asked === question ? null : question);
    else void session.move("move_phase", { phase: next });
  };
  return (
    <div class="tw-room-controls">
      <Button
        name="Hand over"
        look="quiet"
        disabled={gone}
        aria-expanded={asked === "hand over"}
        onClick={() => ask(asked === "hand over" ? null : "hand over")}
      />
      {next && (
        <Button
          name={`${PHASES[next].name}${question ? "…" : ""}`}
          look="primary"
          disabled={gone}
          {...(question ? { "aria-expanded": asked === question } : {})}
          onClick={go}
        />
      )}
    </div>
  );
}

/** Who would be left out by a reveal now. */
function LeftOut({ room }: { room: Room }) {
  const [, state] = useRoom();
  const { welcome } = state;
  const named = (people: Attendee[]) =>
    people.map(({ name }) => (name === welcome?.annotator ? "you" : name));
  const awaited = named(room.people.filter((one) => one.is_awaited));
  const away = named(room.people.filter((one) => !one.is_there));
  return (
    <>
      {awaited.length === 0 && "Everybody has labeled all items. "}
      {awaited.length > 0 && (
        <>
          Not finished: <Names names={awaited} /> (who may go on blind, until they look).{" "}
        </>
      )}
      {away.length > 0 && (
        <>
          Not here: <Names names={away} />.{" "}
        </>
      )}
      {leadsOnly(state) && "You have labeled nothing, so you lead only, and look at once. "}
      There is no way back to labeling.
    </>
  );
}

function AskReveal({ room, close }: { room: Room; close(): void }) {
  const [session] = useRoom();
  const reveal = () => {
    close();
    void session.reveal();
  };
  return (
    <Asking
      title="Reveal the answers?"
      close={close}
      actions={<Button name="Reveal now" look="primary" onClick={reveal} />}
    >
      <strong>Reveal the answers?</strong> <LeftOut room={room} />
    </Asking>
  );
}

function AskClose({ room, close }: { room: Room; close(): void }) {
  const [session] = useRoom();
  const finish = () => {
    close();
    void session.move("move_phase", { phase: "close" });
  };
  const { n_decided: decided, n_items: items, n_left_open: open } = room;
  const rest = items - decided - open;
  const are = (n: number) => (n === 1 ? "1 item is" : `${n} items are`);
  return (
    <Asking
      title="Close the session?"
      close={close}
      actions={<Button name="Close it" look="primary" onClick={finish} />}
    >
      <strong>Close the session?</strong> {rest > 0 && `${are(rest)} not decided. `}
      {open > 0 && `${are(open)} left open. `}
      {decided === items && "All items are decided. "}A closed session is not opened again.
    </Asking>
  );
}

function AskHandOver({ room, close }: { room: Room; close(): void }) {
  const [session, { welcome }] = useRoom();
  const others = room.people.filter(({ name }) => name !== welcome?.annotator);
  const there = others.filter((one) => one.is_there);
  const give = (to: string) => {
    close();
    void session.move("hand_over", { to });
  };
  return (
    <Asking
      title="Hand over to whom?"
      close={close}
      actions={there.map(({ name }) => (
        <Button
          key={name}
          name={name}
          aria-label={`Hand over to ${name}`}
          onClick={() => give(name)}
        >
          <bdi class="tw-somebody">{name}</bdi>
        </Button>
      ))}
    >
      <strong>Hand the lead over</strong>{" "}
      {there.length ? "to somebody who is here:" : "Nobody else is here."}
    </Asking>
  );
}

export function LeadQuestion({ asked, ask }: AskedProps) {
  const [session, { room }] = useRoom();
  if (!room || !session.isFacilitator) return null;
  const place = { room, close: () => ask(null) };
  // The session may have been moved elsewhere while somebody thinks.
  if (asked === "reveal" && room.phase === "label") return <AskReveal {...place} />;
  if (asked === "close" && room.phase !== "close") return <AskClose {...place} />;
  return asked === "hand over" ? <AskHandOver {...place} /> : null;
}
