// DO NOT EDIT. made from trainer_widgets/records and wire by `make contract`.

export interface Wire {
  Hello?: Hello;
  Next?: Next;
  Submit?: Submit;
  Open?: Open;
  Mine?: Mine;
  Welcome?: Welcome;
  Batch?: Batch;
  Receipt?: Receipt;
  Opened?: Opened;
  OwnList?: OwnList;
  Problem?: Problem;
  Look?: Look;
  Resolve?: Resolve;
  Reread?: Reread;
  Ledger?: Ledger;
  Looked?: Looked;
  Arrive?: Arrive;
  Ask?: Ask;
  AskTrend?: AskTrend;
  AskBreakdown?: AskBreakdown;
  AskItems?: AskItems;
  FindValues?: FindValues;
  CompareSlices?: CompareSlices;
  OpenItem?: OpenItem;
  Parse?: Parse;
  Complete?: Complete;
  WriteCode?: WriteCode;
  Suggest?: Suggest;
  SaveSlice?: SaveSlice;
  DropSlice?: DropSlice;
  SendItems?: SendItems;
  TakeBack?: TakeBack;
  MoveSight?: MoveSight;
  Leave?: Leave;
  Explored?: Explored;
  Overview?: Overview;
  Trend?: Trend;
  Breakdown?: Breakdown;
  ItemPage?: ItemPage;
  FoundValues?: FoundValues;
  ComparedSlices?: ComparedSlices;
  OpenedItem?: OpenedItem;
  Parsed?: Parsed;
  Completions?: Completions;
  PythonLine?: PythonLine;
  Suggestions?: Suggestions;
  SavedSlices?: SavedSlices;
  SentItems?: SentItems;
  SightMoved?: SightMoved;
  Done?: Done;
  Attend?: Attend;
  LeaveRoom?: LeaveRoom;
  MovePhase?: MovePhase;
  LeadTo?: LeadTo;
  TakeLead?: TakeLead;
  HandOver?: HandOver;
  AskReveal?: AskReveal;
  OpenRevealed?: OpenRevealed;
  Decide?: Decide;
  Room?: Room;
  Attendance?: Attendance;
  Revealed?: Revealed;
  RevealedItem?: RevealedItem;
  Decided?: Decided;
  LookAtLabel?: LookAtLabel;
  SubmitReview?: SubmitReview;
  RereadReviews?: RereadReviews;
  ReviewQueue?: ReviewQueue;
  LabelLooked?: LabelLooked;
  Reviewed?: Reviewed;
  LookAtContested?: LookAtContested;
  Adjudicate?: Adjudicate;
  RereadDocket?: RereadDocket;
  Docket?: Docket;
  ContestedItem?: ContestedItem;
  Adjudicated?: Adjudicated;
  AskScore?: AskScore;
  KeyScore?: KeyScore;
  Picture?: Picture;
  Pictured?: Pictured;
  RunTests?: RunTests;
  RunOutcome?: RunOutcome;
  RunLimits?: RunLimits;
  LimitsInForce?: LimitsInForce;
  RankingOptions?: RankingOptions;
  RankingDealt?: RankingDealt;
  ImageTagOptions?: ImageTagOptions;
  ImageTagDealt?: ImageTagDealt;
  SafetyOptions?: SafetyOptions;
  SafetyDealt?: SafetyDealt;
  CorrectionOptions?: CorrectionOptions;
  CorrectionDealt?: CorrectionDealt;
  RankingAnswer?: RankingAnswer;
  ImageTagAnswer?: ImageTagAnswer;
  SafetyAnswer?: SafetyAnswer;
  CorrectionAnswer?: CorrectionAnswer;
}
/**
 * A view introduces itself: the login the server told it, or a name typed once.
 */
export interface Hello {
  protocol: number;
  login: string | null;
  name: string | null;
}
/**
 * Ask for the items that come next, apart from those the view holds.
 */
export interface Next {
  seat: string;
  held: string[];
}
/**
 * What a person decided. Times are ISO 8601 in UTC, from the browser's clock.
 */
export interface Submit {
  seat: string;
  event_id: string;
  token: string;
  action: "answer" | "escalate" | "retract" | "skip";
  answer: unknown;
  rationale: string | null;
  escalation: Escalation | null;
  supersedes: string | null;
  refers_to: string | null;
  started_at: string;
  submitted_at: string;
  active_ms: number;
  guideline: string | null;
  /**
   * @maxItems 50
   */
  seen: string[];
  held: string[];
}
/**
 * A question to the lead, with an optional proposal for the guideline.
 */
