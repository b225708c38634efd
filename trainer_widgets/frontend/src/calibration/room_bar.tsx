// The room, above whatever is worked at: its phases, its people, who is waited for.
import { useState } from "preact/hooks";
import { type Asked, LeadControls, LeadQuestion } from "./lead_controls";
import { People, Waiting } from "./people";
import { useRoom } from "./place";
import { Steps } from "./steps";

export function RoomBar() {
  const [, { room }] = useRoom();
  const [asked, ask] = useState<Asked>(null);
  if (!room) return null;
  return (
    <section class="tw-room" aria-label="Session">
      <div class="tw-room-line">
        <strong class="tw-room-name" title={room.name}>
          <bdi>{room.name}</bdi>
        </strong>
        <Steps asked={asked} ask={ask} />
        <People />
        <Waiting />
        <LeadControls asked={asked} ask={ask} />
      </div>
      <LeadQuestion asked={asked} ask={ask} />
    </section>
  );
}
