// The frame of a list: header, notices, the list and what is looked at, footer, panels.
import type { ComponentType } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { showBeginning } from "../kit/beginning";
import { PlaceProvider, useKeys, usePlace, useSessionState } from "../kit/context";
import { focusedIn, goHome } from "../kit/focus";
import { Guideline } from "../kit/guideline";
import { Arrival } from "../kit/states";
import { type Children, useWorklist, type WorklistPlace } from "./place";
import "./worklist.css";

/** Another entry is on screen: its beginning is, and the focus is not left behind. */
function useBeginning(chosen: string | null) {
  const { root } = usePlace();
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(chosen);
  useLayoutEffect(() => {
    if (before.current === chosen) return;
    const isFirst = before.current === null;
    before.current = chosen;
    const inList = focusedIn(root)?.closest(".tw-entries");
    if (root.contains(focusedIn(root)) && (!inList || focusedIn(root)?.tagName === "BUTTON")) {
      goHome(root);
    }
    if (!isFirst && place.current) showBeginning(place.current);
  }, [root, chosen]);
  return place;
}

/** What is looked at: its beginning is on screen whenever it is another one. */
export function Chosen({ name, children }: Children & { name: string }) {
  const [session, { chosen }] = useWorklist();
  const place = useBeginning(chosen);
  if (!session.entry) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-chosen-entry" role="group" aria-label={name} ref={place} key={chosen}>
      {children}
    </div>
  );
}

/** What differs from list to list. */
interface Parts {
  Header: ComponentType;
  Notices: ComponentType;
  Work: ComponentType;
  Footer: ComponentType;
  Help: ComponentType;
}

function SidePanel({ Help }: Pick<Parts, "Help">) {
  const [, { panel, welcome }] = useWorklist();
  if (panel === "guideline" && welcome?.guideline) {
    return <Guideline guideline={welcome.guideline} />;
  }
  return panel === "help" ? <Help /> : null;
}

function Home() {
  const { root } = usePlace();
  useKeys({ Escape: () => goHome(root) });
  return null;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the list is of
export function WorklistFrame({ place, ...parts }: Parts & { place: WorklistPlace<any> }) {
  const { session } = place;
  const { Header, Notices, Work, Footer, Help } = parts;
  useSessionState(session);
  const { announcement, panel, phase, welcome } = session.state;
  const isSeated = welcome && phase === "working" && session.view;
  return (
    <PlaceProvider value={place}>
      <Home />
      {isSeated && <Header />}
      <div class={`tw-body ${panel && isSeated ? "tw-with-panel" : ""}`}>
        <div class="tw-main">
          <div class="tw-notices">
            <Notices />
          </div>
          <div class="tw-work">{isSeated ? <Work /> : <Arrival />}</div>
        </div>
        {isSeated && <SidePanel Help={Help} />}
      </div>
      {isSeated && <Footer />}
      <div class="tw-hidden" aria-live="polite">
        {announcement}
      </div>
    </PlaceProvider>
  );
}
