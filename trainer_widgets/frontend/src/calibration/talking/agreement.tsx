// How far people agree: before they talked, and after, each with its interval.
import type { Revealed, SessionAgreement } from "../../contract";
import { counted } from "./counted";
import { Interval, scaleOf } from "./interval";
import { useTalk } from "./place";
import "./agreement.css";

const NAMES: Record<string, string> = {
  krippendorff_alpha: "Krippendorff's alpha",
  percent_agreement: "Percent agreement",
  fleiss_kappa: "Fleiss' kappa",
  cohen_kappa: "Cohen's kappa",
  gwet_ac1: "Gwet's AC1",
};
/** What is shown of them at first; the others say much the same in other ways. */
const FIRST = ["krippendorff_alpha", "percent_agreement"];
const WHEN = { before: "before talking", after: "after talking" };
const INDEPENDENT =
  "After talking, answers are no longer independent: only “before” tells how well people agree by themselves.";

const nameOf = (statistic: string): string => NAMES[statistic] ?? statistic.replaceAll("_", " ");
const rounded = (value: number): string => value.toFixed(2).replace("-", "\u2212");
const counts = ({ n_items: items, n_annotators: people, n_labels: labels }: SessionAgreement) =>
  `${counted(items, "item")}, ${counted(people, "person", "people")}, ${counted(labels, "label")}`;
/** Why there is no estimate: notes begin with that. */
const reason = (note: string): string => note.replace(/^undefined: /, "");

/** Until somebody has revised an answer there is no "after". */
function tellable({ agreement, items }: Revealed): SessionAgreement[] {
  const isRevised = items.some(({ n_revised: n }) => n > 0);
  return agreement.filter(({ when }) => when === "before" || isRevised);
}

function firstOf(all: readonly SessionAgreement[]): SessionAgreement[] {
  const known = FIRST.filter((name) => all.some(({ statistic }) => statistic === name));
  const names = known.length ? known : [all[0]?.statistic ?? ""];
  return names.flatMap((name) => all.filter(({ statistic }) => statistic === name));
}

function Estimate({ one: { estimate, high, low, note } }: { one: SessionAgreement }) {
  if (estimate === null) return <span class="tw-muted">not defined: {reason(note)}</span>;
  return (
    <bdi dir="ltr" class="tw-estimate">
      <strong>{rounded(estimate)}</strong>
      {low !== null && high !== null && ` [${rounded(low)}, ${rounded(high)}]`}
    </bdi>
  );
}

interface LinesProps {
  lines: readonly SessionAgreement[];
  at(value: number): string;
}

function Lines({ lines, at }: LinesProps) {
  return (
    <table>
      <tbody>
        {lines.map((one, index) => (
          <tr key={`${one.statistic} ${one.when}`}>
            <th scope="row">
              {one.statistic === lines[index - 1]?.statistic ? (
                <span class="tw-hidden">{nameOf(one.statistic)}</span>
              ) : (
                <bdi>{nameOf(one.statistic)}</bdi>
              )}
            </th>
            <td>{WHEN[one.when]}</td>
            <td>
              <Interval one={one} at={at} />
            </td>
            <td>
              <Estimate one={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Notes({ lines }: Pick<LinesProps, "lines">) {
  return (
    <ul>
      {lines.map((one) => (
        <li key={`${one.statistic} ${one.when}`}>
          {nameOf(one.statistic)}, {WHEN[one.when]}: {counts(one)}
          {one.estimate !== null && one.note && <>; {one.note}</>}
        </li>
      ))}
    </ul>
  );
}

/** All there is to know of it, where it is what people look at. */
function Whole({ compared, lines }: Pick<LinesProps, "lines"> & { compared: string }) {
  const at = scaleOf(lines);
  const first = firstOf(lines);
  const rest = lines.filter((one) => !first.includes(one));
  return (
    <>
      <p class="tw-muted">
        Agreement on <bdi>{compared.replaceAll("_", " ")}</bdi>, with its interval:{" "}
        {first[0] && counts(first[0])}
      </p>
      <Lines lines={first} at={at} />
      {lines.some(({ when }) => when === "after") && <p class="tw-muted">{INDEPENDENT}</p>}
      <details>
        <summary>Other measures, and notes</summary>
        <Lines lines={rest} at={at} />
        <Notes lines={lines} />
      </details>
    </>
  );
}

/** One line of it, where the items are. */
function Short({ lines }: Pick<LinesProps, "lines">) {
  const [before, after] = firstOf(lines);
  if (!before) return null;
  const isAfter = after?.when === "after" && after.statistic === before.statistic;
  return (
    <p class="tw-muted">
      {nameOf(before.statistic)} <Estimate one={before} /> before talking
      {isAfter && (
        <span title={INDEPENDENT}>
          , <Estimate one={after} /> after, no longer independent
        </span>
      )}
    </p>
  );
}

export function Agreement() {
  const { state, talk } = useTalk();
  const { revealed } = state;
  if (!revealed?.agreement.length) return null;
  const lines = tellable(revealed);
  return (
    <section class="tw-session-agreement" aria-label="Agreement">
      {talk.isLed ? <Short lines={lines} /> : <Whole lines={lines} compared={revealed.compared} />}
    </section>
  );
}