export interface Escalation {
  reason:
    | "broken_item"
    | "guideline_contradiction"
    | "guideline_silent"
    | "guideline_unclear"
    | "harmful_to_me"
    | "needs_expert"
    | "personal_data"
    | "policy_question";
  note: string;
  suggested_rule: string;
}
/**
 * Ask for one item by its token, or by its number in one's own order.
 */
export interface Open {
  seat: string;
  token: string | null;
  number: number | null;
}
/**
 * Ask for the list of one's own answers.
 */
export interface Mine {
  seat: string;
}
/**
 * Everything that a view in which somebody labels needs to begin.
 */
export interface Welcome {
  seat: string;
  annotator: string;
  identity: "asserted" | "given" | "stamped";
  project_id: string;
  project_name: string;
  task: string;
  options: unknown;
  guideline: GuidelineText | null;
  taxonomy: Taxonomy | null;
  progress: Progress;
  items: unknown[];
}
/**
 * A guideline's Markdown and its version.
 */
export interface GuidelineText {
  version: string;
  text: string;
}
/**
 * One version of a tree of categories.
 */
export interface Taxonomy {
  version: string;
  name: string;
  category: Category[];
  severity: SeverityLevel[];
}
/**
 * One category; its place in the tree is its dotted id (``accuracy.factual_error``).
 */
export interface Category {
  id: string;
  name: string;
  definition: string;
  examples: string[];
  counterexamples: string[];
  severities: string[];
  action: string;
  weights: {
    [k: string]: number;
  };
  maps_to: string[];
}
/**
 * How bad something can be, and how much it weighs in a score.
 */
export interface SeverityLevel {
  id: string;
  name: string;
  definition: string;
  weight: number;
}
/**
 * How far somebody is; ``pace_ms`` is the median active time of their recent answers.
 */
export interface Progress {
  done: number;
  total: number;
  skipped: number;
  escalated: number;
  pace_ms: number | null;
}
/**
 * The items that come next.
 */
export interface Batch {
  progress: Progress;
  items: unknown[];
}
/**
 * The submission is durable; with it come the next items.
 */
export interface Receipt {
  event_id: string;
  progress: Progress;
  items: unknown[];
  feedback: Feedback | null;
}
/**
 * What the key says of an answer that missed it.
 */
export interface Feedback {
  token: string;
  number: number;
  expected: string;
  reason: string;
}
/**
 * An item and what this person has said of it so far.
 */
export interface Opened {
  item: unknown;
  own: Own | null;
}
/**
 * One of a person's own events that stands, in the letters of their own screen.
 */
export interface Own {
  token: string;
  number: number;
  event_id: string;
  action: "answer" | "escalate" | "retract" | "skip";
  submitted_at: string | null;
  excerpt: string;
  rationale: string | null;
  answer: unknown;
}
/**
 * One's own answers, newest first.
 */
export interface OwnList {
  progress: Progress;
  entries: Own[];
}
/**
 * Why a request failed. ``final`` means that sending it again cannot help.
 */
export interface Problem {
  code: "failed" | "identity" | "need_name" | "overtaken" | "refused" | "storage" | "unknown_seat";
  message: string;
  final: boolean;
}
/**
 * Ask for what an escalation is about; whoever asks counts as having seen the answer.
 */
export interface Look {
  seat: string;
  escalation: string;
}
/**
 * How the lead settles an escalation; ``answer`` as on the annotator's screen.
 */
export interface Resolve {
  seat: string;
  event_id: string;
  escalation: string;
  kind: "answer" | "clarification" | "reject";
  reason: string;
  answer: unknown;
  rule: Rule | null;
}
/**
 * What a ruling adds to the guideline, as a new version.
 */
export interface Rule {
  base: string | null;
  version: string;
  title: string;
  text: string;
  example: string;
  counterexample: string;
  change: string;
  is_case: boolean;
}
/**
 * Ask for the list again.
 */
export interface Reread {
  seat: string;
}
/**
 * Everything that the lead's view needs to begin, and again after each ruling.
 */
export interface Ledger {
  seat: string;
  annotator: string;
  identity: "asserted" | "given" | "stamped";
  project_id: string;
  project_name: string;
  task: string;
  options: unknown;
  guideline: GuidelineText | null;
  taxonomy: Taxonomy | null;
  next_version: string | null;
  escalations: Escalated[];
}
/**
 * One escalation in the list; ``excerpt`` is how its item begins.
 */
