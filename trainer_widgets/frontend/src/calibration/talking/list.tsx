// The items of the session, those on which people differ most first.
import type { RevealedRow } from "../../contract";
import { Button } from "../../kit/button";
import { useInSight } from "../../kit/in_sight";
import { visible } from "../../kit/marked_text";
import { counted } from "./counted";
import { useTalk } from "./place";
import { isDiffering, rowsOf } from "./state";
import "./list.css";

const DECIDED = { answer: "decided", open: "left open" };

const part = (value: number): string => value.toFixed(2);

/** How far apart the answers are, and where they were before people talked. */
function Difference({ row }: { row: RevealedRow }) {
  const { difference, n_answers: n, n_revised: revised, now } = row;
  if (difference === null && now === null) {
    return <span class="tw-muted">{counted(n, "answer")}</span>;
  }
  const isChanged = revised > 0 && now !== null && now !== difference;
  const shown = isChanged ? now : difference;
  return (
    <span class="tw-apartness">
      <span class="tw-apartness-bar" aria-hidden="true">
        {isChanged && <span class="tw-was" style={{ width: `${100 * (difference ?? 0)}%` }} />}
        <span style={{ width: `${100 * (shown ?? 0)}%` }} />
      </span>
      <span class="tw-hidden">Difference </span>
      <bdi dir="ltr">
        {difference === null ? "" : part(difference)}
        {isChanged && ` → ${part(now)}`}
      </bdi>
    </span>
  );
}

function Marks({ row }: { row: RevealedRow }) {
  const { host, talk } = useTalk();
  const { decision, n_revised: revised, n_unjudged: unjudged, place } = row;
  const isHere = talk.isLed && host.room.discussing === place;
  const words = [
    isHere && "discussed now",
    unjudged > 0 && `${unjudged} could not judge`,
    revised > 0 && `${revised} revised`,
    decision && DECIDED[decision],
  ].filter(Boolean);
  if (!words.length) return null;
  return (
    <span class={isHere ? "tw-row-marks tw-discussed" : "tw-row-marks"}>{words.join(", ")}</span>
  );
}

/** What may be hard to look at is in no list. */
function Excerpt({ text }: { text: string }) {
  const { options } = useTalk().host.welcome;
  const isVeiled = (options as { veil?: boolean }).veil;
  if (text || !isVeiled) return <bdi class="tw-row-excerpt">{visible(text)}</bdi>;
  return <span class="tw-row-excerpt tw-muted">Behind the veil</span>;
}

function Row({ row, isHome }: { row: RevealedRow; isHome: boolean }) {
  const { state, talk } = useTalk();
  const { excerpt, place } = row;
  return (
    <li>
      <Button
        name={`Item ${place}`}
        look="quiet"
        aria-current={place === state.place}
        tabIndex={isHome ? 0 : -1}
        data-tw-home={isHome ? "" : undefined}
        onClick={() => talk.browse(place)}
      >
        <span class="tw-row-place">{place}</span>
        <Excerpt text={excerpt} />
        <Difference row={row} />
        <Marks row={row} />
      </Button>
    </li>
  );
}

function Heading() {
  const { state, talk } = useTalk();
  const all = state.revealed?.items ?? [];
  const differing = all.filter(isDiffering).length;
  return (
    <div class="tw-switches">
      <Button
        name={`Only the ${differing} that differ`}
        hint="o"
        look="quiet"
        aria-pressed={state.onlyDiffering}
        onClick={() => talk.filter()}
      />
    </div>
  );
}

export function List() {
  const { state, talk } = useTalk();
  const box = useInSight<HTMLUListElement>(state.place);
  const rows = rowsOf(state);
  const home = rows.find(({ place }) => place === state.place) ?? rows[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    talk.step(by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-differences" role="group" aria-label="Items" onKeyDown={onKeyDown}>
      {state.revealed && <Heading />}
      <ul class="tw-own" ref={box}>
        {rows.map((row) => (
          <Row key={row.place} row={row} isHome={row === home} />
        ))}
      </ul>
      {state.revealed && !rows.length && (
        <p class="tw-muted" role="status">
          Nobody differs on any item.
        </p>
      )}
    </div>
  );
}
