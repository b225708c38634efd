// All answers to one item side by side, in the terms of its task.
import type { AnswersView } from "./answered";
import { CorrectionAnswers } from "./correction";
import { ImageTagAnswers } from "./image_tags";
import { LabelAnswers } from "./labels";
import { RankingAnswers } from "./ranking";
import { SafetyAnswers } from "./safety";
import "./answers.css";

export type { Answered, AnswersProps, AnswersView } from "./answered";

const VIEWS: Record<string, AnswersView> = {
  ranking: RankingAnswers,
  image_tags: ImageTagAnswers,
  safety: SafetyAnswers,
  correction: CorrectionAnswers,
};

/** The view for a task; one for labels in columns where there is no task, or one of somebody's own. */
export function answersOf(task: string | null): AnswersView {
  return task !== null && Object.hasOwn(VIEWS, task) ? (VIEWS[task] as AnswersView) : LabelAnswers;
}