export interface Escalated {
  escalation: string;
  item: string;
  token: string;
  excerpt: string;
  annotator: string;
  status: "open" | "resolved" | "withdrawn";
  reason:
    | "broken_item"
    | "guideline_contradiction"
    | "guideline_silent"
    | "guideline_unclear"
    | "harmful_to_me"
    | "needs_expert"
    | "personal_data"
    | "policy_question";
  note: string;
  suggested_rule: string;
  guideline: string | null;
  categories: string[];
  escalated_at: string;
  resolved_at: string | null;
  resolved_by: string | null;
  ruling: ("answer" | "clarification" | "reject") | null;
  ruling_reason: string | null;
  ruling_guideline: string | null;
}
/**
 * The item as its annotator saw it, with their provisional answer and the ruling's.
 */
export interface Looked {
  escalation: string;
  item: unknown;
  changed: boolean;
  answer: unknown;
  ruled: unknown;
  rationale: string | null;
}
/**
 * Introduce a view of an explorer, which has a name that it made for itself.
 */
export interface Arrive {
  protocol: number;
  login: string | null;
  name: string | null;
  view: string;
}
/**
 * What asks the engine: ``view`` is a name that the view made for itself.
 */
export interface Ask {
  seat: string;
  view: string;
  turn: number;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
}
/**
 * A feature held against one value, such as ``severity >= 3``.
 */
export interface Compared {
  type: "compared";
  feature: string;
  comparator: "!=" | "<" | "<=" | "=" | ">" | ">=";
  constant: string | number | boolean;
}
/**
 * A feature that has one of several values: ``language in ("ar", "de")``.
 */
export interface Among {
  type: "among";
  feature: string;
  /**
   * @minItems 1
   * @maxItems 1000
   */
  constants: (string | number | boolean)[];
}
/**
 * A list that has a member: ``tags has "night"``.
 */
export interface Holds {
  type: "holds";
  feature: string;
  member: string | number | boolean;
}
/**
 * A text in which words stand, capitals or not: ``prompt contains "refund"``.
 */
export interface Contains {
  type: "contains";
  feature: string;
  text: string;
}
/**
 * A feature without a value: ``topic is missing``.
 */
export interface Missing {
  type: "missing";
  feature: string;
}
/**
 * All of several conditions; of none: all labels.
 */
export interface Every {
  type: "every";
  /**
   * @maxItems 200
   */
  parts: (Compared | Among | Holds | Contains | Missing | Every | Either | Negated)[];
}
/**
 * At least one of several conditions.
 */
export interface Either {
  type: "either";
  /**
   * @minItems 1
   * @maxItems 200
   */
  parts: (Compared | Among | Holds | Contains | Missing | Every | Either | Negated)[];
}
/**
 * What a condition leaves out.
 */
export interface Negated {
  type: "negated";
  part: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
}
/**
 * Ask how the rate of a slice moves.
 */
export interface AskTrend {
  seat: string;
  view: string;
  turn: number;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
}
/**
 * Ask for the rate by each value of one feature, or of two.
 */
export interface AskBreakdown {
  seat: string;
  view: string;
  turn: number;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
  /**
   * @minItems 1
   * @maxItems 2
   */
  by: string[];
}
/**
 * Ask for some of the items of a slice.
 */
export interface AskItems {
  seat: string;
  view: string;
  turn: number;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
  sort: "item" | "labels" | "rate" | "time";
  descending: boolean;
  offset: number;
  limit: number;
}
/**
 * Ask which values of a feature hold some words, beyond those that the facet shows.
 */
export interface FindValues {
  seat: string;
  view: string;
  turn: number;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
  feature: string;
  search: string;
}
/**
 * Ask how two slices differ: the view's own, or any, and another.
 */
export interface CompareSlices {
  seat: string;
  view: string;
  turn: number;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
  other: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
}
/**
 * Ask for one item with all that was said of it.
 */
export interface OpenItem {
  seat: string;
  item_id: string;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
}
/**
 * A line that somebody typed.
 */
export interface Parse {
  seat: string;
  text: string;
}
/**
 * A line that is being typed, and where the caret is, in code points.
 */
export interface Complete {
  seat: string;
  text: string;
  at: number;
}
/**
 * Ask for the line of Python that makes the labels of a slice.
 */
export interface WriteCode {
  seat: string;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
}
/**
 * Ask for the confirmed slices; begins to look for them where nobody has.
 */
export interface Suggest {
  seat: string;
  begin: boolean;
}
/**
 * Keep a slice by a name; one's own older one of this name is replaced.
 */
export interface SaveSlice {
  seat: string;
  name: string;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
}
/**
 * Forget a slice that oneself has saved.
 */
export interface DropSlice {
  seat: string;
  name: string;
}
/**
 * Put the items of a slice on the list of those to review, or of a calibration.
 */
export interface SendItems {
  seat: string;
  purpose: "calibration" | "review";
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
}
/**
 * Take what this person sent to a list last off it again.
 */
