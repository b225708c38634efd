// Two slices side by side.
import { useState } from "preact/hooks";
import type { ComparedSlices, Rate } from "../../contract";
import { Button } from "../../kit/button";
import type { Condition } from "../conditions";
import { count, interval, percent, points, pointsInterval } from "../formats";
import { useExplorer } from "../place";
import { Chooser } from "../shared/chooser";
import { shortened } from "../shared/values";
import { useWork } from "../shared/work";
import { Problem } from "./this_slice";

/** The slice on screen, among those that are saved. */
const ON_SCREEN = "";
const none = "This slice";

interface RowProps {
  name: string;
  rate: Rate;
  isDifference?: boolean;
}

function RateRow({ name, rate, isDifference = false }: RowProps) {
  const ends = isDifference ? pointsInterval(rate) : interval(rate);
  const { estimate, n_labels: labels } = rate;
  const told = isDifference && estimate !== null ? `${points(estimate)} points` : percent(estimate);
  return (
    <tr>
      <th scope="row">
        <bdi title={name}>{shortened(name)}</bdi>
      </th>
      <td dir="ltr">
        {told}
        {ends && <span class="tw-muted"> ({ends})</span>}
      </td>
      <td>{isDifference ? "" : count(labels)}</td>
    </tr>
  );
}

interface TableProps {
  compared: ComparedSlices;
  names: readonly string[];
}

function Table({ compared, names }: TableProps) {
  const { both, difference, rates } = compared;
  return (
    <table class="tw-compared">
      <thead>
        <tr>
          <td />
          <th scope="col">Rate</th>
          <th scope="col">Labels</th>
        </tr>
      </thead>
      <tbody>
        {rates.map((rate, place) => (
          <RateRow key={names[place] ?? place} name={names[place] ?? ""} rate={rate} />
        ))}
        <RateRow name="Difference" rate={difference} isDifference />
        <RateRow name="In both" rate={both} />
      </tbody>
    </table>
  );
}

interface Shown extends TableProps {
  of: readonly Condition[];
}

export function Comparing() {
  const [session, { saved, sight }] = useExplorer();
  const usable = saved.filter(({ slice }) => slice !== null);
  const options = usable.map(({ name }) => name);
  const [first, setFirst] = useState(ON_SCREEN);
  const [chosen, setSecond] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const work = useWork();
  if (!usable.length) return null;
  const second = chosen ?? usable[0]?.name ?? ON_SCREEN;
  const sliceOf = (name: string) => usable.find((one) => one.name === name)?.slice ?? sight.slice;
  const of = [sliceOf(first), sliceOf(second)] as const;
  const compare = () =>
    work.run(async () => {
      const names = [first, second].map((name) => name || none);
      setShown({ of, names, compared: await session.actions.compare(...of) });
    });
  const isShown = shown?.of.every((slice, place) => slice === of[place]);
  return (
    <section aria-label="Compare">
      <h3>Compare</h3>
      <div class="tw-by">
        <Chooser name="Slice to compare" value={first} onChoose={setFirst} {...{ none, options }} />
        <span>with</span>
        <Chooser
          name="Slice to compare with"
          value={second}
          onChoose={setSecond}
          {...{ none, options }}
        />
        <Button name="Compare" disabled={first === second || work.isBusy} onClick={compare} />
      </div>
      <Problem work={work} />
      {shown && isShown && <Table {...shown} />}
    </section>
  );
}
