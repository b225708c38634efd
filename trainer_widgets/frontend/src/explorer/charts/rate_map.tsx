// The rate by two features: a heat map in one hue.
import type { BreakdownCell } from "../../contract";
import { bare, percent } from "../formats";
import { byCode, cellInWords, type DrawnProps, FEW, isFew, namesInWords } from "./breakdown";
import { type CodeName, codeNamer } from "./codes";
import { MarkArea } from "./mark_area";
import { Name } from "./name";
import { around, type Domain, heat } from "./scales";
import { type Mark, useRoving } from "./use_roving";

type Namer = (code: number) => CodeName;

interface Axis {
  codes: number[];
  nameOf: Namer;
}

/** The rows and columns in which there is anything, in the facets' order. */
function axesOf({ breakdown, held }: DrawnProps): [Axis, Axis] {
  const axis = (place: 0 | 1): Axis => {
    const codes = new Set(breakdown.cells.map(({ codes }) => codes[place] ?? 0));
    return { codes: [...codes].sort(byCode), nameOf: codeNamer(held[place]) };
  };
  return [axis(0), axis(1)];
}

/** Cells of few labels would stretch the colours, for nothing that is known. */
function coloursOf(cells: readonly BreakdownCell[]): Domain {
  const sure = cells.filter(({ rate }) => !isFew(rate));
  return around((sure.length ? sure : cells).map(({ rate }) => rate.estimate));
}

interface CellProps {
  cell: BreakdownCell;
  words: string;
  domain: Domain;
  onPick(codes: number[]): void;
  onRead(words: string): void;
  mark: Mark;
}

function Cell({ cell: { codes, rate }, words, domain, onPick, onRead, mark }: CellProps) {
  const onFocus = (event: FocusEvent) => {
    mark.onFocus(event);
    onRead(words);
  };
  const colour = rate.estimate === null ? {} : { "--tw-heat": heat(domain, rate.estimate) };
  return (
    <button
      type="button"
      class={`tw-map-cell ${isFew(rate) ? "tw-few-labels" : ""}`}
      aria-label={words}
      title={words}
      style={colour}
      onClick={() => onPick(codes)}
      onPointerMove={() => onRead(words)}
      {...mark}
      onFocus={onFocus}
    >
      {bare(rate.estimate)}
    </button>
  );
}

/** Arrows go over it too, and find that nothing is there. */
function Hole({ words, mark }: Pick<CellProps, "words" | "mark">) {
  return (
    <button
      type="button"
      class="tw-map-cell tw-map-none"
      aria-label={words}
      aria-disabled="true"
      {...mark}
    >
      ·
    </button>
  );
}

function Columns({ columns }: { columns: Axis }) {
  return (
    <thead>
      <tr>
        <td />
        {columns.codes.map((code) => (
          <th key={code} scope="col">
            <Name name={columns.nameOf(code)} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

const STEPS = [0, 0.25, 0.5, 0.75, 1];

function Legend({ domain, hasFew }: { domain: Domain; hasFew: boolean }) {
  const at = (step: number) => domain.low + step * (domain.high - domain.low);
  return (
    <span class="tw-chart-legend" dir="ltr">
      {percent(domain.low)}
      <span class="tw-ramp" dir="ltr" aria-hidden="true">
        {STEPS.map((step) => (
          <i key={step} style={{ background: heat(domain, at(step)) }} />
        ))}
      </span>
      {percent(domain.high)}
      {hasFew && (
        <>
          <i class="tw-legend-few" /> fewer than {FEW} labels
        </>
      )}
    </span>
  );
}

interface RowsProps extends Pick<CellProps, "domain" | "onPick" | "onRead"> {
  axes: readonly [Axis, Axis];
  cells: readonly BreakdownCell[];
  markAt(place: number): Mark;
}

function Rows({ axes: [rows, columns], cells, markAt, ...drawn }: RowsProps) {
  const held = new Map(cells.map((cell) => [cell.codes.join(), cell]));
  const cellAt = (row: number, column: number, place: number) => {
    const [cell, mark] = [held.get(`${row},${column}`), markAt(place)];
    const names = [rows.nameOf(row), columns.nameOf(column)];
    if (!cell?.rate.n_labels)
      return <Hole words={`${namesInWords(names)}: no labels`} mark={mark} />;
    return <Cell {...{ cell, mark, words: cellInWords(names, cell.rate) }} {...drawn} />;
  };
  return (
    <tbody>
      {rows.codes.map((row, index) => (
        <tr key={row}>
          <th scope="row">
            <Name name={rows.nameOf(row)} />
          </th>
          {columns.codes.map((column, place) => (
            <td key={column}>{cellAt(row, column, index * columns.codes.length + place)}</td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

export function RateMap(props: DrawnProps) {
  const { title, onPick } = props;
  const { cells } = props.breakdown;
  const axes = axesOf(props);
  const [rows, columns] = axes;
  const domain = coloursOf(cells);
  const roving = useRoving({ rows: rows.codes.length, columns: columns.codes.length });
  const legend = <span dir="ltr">rates in percent</span>;
  return (
    <>
      <figcaption>
        {title}
        <span class="tw-space" />
        <Legend domain={domain} hasFew={cells.some(({ rate }) => isFew(rate))} />
      </figcaption>
      <MarkArea name="Rates in percent" look="tw-map" roving={roving} legend={legend}>
        {(onRead) => (
          <table>
            <Columns columns={columns} />
            <Rows markAt={roving.mark} {...{ axes, cells, domain, onPick, onRead }} />
          </table>
        )}
      </MarkArea>
    </>
  );
}