export interface TakeBack {
  seat: string;
  purpose: "calibration" | "review";
}
/**
 * Tell the kernel what this view looks at; others may follow.
 */
export interface MoveSight {
  seat: string;
  view: string;
  sight: Sight;
}
/**
 * What one person looks at: what others follow and a cell reads and sets.
 */
export interface Sight {
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
  /**
   * @maxItems 2
   */
  by: string[];
  sort: "item" | "labels" | "rate" | "time";
  descending: boolean;
  offset: number;
  item: string | null;
}
/**
 * Tell the kernel that a view goes away.
 */
export interface Leave {
  seat: string;
  view: string;
}
/**
 * Everything that a view needs to begin; where there is no project, its parts are None.
 */
export interface Explored {
  seat: string;
  annotator: string;
  identity: "asserted" | "given" | "stamped";
  project_id: string;
  project_name: string;
  task: string | null;
  options: unknown;
  guideline: GuidelineText | null;
  taxonomy: Taxonomy | null;
  outcome: string;
  unit: string;
  is_slow: boolean;
  confidence: number;
  total: Rate;
  note: string;
  fields: SliceField[];
  facets: Facet[];
  trend: TimeWindow[];
  sight: Sight;
  can_save: boolean;
  saved: SavedSlice[];
  suggestions: Suggestions;
  people: Present[];
}
/**
 * A share of labels, or a difference of two, with its interval; None where there is none.
 */
export interface Rate {
  estimate: number | null;
  low: number | null;
  high: number | null;
  n_labels: number;
  n_items: number;
  note: string;
}
/**
 * What a condition can be about.
 */
export interface SliceField {
  name: string;
  kind: "boolean" | "category" | "list" | "number" | "text" | "time";
}
/**
 * A feature on the left: what its codes mean, and what they hold in all labels.
 */
export interface Facet {
  feature: string;
  kind: "boolean" | "category" | "list" | "number" | "time";
  values: (string | number | boolean)[];
  edges: (number | string)[];
  n_values: number;
  all: Counted;
}
/**
 * How many labels each code of a feature holds, and their rate.
 */
export interface Counted {
  feature: string;
  n: number[];
  rate: (number | null)[];
}
/**
 * A stretch of time, and the rate in it.
 */
export interface TimeWindow {
  start: string;
  end: string;
  rate: Rate;
}
/**
 * A slice with a name; ``problem`` says why it does not fit these labels.
 */
export interface SavedSlice {
  name: string;
  text: string;
  slice: (Compared | Among | Holds | Contains | Missing | Every | Either | Negated) | null;
  outcome: string;
  saved_by: string;
  saved_at: string;
  problem: string | null;
}
/**
 * What the search for slices has found so far; ``note`` tells how many it looked at.
 */
export interface Suggestions {
  state: "asleep" | "done" | "failed" | "searching";
  slices: Suggestion[];
  note: string;
}
/**
 * A slice that was found on one half of the items and confirmed on the other.
 */
export interface Suggestion {
  text: string;
  slice: Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
  rate: number;
  rate_rest: number;
  difference: Rate;
  q_value: number;
}
/**
 * Somebody who has this explorer open: their newest view, and what they look at there.
 */
export interface Present {
  annotator: string;
  view: string;
  sight: Sight;
}
/**
 * A slice in words and numbers, and what remains of each facet beside its own condition.
 */
export interface Overview {
  rate: Rate;
  rest: Rate;
  difference: Rate;
  facets: Counted[];
  turn: number;
  text: string;
  standing: "all" | "confirmed" | "exploratory";
}
/**
 * How the rate of a slice moves.
 */
export interface Trend {
  turn: number;
  windows: TimeWindow[];
}
/**
 * The rate by one feature or two, of the turn that asked for it.
 */
export interface Breakdown {
  by: string[];
  cells: BreakdownCell[];
  turn: number;
}
/**
 * The rate where each feature has the code that stands in its place.
 */
export interface BreakdownCell {
  codes: number[];
  rate: Rate;
}
/**
 * Some items of a slice, of the turn that asked for them.
 */
export interface ItemPage {
  n_items: number;
  columns: string[];
  rows: ItemRow[];
  turn: number;
}
/**
 * An item: how many of its labels are in the slice, their rate, and the newest one's time.
 */
export interface ItemRow {
  item_id: string;
  excerpt: string;
  n_labels: number;
  rate: number | null;
  at: string | null;
  features: string[];
}
/**
 * Values with their counts in the slice, of the turn that asked for them.
 */
export interface FoundValues {
  feature: string;
  values: (string | number | boolean)[];
  n: number[];
  rate: (number | null)[];
  turn: number;
}
/**
 * Two slices side by side, in numbers and in words.
 */
