import { Button } from "../../kit/button";
import { Name } from "../charts/name";
import { useRoving } from "../charts/use_roving";
import type { Choice, Constant } from "../conditions";
import { count, percent } from "../formats";
import type { Row } from "./rows";

export interface Picking {
  choice: Choice;
  /** The most labels that one value holds: as long as the longest bar. */
  most: number;
  onToggle(value: Constant | null, isNegated: boolean): void;
  onOthers(): void;
}

const part = (n: number | null, most: number): string => `${most ? (100 * (n ?? 0)) / most : 0}%`;

interface RowProps extends Picking {
  row: Row;
  mark: ReturnType<typeof useRoving>["mark"];
  place: number;
}

function isIn({ values, isMissing }: Choice, { value, isOthers }: Row): boolean {
  if (isOthers) return false;
  return value === null ? isMissing : values.includes(value);
}

function RowView({ choice, mark, most, onOthers, onToggle, place, row }: RowProps) {
  const { all, isOthers, n, name, rate, value } = row;
  const isChosen = isIn(choice, row);
  const sign = isChosen ? (choice.isNegated ? "out" : "in") : undefined;
  const pick = (isNegated: boolean) => (isOthers ? onOthers() : onToggle(value, isNegated));
  const bars = { "--tw-all": part(all ?? n, most), "--tw-left": part(n, most) };
  return (
    <li class="tw-facet-row" data-sign={sign}>
      <button
        type="button"
        class="tw-facet-value"
        style={bars}
        aria-pressed={isOthers ? undefined : sign === "in"}
        onClick={(event) => pick(event.altKey)}
        {...mark(2 * place)}
      >
        <span class="tw-facet-name">
          {sign === "out" && "not "}
          <Name name={name} />
        </span>
        <span class="tw-facet-n" dir="ltr">
          {n === null ? "" : count(n)}
        </span>
        <span class="tw-facet-rate" dir="ltr">
          {n ? percent(rate) : ""}
        </span>
      </button>
      <button
        type="button"
        class="tw-facet-not"
        aria-pressed={sign === "out"}
        disabled={isOthers}
        title="All but this (Alt and a click)"
        onClick={() => pick(true)}
        {...mark(2 * place + 1)}
      >
        not<span class="tw-hidden"> {name.text}</span>
      </button>
    </li>
  );
}

interface ValueListProps extends Picking {
  rows: Row[];
  /** The accessible name. */
  name: string;
}

/** One stop of Tab: arrows go from value to value, and aside to "not". */
export function ValueList({ rows, name, ...picking }: ValueListProps) {
  const { mark, onKeyDown } = useRoving({ rows: rows.length, columns: 2 });
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: arrows go between its buttons
    <ul class="tw-facet-rows" aria-label={name} onKeyDown={onKeyDown}>
      {rows.map((row, place) => (
        <RowView key={row.key} row={row} mark={mark} place={place} {...picking} />
      ))}
    </ul>
  );
}

interface MoreProps {
  more: number;
  isExpanded: boolean;
  onToggle(): void;
}

export function More({ more, isExpanded, onToggle }: MoreProps) {
  if (!isExpanded && more <= 0) return null;
  const name = isExpanded ? "Fewer" : `${count(more)} more`;
  return <Button name={name} look="quiet" aria-expanded={isExpanded} onClick={onToggle} />;
}
