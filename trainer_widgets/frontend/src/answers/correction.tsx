// Errors that several people marked in the same text, and what they made of it.
import { useCallback } from "preact/hooks";
import type {
  CorrectionAnswer,
  CorrectionDealt,
  CorrectionOptions,
  ErrorMark,
  Taxonomy,
} from "../contract";
import type { Side } from "../correction/answer";
import { labelOf } from "../correction/categories";
import { labelsOf, languageName } from "../correction/labels";
import { CodePoints } from "../kit/code_points";
import { LongText } from "../kit/long_text";
import { visible } from "../kit/marked_text";
import { ScrollArea } from "../kit/scroll_area";
import { SpanText } from "../kit/span_text";
import { categoryOf } from "../kit/taxonomy";
import type { Answered, AnswersProps } from "./answered";
import { NobodyAnswered, PeopleColumns, type Shown } from "./grid";
import { LaneSign, LaneSwitches, type Lanes, useLanes } from "./lanes";
import { Person } from "./person";
import { Rewrites } from "./rewrites";
import "../correction/correction.css";

type Props = AnswersProps<CorrectionDealt, CorrectionOptions, CorrectionAnswer>;

interface SaidError extends ErrorMark {
  label: string;
}

const SIDES: Side[] = ["source", "target"];
const LONGEST_QUOTE = 120;

interface TextProps extends Pick<Props, "item" | "options"> {
  lanes: Lanes<SaidError>;
  side: Side;
}

function Text({ item, options, lanes, side }: TextProps) {
  const text = item[side];
  if (text === null) return null;
  const language = side === "source" ? item.source_language : item.target_language;
  const caption = labelsOf(item, options)[side];
  const told = languageName(language);
  const name = told ? `${caption} (${told})` : caption;
  return (
    // No landmark: the item's own view may stand beside it, with the same names.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-checked" role="group" aria-label={name}>
      <div class="tw-caption">
        <span>{caption}</span>
        {told && <span class="tw-language">{told}</span>}
      </div>
      <div class="tw-checked-text">
        <SpanText
          text={text}
          name={name}
          spans={lanes.marksOf((span) => span.side === side)}
          selection={null}
          onSelect={() => {}}
          onPick={lanes.pick}
          lang={language ?? undefined}
          code={!!options.code && side === "target"}
        />
      </div>
    </div>
  );
}