export interface ComparedSlices {
  rates: Rate[];
  difference: Rate;
  both: Rate;
  turn: number;
  texts: string[];
}
/**
 * An item with all that was said of it; ``item`` in its own order, None without a project.
 */
export interface OpenedItem {
  item_id: string;
  item: unknown;
  gold: KnownAnswer | null;
  letters: Fact[];
  features: Fact[];
  said: Said[];
  escalations: Escalated[];
}
/**
 * What the key says of an item, in words, and why.
 */
export interface KnownAnswer {
  expected: string;
  reason: string;
}
/**
 * Something that is known of an item or a label, in words.
 */
export interface Fact {
  name: string;
  text: string;
}
/**
 * What one annotator said of an item.
 */
export interface Said {
  annotator: string;
  annotator_kind: string;
  action: string;
  item: unknown;
  answer: unknown;
  plain: unknown;
  is_stale: boolean;
  in_slice: boolean;
  outcome: number | null;
  condition: string | null;
  guideline: string | null;
  rationale: string | null;
  submitted_at: string | null;
  active_ms: number | null;
  columns: Fact[];
}
/**
 * What a line means, or its mistake.
 */
export interface Parsed {
  slice: (Compared | Among | Holds | Contains | Missing | Every | Either | Negated) | null;
  text: string;
  mistake: Mistake | null;
}
/**
 * What is wrong with a line, and where, in code points.
 */
export interface Mistake {
  message: string;
  start: number;
  end: number;
}
/**
 * What could stand at the caret.
 */
export interface Completions {
  start: number;
  end: number;
  options: Completion[];
}
/**
 * What could stand there: ``text`` replaces the line from ``start`` to ``end``.
 */
export interface Completion {
  text: string;
  label: string;
  detail: string;
}
/**
 * A line of Python.
 */
export interface PythonLine {
  text: string;
}
/**
 * The slices that are saved now.
 */
export interface SavedSlices {
  saved: SavedSlice[];
}
/**
 * How many items are on the list now, and the line of Python that takes it.
 */
export interface SentItems {
  purpose: "calibration" | "review";
  n_items: number;
  n_added: number;
  code: string;
}
/**
 * Told to all views: somebody, or a cell (``annotator`` None), looks at something else.
 */
export interface SightMoved {
  annotator: string | null;
  view: string | null;
  sight: Sight;
  is_order: boolean;
  people: Present[];
}
/**
 * It was done.
 */
export interface Done {}
/**
 * A view is there, and says so again every few seconds; ``view`` is a name of its own.
 */
export interface Attend {
  seat: string;
  view: string;
}
/**
 * A view goes away.
 */
export interface LeaveRoom {
  seat: string;
  view: string;
}
/**
 * The facilitator moves the session on, or back from what was not final.
 */
export interface MovePhase {
  seat: string;
  phase: "close" | "decide" | "discuss" | "label" | "reveal";
}
/**
 * The facilitator puts an item on the screens of all who follow.
 */
export interface LeadTo {
  seat: string;
  place: number;
}
/**
 * Lead the session: where nobody does, or who did has gone.
 */
export interface TakeLead {
  seat: string;
}
/**
 * The facilitator gives the lead to somebody else.
 */
export interface HandOver {
  seat: string;
  to: string;
}
/**
 * Ask for all that was answered; from then on one's answers are no longer blind.
 */
export interface AskReveal {
  seat: string;
}
/**
 * Ask for one item with all that was answered to it.
 */
export interface OpenRevealed {
  seat: string;
  place: number;
}
/**
 * The facilitator's decision on an item.
 */
export interface Decide {
  seat: string;
  event_id: string;
  place: number;
  answer: unknown;
  reason: string;
  rule: Rule | null;
  escalation: Escalation | null;
}
/**
 * Where a session stands; of what people answered it knows only how many.
 */
export interface Room {
  session: string;
  name: string;
  turn: number;
  news: number;
  phase: "close" | "decide" | "discuss" | "label" | "reveal";
  facilitator: string | null;
  people: Attendee[];
  n_items: number;
  n_decided: number;
  n_left_open: number;
  discussing: number | null;
}
/**
 * Somebody of a session: ``is_there`` now, ``is_awaited`` while not all is labeled.
 */
export interface Attendee {
  name: string;
  is_there: boolean;
  is_awaited: boolean;
  n_labeled: number;
}
/**
 * The room, and what concerns only who asked.
 */
export interface Attendance {
  room: Room;
  has_seen: boolean;
  guideline: string | null;
  next_version: string | null;
}
/**
 * How far people agree, and on which items they do not; the most divided first.
 */
