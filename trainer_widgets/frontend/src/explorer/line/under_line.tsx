// The line once more under its field: it carries the mark under a wrong word, and the caret's place.
import type { RefObject } from "preact";
import type { Mistake } from "../../contract";
import { CodePoints } from "../../kit/code_points";

interface UnderLineProps {
  text: string;
  mistake: Mistake | null;
  /** Where what is completed begins, in code points. */
  start: number;
  area: RefObject<HTMLDivElement | null>;
  place: RefObject<HTMLSpanElement | null>;
}

function Wrong({ text, mistake }: { text: string; mistake: Mistake }) {
  const points = new CodePoints(text);
  const [from, to] = [points.toUnits(mistake.start), points.toUnits(mistake.end)];
  return (
    <div class="tw-line-copy">
      {text.slice(0, from)}
      {/* At the end of a line nothing stands there yet. */}
      <span class="tw-line-wrong">{text.slice(from, to) || "\u00a0"}</span>
      {text.slice(to)}
    </div>
  );
}

export function UnderLine({ text, mistake, start, area, place }: UnderLineProps) {
  const at = new CodePoints(text).toUnits(start);
  return (
    <div class="tw-line-under" aria-hidden="true" dir="ltr" ref={area}>
      {mistake && <Wrong text={text} mistake={mistake} />}
      <div class="tw-line-copy">
        {text.slice(0, at)}
        <span ref={place} />
        {text.slice(at)}
      </div>
    </div>
  );
}
