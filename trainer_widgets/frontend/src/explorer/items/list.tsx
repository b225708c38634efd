// The items of a slice: a page of a table, in which each row opens its item.
import { useRef, useState } from "preact/hooks";
import type { ItemPage, ItemRow } from "../../contract";
import { visible } from "../../kit/marked_text";
import { day, moment } from "../../kit/moments";
import { ScrollArea } from "../../kit/scroll_area";
import { count, percent } from "../formats";
import { Paging, type PagingProps } from "./paging";
import { Heads, type Sorting } from "./sorting";
import "./list.css";

interface ItemListProps extends Sorting, Omit<PagingProps, "n"> {
  /** Null until the first page is here. */
  page: ItemPage | null;
  opened: string | null;
  /** The page on screen is that of an older slice. */
  isWaiting: boolean;
  onOpen(item: string): void;
}

function RateCell({ rate }: Pick<ItemRow, "rate">) {
  if (rate === null) return <td class="tw-items-rate tw-muted">–</td>;
  return (
    <td class="tw-items-rate">
      <span class="tw-items-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(1, Math.max(0, rate)) * 100}%` }} />
      </span>
      <bdi class="tw-items-percent">{percent(rate)}</bdi>
    </td>
  );
}

interface RowProps {
  row: ItemRow;
  isOpened: boolean;
  /** Tab goes to one row; the arrows go on from there. */
  isHome: boolean;
  hasTexts: boolean;
  open(): void;
}

function Row({ row, isOpened, isHome, hasTexts, open }: RowProps) {
  const { item_id: id, excerpt, n_labels: n, at, features } = row;
  return (
    <tr class="tw-items-row" aria-current={isOpened ? "true" : undefined} onClick={open}>
      <th scope="row">
        <button type="button" class="tw-items-open" tabIndex={isHome ? 0 : -1}>
          <bdi>{id}</bdi>
        </button>
      </th>
      {hasTexts && (
        <td class="tw-items-excerpt" dir="auto" title={excerpt}>
          {visible(excerpt)}
        </td>
      )}
      <RateCell rate={row.rate} />
      <td class="tw-items-labels">{count(n)}</td>
      <td class="tw-items-time">
        {at && (
          <time dateTime={at} title={moment(at)}>
            {day(at)}
          </time>
        )}
      </td>
      {features.map((text, place) => (
        <td key={place} class="tw-items-feature" title={text}>
          <bdi>{visible(text)}</bdi>
        </td>
      ))}
    </tr>
  );
}

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Arrows go from row to row. */
function useRows(rows: readonly ItemRow[], opened: string | null) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [at, setAt] = useState<string | null>(null);
  const ids = rows.map((row) => row.item_id);
  const home = [at, opened].find((id) => id !== null && ids.includes(id)) ?? ids[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = Object.hasOwn(STEPS, event.key) ? STEPS[event.key] : undefined;
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const next = step(ids.indexOf(home ?? ""), ids.length - 1);
    setAt(ids[next] ?? null);
    body.current?.querySelectorAll<HTMLElement>(".tw-items-open")[next]?.focus();
  };
  return { body, home, setAt, onKeyDown };
}

function Table({ page, opened, onOpen, ...sorting }: TableProps) {
  const { body, home, setAt, onKeyDown } = useRows(page.rows, opened);
  const hasTexts = page.rows.some((row) => row.excerpt !== "");
  return (
    <table class="tw-items-table">
      <Heads columns={page.columns} hasTexts={hasTexts} {...sorting} />
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: arrows move between its buttons */}
      <tbody ref={body} onKeyDown={onKeyDown}>
        {page.rows.map((row) => (
          <Row
            key={row.item_id}
            row={row}
            isOpened={row.item_id === opened}
            isHome={row.item_id === home}
            hasTexts={hasTexts}
            open={() => {
              setAt(row.item_id);
              onOpen(row.item_id);
            }}
          />
        ))}
      </tbody>
    </table>
  );
}

interface TableProps extends Sorting, Pick<ItemListProps, "opened" | "onOpen"> {
  page: ItemPage;
}

export function ItemList(props: ItemListProps) {
  const { page, opened, isWaiting, offset, limit, onOffset, onOpen } = props;
  const { sort, descending, onSort } = props;
  if (!page) return <p class="tw-muted">Fetching the items…</p>;
  const n = page.n_items;
  return (
    <section class="tw-items" aria-label="Items" aria-busy={isWaiting}>
      <div class="tw-caption">
        <span>Items</span>
        <span class="tw-space" />
        <Paging {...{ offset, limit, n, onOffset }} />
      </div>
      {page.rows.length > 0 ? (
        <ScrollArea name="Items of the slice" look="tw-items-scroll">
          <Table {...{ page, opened, onOpen, sort, descending, onSort }} />
        </ScrollArea>
      ) : (
        <p class="tw-items-none tw-muted">
          {n ? "This page is beyond the last item." : "No item is in this slice."}
        </p>
      )}
    </section>
  );
}