export interface Revealed {
  compared: string;
  agreement: SessionAgreement[];
  items: RevealedRow[];
}
/**
 * How far people agree, before they talked or after; as in the analysis' results.
 */
export interface SessionAgreement {
  when: "after" | "before";
  statistic: string;
  estimate: number | null;
  low: number | null;
  high: number | null;
  n_items: number;
  n_annotators: number;
  n_labels: number;
  note: string;
}
/**
 * One item of the agenda in the list of differences.
 */
export interface RevealedRow {
  place: number;
  excerpt: string;
  difference: number | null;
  now: number | null;
  n_answers: number;
  n_unjudged: number;
  n_revised: number;
  decision: ("answer" | "open") | null;
}
/**
 * One item in its own order, with what everybody said, and what was decided.
 */
export interface RevealedItem {
  place: number;
  item: unknown;
  said: SaidThere[];
  decision: Decision | null;
}
/**
 * What one person said of an item: ``before`` is the answer that they gave blind.
 */
export interface SaidThere {
  annotator: string;
  action: string;
  before: unknown;
  rationale: string | null;
  escalation: Escalation | null;
  now: unknown;
  rationale_now: string | null;
  is_revised: boolean;
  condition: string;
  submitted_at: string | null;
}
/**
 * What was decided on an item: an answer with a reason, or that it stays open.
 */
export interface Decision {
  kind: "answer" | "open";
  plain: unknown;
  reason: string;
  guideline: string | null;
  escalation: Escalation | null;
  decided_by: string;
  decided_at: string;
}
/**
 * The decision is durable; a rule changes the guideline.
 */
export interface Decided {
  event_id: string;
  item: RevealedItem;
  guideline: GuidelineText | null;
  next_version: string | null;
}
/**
 * Ask for a label and its item; whoever asks counts as having seen the answer.
 */
export interface LookAtLabel {
  seat: string;
  label: string;
}
/**
 * What the reviewer decided; ``answer`` is the right one where the label is corrected.
 */
export interface SubmitReview {
  seat: string;
  event_id: string;
  label: string;
  decision: "correct" | "pass" | "return";
  reason: string;
  answer: unknown;
  started_at: string;
  submitted_at: string;
  active_ms: number;
}
/**
 * Ask for the queue again.
 */
export interface RereadReviews {
  seat: string;
}
/**
 * Everything that the reviewer's view needs to begin, and again after each review.
 */
export interface ReviewQueue {
  seat: string;
  annotator: string;
  identity: "asserted" | "given" | "stamped";
  project_id: string;
  project_name: string;
  task: string;
  options: unknown;
  guideline: GuidelineText | null;
  taxonomy: Taxonomy | null;
  is_blind: boolean;
  note: string;
  labels: UnderReview[];
}
/**
 * One label in the reviewer's queue; ``excerpt`` is how its item begins.
 */
export interface UnderReview {
  label: string;
  number: number;
  item: string;
  excerpt: string;
  annotator: string | null;
  why: ("asked" | "audit" | "disagreement" | "filter" | "gold_missed" | "rework" | "stratum")[];
  labeled_at: string | null;
  decision: ("correct" | "pass" | "return") | null;
  reason: string;
  reviewed_by: string | null;
  reviewed_at: string | null;
  answered_again: boolean;
}
/**
 * The item as its annotator saw it, with their answer and what a reviewer made of it.
 */
export interface LabelLooked {
  label: string;
  item: unknown;
  changed: boolean;
  answer: unknown;
  corrected: unknown;
  rationale: string | null;
  gold: KnownAnswer | null;
}
/**
 * The review is durable; the queue's entry as it is now.
 */
export interface Reviewed {
  event_id: string;
  entry: UnderReview;
}
/**
 * Ask for an item on which annotators differ; whoever asks has seen the answers.
 */
export interface LookAtContested {
  seat: string;
  item: string;
}
/**
 * The adjudicator's choice; a second one replaces the first.
 */
export interface Adjudicate {
  seat: string;
  event_id: string;
  item: string;
  picked: string | null;
  answer: unknown;
  reason: string;
  started_at: string;
  submitted_at: string;
  active_ms: number;
}
/**
 * Ask for the list again.
 */
export interface RereadDocket {
  seat: string;
}
/**
 * Everything that the adjudicator's view needs to begin, and again after each choice.
 */
export interface Docket {
  seat: string;
  annotator: string;
  identity: "asserted" | "given" | "stamped";
  project_id: string;
  project_name: string;
  task: string;
  options: unknown;
  guideline: GuidelineText | null;
  taxonomy: Taxonomy | null;
  note: string;
  items: Contested[];
}
/**
 * One item on which annotators differ; ``difference`` is the mean distance of two answers.
 */
