import type { KeyHelp, TaskView } from "../kit/state";
import { widgetOf } from "../kit/widget";
import {
  answerOf,
  describe,
  emptyDraft,
  fitDraft,
  isPair,
  type Ranking,
  type RankingDraft,
  restoreDraft,
} from "./answer";
import { Verdicts } from "./verdicts";
import { RankingView } from "./view";
import "./answer.css";
import "./responses.css";

const BOTH: KeyHelp[] = [
  { keys: "0", does: "None of the responses will do" },
  { keys: "x", does: "Cannot judge" },
  { keys: "d", does: "Mark the words that differ" },
  { keys: "y", does: "Scroll the responses together" },
  { keys: "t", does: "Plain text or Markdown" },
  { keys: "c", does: "Score the criteria: digits inside, Tab between them" },
];

export const ranking: TaskView<Ranking, RankingDraft> = {
  title: "Ranking",
  empty: emptyDraft,
  restore: restoreDraft,
  fit: fitDraft,
  answer: answerOf,
  describe,
  Work: RankingView,
  Verdicts,
  keys: (item, { points }) =>
    item && !isPair(item)
      ? [
          { keys: `1 – ${item.responses.length}`, does: "Rank the response with the outline" },
          { keys: "← →", does: "Another response; on a letter of the order: better or worse" },
          ...BOTH,
        ]
      : [{ keys: `1 – ${points}`, does: "Choose a point of the scale" }, ...BOTH],
};

export default widgetOf(ranking);
