// The rate by one feature or two, and which these are.
import type { Facet } from "../contract";
import { BreakdownChart } from "./charts";
import { pickedIn } from "./facets/picks";
import { useExplorer } from "./place";
import { Chooser } from "./shared/chooser";

const namesOf = (facets: readonly Facet[]) => facets.map(({ feature }) => feature);

function Choosers({ facets }: { facets: readonly Facet[] }) {
  const [session, { sight }] = useExplorer();
  const [first = "", second = ""] = sight.by;
  const choose = (...by: string[]) => session.go({ by: by.filter(Boolean) });
  const beside = facets.filter(({ feature }) => feature !== first);
  return (
    <div class="tw-by">
      <h3>Rate by</h3>
      <Chooser
        name="Break down by"
        value={first}
        options={namesOf(facets)}
        none="nothing"
        onChoose={(feature) => choose(feature, feature && feature !== second ? second : "")}
      />
      {first && (
        <>
          <span>and</span>
          <Chooser
            name="Break down also by"
            value={second}
            options={namesOf(beside)}
            none="nothing else"
            onChoose={(feature) => choose(first, feature)}
          />
        </>
      )}
    </div>
  );
}

export function BreakdownView() {
  const [session, state] = useExplorer();
  const { breakdown, isLate, overview, sight, turn, welcome } = state;
  const facets = welcome?.facets ?? [];
  if (!facets.length) return null;
  const pick = (codes: readonly (number | null)[]) => {
    const slice = codes.reduce((narrower, code, place) => {
      const facet = facets.find(({ feature }) => feature === breakdown?.by[place]);
      return facet && code !== null ? pickedIn(narrower, facet, code) : narrower;
    }, sight.slice);
    session.narrow(slice);
  };
  const isOld = isLate && breakdown?.turn !== turn;
  return (
    <section class={isOld ? "tw-late" : ""} aria-label="Breakdown">
      <Choosers facets={facets} />
      {breakdown && (
        <BreakdownChart
          breakdown={breakdown}
          facets={facets}
          onPick={pick}
          rate={overview?.rate ?? null}
          isTitled
        />
      )}
    </section>
  );
}
