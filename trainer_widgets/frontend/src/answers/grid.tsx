// Answers in a grid: people along one side, what they say along the other.
import type { ComponentChildren } from "preact";
import { ScrollArea } from "../kit/scroll_area";
import { type Answered, type Aspect, agreementOf, type Difference, didInstead } from "./answered";
import { DifferenceSign, Person } from "./person";
import { useDifferences, useTellsMost } from "./tells_most";
import "./grid.css";

export interface Shown<A> extends Aspect<A> {
  /** The heading, where it is more than the name. */
  head?: ComponentChildren;
  /** What stands in the cell, where it is more than the value; `at` is the person's place. */
  show?(answer: A, at: number): ComponentChildren;
  /** Whether `show` marks by itself what is apart in an answer. */
  marksParts?(answer: A): boolean;
}

interface GridProps<A> {
  /** The accessible name of the table. */
  name: string;
  said: readonly Answered<A>[];
  aspects: readonly Shown<A>[];
}

const NOTHING = <span class="tw-muted">–</span>;

const valuesOf = <A,>({ tell }: Aspect<A>, said: readonly Answered<A>[]) =>
  said.map(({ plain }) => (plain === null ? null : tell(plain)));

const canDiffer = (said: readonly Answered[]): boolean =>
  said.filter(({ plain }) => plain !== null).length > 1;

interface CellProps<A> {
  aspect: Shown<A>;
  answer: A | null;
  at: number;
  how: Difference | null;
}

function Cell<A>({ aspect, answer, at, how }: CellProps<A>) {
  const value = answer === null ? null : aspect.tell(answer);
  if (answer === null || value === null) return <td>{NOTHING}</td>;
  const sign = aspect.marksParts?.(answer) ? null : how;
  return (
    <td class={sign ? `tw-${sign}` : undefined}>
      {aspect.show ? aspect.show(answer, at) : <bdi>{value}</bdi>}
      {sign && <DifferenceSign how={sign} />}
    </td>
  );
}

const Head = ({ aspect }: { aspect: Shown<never> }) => (
  <>{aspect.head ?? <bdi>{aspect.name}</bdi>}</>
);

/** A row for each person. */
export function PeopleRows<A>({ name, said, aspects }: GridProps<A>) {
  // Whoever is to judge alone does not learn whose answers they are either.
  const heading = useTellsMost() ? "Annotator" : "Answer";
  const differences = useDifferences();
  const marks = aspects.map((aspect) => differences(valuesOf(aspect, said)));
  return (
    <ScrollArea name={name} look="tw-answer-scroll">
      <table class="tw-answer-grid tw-people-rows">
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {aspects.map((aspect) => (
              <th key={aspect.key} scope="col">
                <Head aspect={aspect} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {said.map((one, at) => (
            <tr key={at}>
              <th scope="row">
                <Person one={one} />
              </th>
              {aspects.map((aspect, column) => (
                <Cell
                  key={aspect.key}
                  {...{ aspect, at }}
                  answer={one.plain}
                  how={marks[column]?.[at] ?? null}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

/** A column for each person, and one that says how many agree. */
export function PeopleColumns<A>({ name, said, aspects }: GridProps<A>) {
  const tellsMost = useTellsMost();
  return (
    <ScrollArea name={name} look="tw-answer-scroll">
      <table class="tw-answer-grid tw-people-columns">
        <thead>
          <tr>
            <td />
            {said.map((one, at) => (
              <th key={at} scope="col">
                <Person one={one} />
              </th>
            ))}
            {tellsMost && canDiffer(said) && <th scope="col">Agree</th>}
          </tr>
        </thead>
        <tbody>
          {aspects.map((aspect) => (
            <AspectRow key={aspect.key} {...{ aspect, said }} />
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

interface AspectRowProps<A> extends Pick<GridProps<A>, "said"> {
  aspect: Shown<A>;
}

function AspectRow<A>({ aspect, said }: AspectRowProps<A>) {
  const differences = useDifferences();
  const tellsMost = useTellsMost();
  const values = valuesOf(aspect, said);
  const marks = differences(values);
  return (
    <tr>
      <th scope="row">
        <Head aspect={aspect} />
      </th>
      {said.map((one, at) => (
        <Cell key={at} {...{ aspect, at }} answer={one.plain} how={marks[at] ?? null} />
      ))}
      {tellsMost && canDiffer(said) && (
        <td class="tw-agreement">
          <bdi>{agreementOf(values)}</bdi>
        </td>
      )}
    </tr>
  );
}

/** Where nobody answered, that is what is told. */
export function NobodyAnswered({ said }: { said: readonly Answered[] }) {
  const others = said.filter((one) => didInstead(one));
  return (
    <p class="tw-muted">
      Nobody has answered this item.
      {others.map((one, at) => (
        <span key={at}>
          {" "}
          <Person one={one} />
        </span>
      ))}
    </p>
  );
}
