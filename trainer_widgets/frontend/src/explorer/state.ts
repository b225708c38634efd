// What a view of the explorer shows, in one immutable object.
import type {
  Breakdown,
  Explored,
  ItemPage,
  OpenedItem,
  Overview,
  Present,
  SavedSlice,
  Sight,
  SightMoved,
  Suggestions,
  Trend,
} from "../contract";
import { startOfVisit, type VisitState } from "../kit/visit";
import { EVERYTHING } from "./conditions";

/** How many items a page has. */
export const PAGE = 25;

export interface ExplorerState extends VisitState {
  welcome: Explored | null;
  sight: Sight;
  /** Counts the slices of this sitting; what answers an older one is not shown. */
  turn: number;
  past: Sight[];
  future: Sight[];
  overview: Overview | null;
  trend: Trend | null;
  breakdown: Breakdown | null;
  page: ItemPage | null;
  opened: OpenedItem | null;
  /** Why the item is not on screen. */
  trouble: string | null;
  /** An answer takes longer than one notices. */
  isLate: boolean;
  waitsForPage: boolean;
  /** Why the numbers of this slice are not here. */
  failed: string | null;
  people: Present[];
  following: string | null;
  /** Where a cell of the notebook has gone, while this view stayed. */
  elsewhere: SightMoved | null;
  saved: SavedSlice[];
  suggestions: Suggestions;
}

export const START: Sight = {
  slice: EVERYTHING,
  by: [],
  sort: "rate",
  descending: true,
  offset: 0,
  item: null,
};

export const startOfExploring = (): ExplorerState => ({
  ...startOfVisit,
  welcome: null,
  sight: START,
  turn: 0,
  past: [],
  future: [],
  overview: null,
  trend: null,
  breakdown: null,
  page: null,
  opened: null,
  trouble: null,
  isLate: false,
  waitsForPage: false,
  failed: null,
  people: [],
  following: null,
  elsewhere: null,
  saved: [],
  suggestions: { state: "asleep", slices: [], note: "" },
});
