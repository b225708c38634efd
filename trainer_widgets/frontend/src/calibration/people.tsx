import type { Attendee, Room } from "../contract";
import { Names } from "./names";
import { useRoom } from "./place";
import { takesPart } from "./state";

function Count({ person, room }: { person: Attendee; room: Room }) {
  if (room.phase !== "label" || !takesPart(person)) return null;
  return (
    <span class={person.is_awaited ? "" : "tw-ready"}>
      {person.is_awaited ? `${person.n_labeled}/${room.n_items}` : "✓"}
    </span>
  );
}

function Person({ person, room, own }: { person: Attendee; room: Room; own: string }) {
  const { is_awaited: isAwaited, is_there: isThere, n_labeled: labeled, name } = person;
  const leads = name === room.facilitator;
  const facts = [isThere ? "is here" : "is not here"];
  if (leads) facts.push("leads");
  if (room.phase === "label" && takesPart(person)) {
    facts.push(`${labeled} of ${room.n_items} labeled`);
    if (!isAwaited) facts.push("is ready");
  }
  return (
    <li class={isThere ? "tw-there" : "tw-away"} title={`${name}: ${facts.join(", ")}`}>
      <span class="tw-presence" aria-hidden="true" />
      <bdi class={`tw-somebody ${name === own ? "tw-own-name" : ""}`}>{name}</bdi>
      <span class="tw-hidden">
        {name === own && " (you)"}: {facts.join(", ")}
      </span>
      <span class="tw-facts" aria-hidden="true">
        {leads && <span class="tw-leads">leads</span>}
        <Count person={person} room={room} />
      </span>
    </li>
  );
}

/** Who takes part, who is there, and how far each one is. */
export function People() {
  const [, { room, welcome }] = useRoom();
  if (!room) return null;
  return (
    <ul class="tw-attendees" aria-label="People">
      {room.people.map((person) => (
        <Person key={person.name} person={person} room={room} own={welcome?.annotator ?? ""} />
      ))}
    </ul>
  );
}

/** Whose labels are still missing. */
export const awaitedIn = (room: Room): string[] =>
  room.people.filter((person) => person.is_awaited).map(({ name }) => name);

/** In words what the people's counts tell; shown where the line has room for it. */
export function Waiting() {
  const [, { room }] = useRoom();
  if (room?.phase !== "label" || room.people.length === 0) return null;
  const awaited = awaitedIn(room);
  return (
    <div class="tw-waiting" aria-hidden="true">
      <span>
        {awaited.length === 0 ? (
          "All are ready"
        ) : (
          <>
            Waiting for <Names names={awaited} />
          </>
        )}
      </span>
    </div>
  );
}
