// The frame every widget shares: header, notices, the task's own work, footer, panels.
import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { showBeginning } from "./beginning";
import { type Place, PlaceProvider, useKeys, usePlace, useSessionState } from "./context";
import { Escalate } from "./escalate";
import { focusedIn, goHome, isAttended } from "./focus";
import { Footer } from "./footer";
import { Guideline } from "./guideline";
import { Header } from "./header";
import { Help } from "./help";
import { LeadNote } from "./lead_note";
import { Notices } from "./notices";
import { OwnList } from "./own_list";
import type { Task } from "./protocol";
import type { WorkProps } from "./state";
import { Finished, Standing } from "./states";

function usePainted(token: string | undefined): void {
  const { root, session } = usePlace();
  const before = useRef(token);
  useLayoutEffect(() => {
    if (before.current === token) return;
    before.current = token;
    // Never taken from elsewhere: only a focus that was in the widget goes on in it.
    if (root.contains(focusedIn(root))) goHome(root);
    if (isAttended(root)) showBeginning(root);
  }, [root, token]);
  useEffect(() => {
    if (token) session.sitting.painted();
  }, [session, token]);
}

function useWorkProps<T extends Task, D>(place: Place<T, D>): WorkProps<T, D> | null {
  const { session } = place;
  const { sitting } = session;
  const { welcome, work } = session.state;
  const changes = useMemo(
    () => ({
      setDraft: (change: (draft: D) => D) =>
        sitting.setDraft((draft) => ({ ...draft, task: change(draft.task) })),
      setRationale: (rationale: string) => sitting.setDraft((draft) => ({ ...draft, rationale })),
      saw: (what: string) => sitting.saw(what),
    }),
    [sitting],
  );
  if (!work || !welcome) return null;
  const { item, draft } = work;
  const { task, rationale } = draft;
  const { options, taxonomy } = welcome;
  return { item, options, taxonomy, draft: task, rationale, ...changes };
}

function SidePanel() {
  const { session } = usePlace();
  const { guideline, panel } = session.state;
  if (panel === "guideline" && guideline) return <Guideline guideline={guideline} />;
  if (panel === "own") return <OwnList />;
  return panel === "help" ? <Help /> : null;
}

interface FrameProps<T extends Task, D> extends Place<T, D> {
  /** What is shown once all is labeled, instead of the kit's own words. */
  Finished?: ComponentType;
  /** What is shown until the next item is here. */
  Waiting?: ComponentType;
}

export function Frame<T extends Task, D>({ Finished: AtEnd, Waiting, ...place }: FrameProps<T, D>) {
  const { session } = place;
  const { view } = session;
  useSessionState(session);
  const { announcement, escalating, gone, panel, welcome, work } = session.state;
  const props = useWorkProps(place);
  return (
    <PlaceProvider value={place}>
      <Painted token={work?.item.token} />
      {welcome && <Header />}
      <div class={`tw-body ${panel && welcome ? "tw-with-panel" : ""}`}>
        <div class="tw-main">
          <Notices />
          <LeadNote note={work?.item.note ?? null} />
          <div class="tw-work" inert={gone}>
            {props ? (
              <view.Work key={props.item.token} {...props} />
            ) : (
              <Standing Finished={AtEnd ?? Finished} Waiting={Waiting} />
            )}
          </div>
        </div>
        {welcome && <SidePanel />}
      </div>
      {welcome && (
        <Footer>{props && view.Verdicts && !gone && <view.Verdicts {...props} />}</Footer>
      )}
      {escalating && work && <Escalate />}
      <div class="tw-hidden" aria-live="polite">
        {announcement}
      </div>
    </PlaceProvider>
  );
}

function Painted({ token }: { token: string | undefined }) {
  const { root } = usePlace();
  usePainted(token);
  useKeys({ Escape: () => goHome(root) });
  return null;
}
