// Several answers made into one to begin from, where parts of them can be put together.
import type { CorrectionAnswer, ErrorMark, ImageTagAnswer, Tag } from "../contract";

export type Merge = "all" | "shared";
type Merging = (answers: readonly never[], how: Merge) => unknown;

/** As many of each tag as anybody gave, or as everybody gave, with the places of that answer. */
function mergedTags(answers: readonly ImageTagAnswer[], how: Merge): ImageTagAnswer {
  const names = new Set(answers.flatMap(({ tags }) => tags.map(({ name }) => name)));
  const tags = [...names].flatMap((name) => {
    const own = answers.map((answer) => answer.tags.filter((tag) => tag.name === name));
    const byCount = own.sort((one, other) => other.length - one.length);
    return (how === "all" ? byCount[0] : byCount.at(-1)) ?? ([] as Tag[]);
  });
  return { type: "image_tags", tags };
}

const placeOf = ({ category, end, side, start }: ErrorMark): string =>
  [side, start, end, category].join(" ");

/** Each stretch once, of one category; what one of them wrote instead is left to be written. */
function mergedMarks(answers: readonly CorrectionAnswer[], how: Merge): CorrectionAnswer {
  const marks = new Map<string, ErrorMark>();
  for (const { errors } of answers) {
    for (const mark of errors) if (!marks.has(placeOf(mark))) marks.set(placeOf(mark), mark);
  }
  const isIn = ({ errors }: CorrectionAnswer, place: string) =>
    errors.some((mark) => placeOf(mark) === place);
  const errors = [...marks]
    .filter(([place]) => how === "all" || answers.every((answer) => isIn(answer, place)))
    .map(([, mark]) => mark);
  return { type: "correction", errors, rewrite: null, sources: [] };
}

const MERGED: Record<string, Merging> = { image_tags: mergedTags, correction: mergedMarks };

export const canMerge = (task: string): boolean => Object.hasOwn(MERGED, task);

export function merged(task: string, answers: readonly unknown[], how: Merge): unknown {
  return MERGED[task]?.(answers as never[], how) ?? null;
}
