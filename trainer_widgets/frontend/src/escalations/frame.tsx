// The lead's view: the list, what is looked at, and the ruling on it.

import { useLayoutEffect, useRef } from "preact/hooks";
import { showBeginning } from "../kit/beginning";
import { PlaceProvider, useKeys, usePlace, useSessionState } from "../kit/context";
import { focusedIn, goHome } from "../kit/focus";
import { Guideline } from "../kit/guideline";
import { Arrival, Notice } from "../kit/states";
import { Asked } from "./asked";
import { LeadFooter } from "./footer";
import { LeadHeader } from "./header";
import { LeadHelp } from "./help";
import { Item } from "./item";
import { List } from "./list";
import { LeadNotices } from "./notices";
import { type LeadPlace, useLead } from "./place";
import { RulingForm } from "./ruling_form";
import { Settled } from "./settled";

/** Another escalation is on screen: its beginning is, and the focus is not left behind. */
function useBeginning(chosen: string | null) {
  const { root } = usePlace();
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(chosen);
  useLayoutEffect(() => {
    if (before.current === chosen) return;
    const isFirst = before.current === null;
    before.current = chosen;
    const inList = focusedIn(root)?.closest(".tw-escalations");
    if (root.contains(focusedIn(root)) && (!inList || focusedIn(root)?.tagName === "BUTTON")) {
      goHome(root);
    }
    if (!isFirst && place.current) showBeginning(place.current);
  }, [root, chosen]);
  return place;
}

function Chosen() {
  const [session, { chosen }] = useLead();
  const place = useBeginning(chosen);
  const { entry } = session;
  if (!entry) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div
      class="tw-escalation"
      role="group"
      aria-label="Escalation"
      ref={place}
      key={entry.escalation}
    >
      <Asked entry={entry} />
      <Item />
      <Settled entry={entry} />
      <RulingForm entry={entry} />
    </div>
  );
}

function Work() {
  const [session, { welcome }] = useLead();
  if (!welcome || !session.view) return <Arrival />;
  if (!welcome.escalations.length) {
    return (
      <Notice title="Nothing is waiting for you.">
        <p class="tw-muted">
          When somebody escalates an item of this project, it is listed here. The list is read again
          whenever you come back to this page.
        </p>
      </Notice>
    );
  }
  return (
    <div class="tw-leading">
      <List />
      <Chosen />
    </div>
  );
}

function SidePanel() {
  const [, { panel, welcome }] = useLead();
  if (panel === "guideline" && welcome?.guideline) {
    return <Guideline guideline={welcome.guideline} />;
  }
  return panel === "help" ? <LeadHelp /> : null;
}

function Home() {
  const { root } = usePlace();
  useKeys({ Escape: () => goHome(root) });
  return null;
}

export function LeadFrame(place: LeadPlace) {
  const { session } = place;
  useSessionState(session);
  const { announcement, panel, phase, welcome } = session.state;
  const isSeated = welcome && phase === "working";
  return (
    <PlaceProvider value={place}>
      <Home />
      {isSeated && <LeadHeader />}
      <div class={`tw-body ${panel && isSeated ? "tw-with-panel" : ""}`}>
        <div class="tw-main">
          <LeadNotices />
          <div class="tw-work">{isSeated ? <Work /> : <Arrival />}</div>
        </div>
        {isSeated && <SidePanel />}
      </div>
      {isSeated && <LeadFooter />}
      <div class="tw-hidden" aria-live="polite">
        {announcement}
      </div>
    </PlaceProvider>
  );
}
