// The list of marks beside the text: what was marked as what, how bad, and why.
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button, Key } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import { goHome } from "../kit/focus";
import { isTyping } from "../kit/keys";
import { categoryOf } from "../kit/taxonomy";
import { type DraftMark, sortedMarks, textOf } from "./answer";
import { markProblem, severitiesOf, toneOf } from "./categories";
import { focusText, type Marking, type Props, quoteOf } from "./marking";

interface RowProps {
  props: Props;
  marking: Marking;
  mark: DraftMark;
}

function Details({ props, marking, mark }: RowProps) {
  const note = useRef<HTMLInputElement>(null);
  const { root } = usePlace();
  const levels = severitiesOf(mark.category, props.taxonomy);
  const rate = (severity: string) => marking.change({ severity });
  const digits = levels.map(({ id }, place) => [`${place + 1}`, () => rate(id)]);
  const remove = () => marking.remove(mark.id);
  useKeys(Object.fromEntries(digits), marking.selected === null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    focusText(root, mark.side);
  };
  useKeys({ i: () => note.current?.focus(), Delete: remove, Backspace: remove });
  return (
    <div class="tw-mark-details">
      <div class="tw-mark-rating">
        {levels.length > 0 && (
          <fieldset class="tw-severities" aria-label="Severity">
            {levels.map((level, place) => (
              <Button
                key={level.id}
                name={level.name}
                hint={`${place + 1}`}
                title={level.definition}
                aria-pressed={mark.severity === level.id}
                onClick={() => rate(level.id)}
              />
            ))}
          </fieldset>
        )}
        <span class="tw-space" />
        <Button name="Remove" hint="Del" look="quiet" onClick={remove} />
      </div>
      <div class="tw-mark-note">
        <input
          ref={note}
          type="text"
          aria-label="Note"
          placeholder="Note"
          dir="auto"
          maxLength={2000}
          value={mark.note}
          onKeyDown={onKeyDown}
          onInput={(event) => marking.change({ note: event.currentTarget.value })}
        />
        <Key>i</Key>
      </div>
    </div>
  );
}

function Row({ props, marking, mark }: RowProps) {
  const { item, taxonomy } = props;
  const isCurrent = marking.current?.id === mark.id;
  const level = taxonomy?.severity.find(({ id }) => id === mark.severity);
  const isOpen = markProblem(mark, taxonomy) !== null;
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (isCurrent) row.current?.scrollIntoView?.({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li ref={row} class={`tw-mark-row tw-tone-${toneOf(mark.category, taxonomy)}`}>
      <button
        type="button"
        class="tw-mark-pick"
        aria-current={isCurrent}
        onClick={() => marking.pick(isCurrent ? null : mark.id)}
      >
        <span class="tw-mark-name">
          <bdi>{categoryOf(taxonomy, mark.category)?.name ?? mark.category ?? "Wrong"}</bdi>
          <span class={isOpen ? "tw-complaint" : "tw-muted"}>
            {isOpen ? "how severe?" : (level?.name ?? "")}
          </span>
        </span>
        <span class="tw-mark-quote" dir="auto">
          {mark.side === "source" && <span class="tw-muted">Source: </span>}
          {quoteOf(textOf(item, mark.side), mark)}
        </span>
        {mark.note && !isCurrent && (
          <span class="tw-mark-said" dir="auto">
            {mark.note}
          </span>
        )}
      </button>
      {isCurrent && <Details {...{ props, marking, mark }} />}
    </li>
  );
}

export function Marks({ props, marking }: { props: Props; marking: Marking }) {
  const { draft } = props;
  const { root } = usePlace();
  const marks = sortedMarks(draft.marks);
  const leave = ({ target }: KeyboardEvent) =>
    isTyping(target) ? goHome(root) : marking.pick(null);
  useKeys({ j: () => marking.step(1), k: () => marking.step(-1) }, marks.length > 0);
  useKeys({ Escape: leave }, marking.current !== null && !marking.selected);
  return (
    <section class="tw-marks" aria-label="Marks">
      <div class="tw-caption">
        <span>Marks</span>
        {marks.length > 0 && <span>{marks.length}</span>}
        {marks.length > 1 && (
          <>
            <Key>j</Key>
            <Key>k</Key>
          </>
        )}
      </div>
      {marks.length > 0 ? (
        <ol class="tw-mark-list">
          {marks.map((mark) => (
            <Row key={mark.id} {...{ props, marking, mark }} />
          ))}
        </ol>
      ) : (
        <p class="tw-mark-list tw-muted">
          {draft.isCorrect ? "Nothing is wrong." : "Nothing is marked yet."}
        </p>
      )}
    </section>
  );
}
