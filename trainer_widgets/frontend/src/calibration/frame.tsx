// The view of a session: the room above, and below it what its phase is for.
import { useMemo } from "preact/hooks";
import { PlaceProvider, useKeys, usePlace, useSessionState } from "../kit/context";
import { goHome } from "../kit/focus";
import { Frame } from "../kit/frame";
import { Guideline } from "../kit/guideline";
import { Undelivered } from "../kit/notices";
import { Arrival, Notice } from "../kit/states";
import { LateChoice } from "./choice";
import { AllLabeled } from "./finished";
import { hostOf } from "./host";
import { NextItem } from "./next_item";
import { type RoomPlace, useRoom } from "./place";
import { RoomBar } from "./room_bar";
import { RoomHelp } from "./room_help";
import { RoomNotices } from "./room_notices";
import { type Stage, stageOf } from "./state";
import { TalkHeader } from "./talk_header";
import { Talking } from "./talking";

function SidePanel() {
  const [, { guideline, panel }] = useRoom();
  if (panel === "guideline" && guideline) return <Guideline guideline={guideline} />;
  return panel === "help" ? <RoomHelp /> : null;
}

/** Until somebody is in the room. */
function Entrance() {
  const [, { phase, problem }] = useRoom();
  if (phase !== "not_you") return <Arrival />;
  return (
    <Notice title="This session is for others">
      <p dir="auto">{problem}</p>
    </Notice>
  );
}

function Work({ stage }: { stage: Stage }) {
  const [session] = useRoom();
  const host = useMemo(() => hostOf(session), [session]);
  switch (stage) {
    case "choose":
      return <LateChoice />;
    case "send":
      return (
        <Notice title="Your last answers are on their way…">
          <p class="tw-muted">
            What the others said is shown as soon as they are stored, so that they count as blind.
          </p>
        </Notice>
      );
    case "talk":
      return <Talking host={host} />;
    default:
      return <Entrance />;
  }
}

function Home() {
  const { root } = usePlace();
  useKeys({ Escape: () => goHome(root) });
  return null;
}

/** Everything but labeling, which is the kit's own frame. */
function Body({ stage }: { stage: Stage }) {
  const [, { announcement, gone, guideline, panel }] = useRoom();
  const isSeated = stage !== "arrive";
  const hasPanel = isSeated && (panel === "help" || (panel === "guideline" && !!guideline));
  return (
    <>
      {isSeated && <TalkHeader />}
      <div class={`tw-body ${hasPanel ? "tw-with-panel" : ""}`}>
        <div class="tw-main">
          <div class="tw-notices">
            <Undelivered />
          </div>
          <div class="tw-work" inert={gone}>
            <Work stage={stage} />
          </div>
        </div>
        {hasPanel && <SidePanel />}
      </div>
      <div class="tw-hidden" aria-live="polite">
        {announcement}
      </div>
    </>
  );
}

export function RoomFrame(place: RoomPlace) {
  const { session } = place;
  useSessionState(session);
  const stage = stageOf(session.state);
  const isLabeling = stage === "label";
  return (
    <PlaceProvider value={place}>
      <Home />
      <RoomBar />
      <RoomNotices stage={stage} />
      {isLabeling ? (
        <Frame {...place} Finished={AllLabeled} Waiting={NextItem} />
      ) : (
        <Body stage={stage} />
      )}
      <div class="tw-hidden" aria-live="polite">
        {session.state.news}
      </div>
    </PlaceProvider>
  );
}