export interface Contested {
  item: string;
  number: number;
  excerpt: string;
  n_answers: number;
  difference: number;
  is_settled: boolean;
  adjudicated_by: string | null;
  adjudicated_at: string | null;
}
/**
 * An item in its own order with all independent answers, and one's own choice if there is one.
 */
export interface ContestedItem {
  item_token: string;
  item: unknown;
  answers: AnonymousAnswer[];
  choice: OwnChoice | null;
  consensus: ConsensusOffer | null;
}
/**
 * One of the answers, by a letter that stands for nobody; ``plain`` in the item's own order.
 */
export interface AnonymousAnswer {
  key: string;
  plain: unknown;
  rationale: string | null;
}
/**
 * What the adjudicator has chosen: one of the answers (``picked``), or their own.
 */
export interface OwnChoice {
  event_id: string;
  picked: string | null;
  plain: unknown;
  reason: string;
  is_first: boolean;
}
/**
 * What the annotators' labels amount to, told after the adjudicator's own first choice.
 */
export interface ConsensusOffer {
  method: string;
  plain: unknown;
  probability: number | null;
  same: boolean | null;
  note: string;
}
/**
 * The choice is durable; with it comes the consensus.
 */
export interface Adjudicated {
  event_id: string;
  entry: Contested;
  looked: ContestedItem;
}
/**
 * Ask how far one's first answers agree with the key.
 */
export interface AskScore {
  seat: string;
}
/**
 * On how many of the items with a right answer somebody's first answer agrees with it.
 */
export interface KeyScore {
  right: number;
  done: number;
}
/**
 * Ask for an item's image, or for a box of it, no wider and higher than ``most`` pixels.
 */
export interface Picture {
  seat: string;
  token: string;
  x: number;
  y: number;
  width: number | null;
  height: number | null;
  most: number;
}
/**
 * The picture that was asked for, as its media type and its size in its own pixels.
 */
export interface Pictured {
  media_type: string;
  width: number;
  height: number;
}
/**
 * Ask to run an item's tests on a rewrite.
 */
export interface RunTests {
  seat: string;
  token: string;
  rewrite: string;
}
/**
 * How the tests ended; ``output`` is the end of what was printed.
 */
export interface RunOutcome {
  passed: boolean;
  output: string;
  limits: string[];
}
/**
 * Ask under which limits tests would run.
 */
export interface RunLimits {
  seat: string;
}
/**
 * The limits under which tests run on this system.
 */
export interface LimitsInForce {
  limits: string[];
}
/**
 * What a project or a caller sets for the ranking widget, beside :class:`TaskOptions`.
 */
export interface RankingOptions {
  rationale: "hidden" | "optional" | "required";
  min_words: number;
  max_words: number;
  stop_after: number;
  break_after: number;
  points: 2 | 4 | 5 | 7;
  /**
   * @maxItems 12
   */
  criteria: Criterion[];
  word_counts: boolean;
}
/**
 * One line of a rubric: scored from 1 to ``points`` for each response.
 */
export interface Criterion {
  name: string;
  definition: string;
  points: number;
}
/**
 * A prompt with its responses in this person's order.
 */
export interface RankingDealt {
  type: "ranking";
  prompt: Message[];
  responses: DealtResponse[];
  token: string;
  number: number;
  supersedes: string | null;
  note: string | null;
}
/**
 * One turn of a conversation.
 */
export interface Message {
  role: "assistant" | "system" | "user";
  content: string;
}
/**
 * A response under the letter it has on this person's screen.
 */
export interface DealtResponse {
  letter: string;
  text: string;
}
/**
 * What a project or a caller sets for the image tag widget, beside :class:`TaskOptions`.
 */
export interface ImageTagOptions {
  rationale: "hidden" | "optional" | "required";
  min_words: number;
  max_words: number;
  stop_after: number;
  break_after: number;
  /**
   * @maxItems 5000
   */
  tags: (string | PaletteTag)[];
  new_tags: boolean;
  place: "hidden" | "optional" | "required";
  place_kind: "any" | "box" | "point";
  prelabels: number;
  confidence: boolean;
}
/**
 * A tag that is offered, with the key that adds it and what it means.
 */
export interface PaletteTag {
  name: string;
  hotkey: string;
  definition: string;
}
/**
 * An image by its size; the picture itself is asked for.
 */
export interface ImageTagDealt {
  type: "image_tags";
  width: number;
  height: number;
  problem: string | null;
  auto_tags: AutoTag[] | null;
  token: string;
  number: number;
  supersedes: string | null;
  note: string | null;
}
/**
 * A tag that a tagger proposed, with its confidence from 0 to 1 where it tells one.
 */
