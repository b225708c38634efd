// DO NOT EDIT. Made from trainer_widgets/records.py and wire.py by `make contract`.

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
  answer: RankingAnswer | null;
  rationale: string | null;
  escalation: Escalation | null;
  supersedes: string | null;
  refers_to: string | null;
  started_at: string;
  submitted_at: string;
  active_ms: number;
  guideline: string | null;
  difference: boolean;
  word_counts: boolean;
  held: string[];
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
 * Everything a view needs to begin. ``seat`` goes into each later request.
 */
export interface Welcome {
  seat: string;
  annotator: string;
  identity: "asserted" | "given" | "stamped";
  project_id: string;
  project_name: string;
  task: string;
  options: RankingOptions;
  guideline: GuidelineText | null;
  progress: Progress;
  items: RankingDealt[];
}
/**
 * What a project or a caller sets for the ranking widget.
 */
export interface RankingOptions {
  points: 2 | 4 | 5 | 7;
  /**
   * @maxItems 12
   */
  criteria: Criterion[];
  rationale: "hidden" | "optional" | "required";
  min_words: number;
  max_words: number;
  word_counts: boolean;
  stop_after: number;
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
 * A guideline's Markdown and its version.
 */
export interface GuidelineText {
  version: string;
  text: string;
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
 * An item as dealt to one person; ``number`` counts from 1 in their own order.
 */
export interface RankingDealt {
  type: "ranking";
  token: string;
  number: number;
  prompt: Message[];
  responses: DealtResponse[];
  supersedes: string | null;
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
 * The items that come next.
 */
export interface Batch {
  progress: Progress;
  items: RankingDealt[];
}
/**
 * The submission is durable; with it come the next items.
 */
export interface Receipt {
  event_id: string;
  progress: Progress;
  items: RankingDealt[];
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
  item: RankingDealt;
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
  answer: RankingAnswer | null;
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
  code: "failed" | "identity" | "need_name" | "refused" | "storage" | "unknown_seat";
  message: string;
  final: boolean;
}
