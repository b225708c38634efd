// The explorer's view: the line, the rate, what to narrow by, and the items.
import { PlaceProvider, useKeys, usePlace, useSessionState } from "../kit/context";
import { goHome } from "../kit/focus";
import { Guideline } from "../kit/guideline";
import { Arrival } from "../kit/states";
import { BreakdownView } from "./breakdown";
import { Facets } from "./facets/facets";
import { ExplorerHeader } from "./header";
import { ItemsPane, NothingHere } from "./items_pane";
import { Chips } from "./line/chips";
import { QueryLine } from "./line/query_line";
import { Trail } from "./line/trail";
import { ExplorerNotices } from "./notices";
import { ExplorerHelp } from "./panels/help";
import { SlicesPanel } from "./panels/slices";
import { SuggestionsPanel } from "./panels/suggestions";
import { type ExplorerPlace, useExplorer } from "./place";
import { RateBand } from "./rate_band";

function Work() {
  const [, { overview }] = useExplorer();
  const isEmpty = overview?.rate.n_labels === 0;
  return (
    <div class="tw-exploring">
      <div class="tw-line-row">
        <QueryLine />
        <Trail />
      </div>
      <Chips />
      <RateBand />
      <div class="tw-explored">
        <Facets />
        <div class="tw-explored-main">
          {isEmpty ? (
            <NothingHere />
          ) : (
            <>
              <BreakdownView />
              <ItemsPane />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function SidePanel() {
  const [, { panel, welcome }] = useExplorer();
  switch (panel) {
    case "guideline":
      return welcome?.guideline ? <Guideline guideline={welcome.guideline} /> : null;
    case "slices":
      return <SlicesPanel />;
    case "suggestions":
      return <SuggestionsPanel />;
    case "help":
      return <ExplorerHelp />;
    default:
      return null;
  }
}

function Home() {
  const { root } = usePlace();
  useKeys({ Escape: () => goHome(root) });
  return null;
}

export function ExplorerFrame(place: ExplorerPlace) {
  const { session } = place;
  useSessionState(session);
  const { announcement, gone, panel, phase, welcome } = session.state;
  const isSeated = welcome && phase === "working";
  return (
    <PlaceProvider value={place}>
      <Home />
      {isSeated && <ExplorerHeader />}
      <div class={`tw-body tw-explorer ${panel && isSeated ? "tw-with-panel" : ""}`}>
        <div class="tw-main">
          <ExplorerNotices />
          <div class="tw-work" inert={gone}>
            {isSeated ? <Work /> : <Arrival />}
          </div>
        </div>
        {isSeated && <SidePanel />}
      </div>
      <div class="tw-hidden" aria-live="polite">
        {announcement}
      </div>
    </PlaceProvider>
  );
}