function quoteOf(item: CorrectionDealt, { side, start, end }: ErrorMark): string {
  const points = new CodePoints(item[side] ?? "");
  const quote = points.text.slice(points.toUnits(start), points.toUnits(end));
  if (start === end) return "(something is missing)";
  return quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)}…` : quote;
}

interface MarksProps extends Pick<Props, "item" | "taxonomy"> {
  said: readonly Answered<CorrectionAnswer>[];
  lanes: Lanes<SaidError>;
}

/** All marks in the order of the text, so that what lies on each other stands together. */
function Marks({ item, said, lanes, taxonomy }: MarksProps) {
  const inOrder = [...lanes.all].sort(
    ({ span: one }, { span: other }) =>
      SIDES.indexOf(one.side) - SIDES.indexOf(other.side) ||
      one.start - other.start ||
      one.end - other.end,
  );
  return (
    <ol class="tw-said-marks" aria-label="Marks">
      {inOrder.map(({ id, at, span }) => {
        const one = said[at];
        return (
          <li key={id}>
            <button
              type="button"
              class="tw-said-mark"
              aria-current={id === lanes.picked}
              onClick={() => lanes.pick(id)}
            >
              <LaneSign tone={lanes.toneOf(at)} />
              {one && <Person one={{ ...one, marks: [] }} />}
              <span class="tw-said-what">
                <bdi>{labelOf(span, taxonomy)}</bdi>
              </span>
              <bdi class="tw-said-quote">
                {span.side === "source" && "Source: "}
                {visible(quoteOf(item, span))}
              </bdi>
              {span.note && <bdi class="tw-said-note">{visible(span.note)}</bdi>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function categoryAspect(id: string | null, taxonomy: Taxonomy | null): Shown<CorrectionAnswer> {
  const name = categoryOf(taxonomy, id)?.name ?? id ?? "Wrong";
  const levelOf = (severity: string | null) =>
    taxonomy?.severity.find((level) => level.id === severity)?.name ?? severity ?? "marked";
  const ofCategory = ({ errors }: CorrectionAnswer) =>
    errors.filter(({ category }) => category === id).map(({ severity }) => levelOf(severity));
  return {
    key: `category ${id}`,
    name,
    tell: (answer) => ofCategory(answer).sort().join(", "),
    show: (answer) => {
      const levels = ofCategory(answer);
      return levels.length ? <bdi>{levels.join(", ")}</bdi> : <span class="tw-muted">none</span>;
    },
  };
}

function aspectsOf({ said, taxonomy, options }: Props): Shown<CorrectionAnswer>[] {
  const errors = said.flatMap(({ plain }) => plain?.errors ?? []);
  const ids = [...new Set(errors.map(({ category }) => category))];
  const rewritten: Shown<CorrectionAnswer> = {
    key: "rewritten",
    name: "Rewritten",
    tell: ({ rewrite }) => (rewrite === null ? "No" : "Yes"),
  };
  const found: Shown<CorrectionAnswer> = {
    key: "found",
    name: "Marks",
    tell: ({ errors: own }) => `${own.length}`,
  };
  return [
    ...(options.errors === "hidden" ? [] : [found]),
    ...ids.map((id) => categoryAspect(id, taxonomy)),
    ...(options.rewrite === "hidden" ? [] : [rewritten]),
  ];
}

function Sources({ said }: Pick<Props, "said">) {
  const cited = said.flatMap((one) =>
    (one.plain?.sources ?? []).map((source) => ({ one, source })),
  );
  if (!cited.length) return null;
  return (
    <section aria-label="Sources">
      <div class="tw-caption">
        <span>Sources</span>
      </div>
      <ul class="tw-said-sources">
        {cited.map(({ one, source }, at) => (
          <li key={at}>
            <Person one={{ ...one, marks: [] }} />
            <bdi>{source.reference}</bdi>
            <bdi class="tw-muted">{source.claim}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function CorrectionAnswers(props: Props) {
  const { item, options, said, taxonomy } = props;
  const spansOf = useCallback(
    ({ errors }: CorrectionAnswer): SaidError[] =>
      errors.map((error) => ({ ...error, label: labelOf(error, taxonomy) })),
    [taxonomy],
  );
  const lanes = useLanes(said, spansOf);
  const isAnswered = said.some(({ plain }) => plain);
  const { prompt, rewrite } = labelsOf(item, options);
  return (
    <div class="tw-answers">
      {item.prompt && (
        <ScrollArea name={prompt} look="tw-instruction">
          <LongText text={item.prompt} plain={false} />
        </ScrollArea>
      )}
      <LaneSwitches {...{ said, lanes }} />
      <div class={`tw-checking ${item.source !== null && item.target !== null ? "tw-of-2" : ""}`}>
        {SIDES.map((side) => (
          <Text key={side} {...{ item, options, lanes, side }} />
        ))}
      </div>
      {lanes.all.length > 0 && <Marks {...{ item, lanes, taxonomy, said }} />}
      {isAnswered ? (
        <PeopleColumns name="Marks by category" aspects={aspectsOf(props)} said={said} />
      ) : (
        <NobodyAnswered said={said} />
      )}
      <Rewrites
        name={rewrite === "Your answer" ? "Answers" : `${rewrite}s`}
        rewriteOf={({ rewrite: text }) => text}
        original={item.target ?? ""}
        code={!!options.code}
        lang={item.target_language ?? undefined}
        said={said}
      />
      <Sources said={said} />
    </div>
  );
}
