// Values of the data, which anybody may have written: text, cut where it is long.
import type { Constant } from "../conditions";
import { EMPTY_TEXT } from "../formats";

const MOST = 160;
const MOST_IN_TITLE = 600;

const cut = (text: string, most: number): string => {
  const points = Array.from(text.slice(0, 2 * most + 2));
  return points.length > most ? `${points.slice(0, most).join("")}…` : text;
};

export const shortened = (text: string): string => cut(text, MOST);

export function valueText(value: Constant): string {
  if (value === true) return "yes";
  if (value === false) return "no";
  return value === "" ? EMPTY_TEXT : String(value);
}

/** A feature, a value or a name, in its own direction and on one line. */
export function Value({ text }: { text: string }) {
  return (
    <bdi class="tw-value-text" title={cut(text, MOST_IN_TITLE)}>
      {shortened(text)}
    </bdi>
  );
}
