// Each annotator's label: what it counts as, how it came about, and why they said it.
import { type ComponentChildren, Fragment } from "preact";
import { Person } from "../../answers/person";
import type { Explored, OpenedItem, Said } from "../../contract";
import { visible } from "../../kit/marked_text";
import { moment } from "../../kit/moments";
import { ScrollArea } from "../../kit/scroll_area";
import { answered, lasted, outcomesIn } from "./opened";

interface Column {
  name: string;
  show(said: Said): ComponentChildren;
}

const STANDING: Column = {
  name: "Standing",
  show: ({ in_slice: isIn, is_stale: isStale }) =>
    (!isIn || isStale) && (
      <>
        {!isIn && <span class="tw-muted">not in the slice</span>}
        {!isIn && isStale && ", "}
        {isStale && (
          <span class="tw-label-stale" title="The item has changed since">
            stale
          </span>
        )}
      </>
    ),
};

/** What was said of an item that has changed since: there is nothing to show it on. */
function Before({ columns }: Pick<Said, "columns">) {
  if (!columns.length) return null;
  return (
    <dl class="tw-opened-quotes">
      {columns.map(({ name, text }, at) => (
        <Fragment key={at}>
          <dt>
            <bdi>{name}</bdi>
          </dt>
          <dd>
            <bdi>{visible(text)}</bdi>
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

const COLUMNS: Column[] = [
  { name: "Guideline", show: ({ guideline }) => guideline !== null && <bdi>{guideline}</bdi> },
  {
    name: "Condition",
    show: ({ condition }) => condition !== null && <bdi>{condition.replaceAll("_", " ")}</bdi>,
  },
  {
    name: "When",
    show: ({ submitted_at: at }) => at !== null && <time dateTime={at}>{moment(at)}</time>,
  },
  { name: "Took", show: ({ active_ms: ms }) => ms !== null && <bdi>{lasted(ms)}</bdi> },
];

function outcomeColumn({ outcome: name }: Explored, all: readonly Said[]): Column {
  const outcomeOf = outcomesIn(all);
  return {
    name: name.replaceAll("_", " "),
    show: (said) => {
      const told = outcomeOf(said);
      return told && <bdi class={said.outcome ? "tw-label-yes" : undefined}>{told}</bdi>;
    },
  };
}

interface RowProps {
  said: Said;
  columns: readonly Column[];
  /** Whether the answer is told above, in the terms of its task or in its columns. */
  isTold: boolean;
}

/** What somebody wrote has a row of its own: it may be long. */
function Words({ said, columns, isTold }: RowProps) {
  const { rationale } = said;
  const before = isTold ? [] : said.columns;
  if (!rationale?.trim() && !before.length) return null;
  return (
    <tr class={said.in_slice ? "tw-label-in" : undefined}>
      <td colSpan={columns.length + 1} class="tw-label-words">
        {rationale?.trim() && (
          <span class="tw-quote" dir="auto">
            {visible(rationale)}
          </span>
        )}
        <Before columns={before} />
      </td>
    </tr>
  );
}

function Row(props: RowProps) {
  const { said, columns } = props;
  return (
    <>
      <tr class={said.in_slice ? "tw-label-in" : undefined}>
        <th scope="row">
          <Person one={{ ...answered(said, []), marks: [] }} />
        </th>
        {columns.map(({ name, show }) => (
          <td key={name}>{show(said)}</td>
        ))}
      </tr>
      <Words {...props} />
    </>
  );
}

/** A row for each label; what is known of none of them has no column. */
export function Labels({ opened, explored }: { opened: OpenedItem; explored: Explored }) {
  const { said } = opened;
  const all = [outcomeColumn(explored, said), STANDING, ...COLUMNS];
  const columns = all.filter(({ show }) => said.some((one) => show(one)));
  return (
    <section class="tw-labels" aria-label="Labels of the item">
      <div class="tw-caption">
        <span>Labels</span>
        <span>{said.length}</span>
      </div>
      <ScrollArea name="Labels" look="tw-answer-scroll">
        <table class="tw-answer-grid">
          <thead>
            <tr>
              <th scope="col">Annotator</th>
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  <bdi>{name}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {said.map((one, at) => (
              <Row key={at} said={one} columns={columns} isTold={opened.item === null} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}
