// The headings of the list: what it can be sorted by, and what stands in its columns.
import type { ItemPage, Sight } from "../../contract";

export type SortKey = Sight["sort"];

export interface Sorting {
  sort: SortKey;
  descending: boolean;
  onSort(sort: SortKey, descending: boolean): void;
}

const NAMES: Record<SortKey, string> = {
  item: "Item",
  rate: "Rate",
  labels: "Labels",
  time: "Last label",
};

/** Where each sort begins: the most first, and names from the start of the alphabet. */
const beginsDescending = (key: SortKey): boolean => key !== "item";

function SortHead({ name, sort, descending, onSort }: Sorting & { name: SortKey }) {
  const isSorted = sort === name;
  const order = descending ? "descending" : "ascending";
  const turn = () => onSort(name, isSorted ? !descending : beginsDescending(name));
  return (
    <th scope="col" class={`tw-items-${name}`} aria-sort={isSorted ? order : "none"}>
      <button type="button" class="tw-items-sort" onClick={turn}>
        {NAMES[name]}
        <span aria-hidden="true" class="tw-items-arrow">
          {isSorted && (descending ? "↓" : "↑")}
        </span>
      </button>
    </th>
  );
}

interface HeadsProps extends Sorting, Pick<ItemPage, "columns"> {
  hasTexts: boolean;
}

export function Heads({ columns, hasTexts, ...sorting }: HeadsProps) {
  return (
    <thead>
      <tr>
        <SortHead name="item" {...sorting} />
        {hasTexts && <th scope="col">What it says</th>}
        <SortHead name="rate" {...sorting} />
        <SortHead name="labels" {...sorting} />
        <SortHead name="time" {...sorting} />
        {columns.map((column, at) => (
          <th key={at} scope="col" class="tw-items-feature">
            <bdi>{column}</bdi>
          </th>
        ))}
      </tr>
    </thead>
  );
}