export interface AutoTag {
  name: string;
  confidence: number | null;
  place: Place | null;
}
/**
 * A point or a box, in pixels of the original image, upright.
 */
export interface Place {
  x: number;
  y: number;
  width: number | null;
  height: number | null;
}
/**
 * What a project or a caller sets for the safety widget, beside :class:`TaskOptions`.
 */
export interface SafetyOptions {
  rationale: "hidden" | "optional" | "required";
  min_words: number;
  max_words: number;
  stop_after: number;
  break_after: number;
  /**
   * @maxItems 20
   */
  actions: string[];
  /**
   * @maxItems 7
   */
  frequent: string[];
  veil: boolean;
  evidence: "hidden" | "optional" | "required";
  reason_from: ("high" | "low" | "medium" | "none" | "severe") | null;
  refusal: boolean;
  rewrite: "hidden" | "optional" | "required";
}
/**
 * A conversation, and the place of the turn under review, from 0.
 */
export interface SafetyDealt {
  type: "safety";
  conversation: Message[];
  reviewed: number;
  token: string;
  number: number;
  supersedes: string | null;
  note: string | null;
}
/**
 * What a project or a caller sets for the correction widget, beside :class:`TaskOptions`.
 */
export interface CorrectionOptions {
  rationale: "hidden" | "optional" | "required";
  min_words: number;
  max_words: number;
  stop_after: number;
  break_after: number;
  errors: "hidden" | "optional" | "required";
  sides: "both" | "target";
  rewrite: "hidden" | "optional" | "required";
  start_from: "empty" | "original";
  sources: "hidden" | "optional" | "required";
  code: string | null;
  run_tests: boolean;
  max_rewrite_words: number;
  max_rewrite_lines: number;
  max_rewrite_characters: number;
}
/**
 * A text to correct, or a prompt with an empty page.
 */
export interface CorrectionDealt {
  type: "correction";
  prompt: string;
  source: string | null;
  target: string | null;
  source_language: string | null;
  target_language: string | null;
  tests: string | null;
  constraints: Constraint[];
  token: string;
  number: number;
  supersedes: string | null;
  note: string | null;
}
/**
 * Something the better version should keep to; told as a hint, never as a block.
 */
export interface Constraint {
  kind:
    | "excludes"
    | "includes"
    | "lines"
    | "max_characters"
    | "max_lines"
    | "max_words"
    | "min_words"
    | "syllables";
  value: string;
}
/**
 * The order somebody gave to an item's responses.
 */
export interface RankingAnswer {
  type: "ranking";
  order: string[][];
  strength: number | null;
  scores: Score[];
  verdict: "both_bad" | "cannot_judge" | "ranked";
  points: (2 | 4 | 5 | 7) | null;
}
/**
 * How one response does on one criterion of the rubric, from 1 up.
 */
export interface Score {
  response_id: string;
  criterion: string;
  score: number;
}
/**
 * The tags that are right for an image: a multiset, each with its place where it was given.
 */
export interface ImageTagAnswer {
  type: "image_tags";
  tags: Tag[];
}
/**
 * One thing in an image; two bananas are two tags.
 */
export interface Tag {
  name: string;
  place: Place | null;
}
/**
 * What somebody found in the response under review.
 */
export interface SafetyAnswer {
  type: "safety";
  verdict: ("cannot_tell" | "safe" | "unsafe") | null;
  flags: Flag[];
  action: string | null;
  refusal: ("full" | "none" | "partial") | null;
  should_refuse: boolean | null;
  rewrite: string | null;
}
/**
 * One violation: a category of the taxonomy, how bad it is, and the words that show it.
 */
export interface Flag {
  category: string;
  severity: "high" | "low" | "medium" | "none" | "severe";
  evidence: Span[];
  reason: string;
}
/**
 * A stretch of a text, in code points; an empty one marks the place between two of them.
 */
export interface Span {
  start: number;
  end: number;
}
/**
 * The errors that somebody found, and the text put right.
 */
export interface CorrectionAnswer {
  type: "correction";
  errors: ErrorMark[];
  rewrite: string | null;
  sources: CitedSource[];
}
/**
 * An error: where it is, in code points, of what category and how bad.
 */
export interface ErrorMark {
  start: number;
  end: number;
  side: "source" | "target";
  category: string | null;
  severity: string | null;
  note: string;
}
/**
 * Where a claim can be checked: a URL or a citation, and the claim it supports.
 */
export interface CitedSource {
  reference: string;
  claim: string;
}
