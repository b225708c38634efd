// How far the numbers of a slice can be trusted, by how it was found.
import type { Overview, Suggestion } from "../contract";
import { falseRate } from "./formats";
import { FoundRates } from "./shared/found_rates";

/** The half in which it was confirmed tells more of it than all labels, which suggested it. */
function Confirmed({ found }: { found: Suggestion | undefined }) {
  return (
    <p class="tw-standing tw-confirmed">
      <strong>
        <span aria-hidden="true">✓ </span>Confirmed
      </strong>{" "}
      in the half of the items where nobody had looked
      {found && (
        <>
          {" "}
          (<bdi>{falseRate(found.q_value)}</bdi>): <FoundRates found={found} />
        </>
      )}
      . The numbers above include the half that it was found in.
    </p>
  );
}

interface StandingProps extends Pick<Overview, "standing"> {
  /** The slice as the search has found it. */
  found: Suggestion | undefined;
}

export function Standing({ standing, found }: StandingProps) {
  if (standing === "all") return null;
  if (standing === "confirmed" || found) return <Confirmed found={found} />;
  return (
    <p class="tw-standing tw-exploratory">
      <strong>
        <span aria-hidden="true">◇ </span>Exploratory
      </strong>{" "}
      Picked by hand after looking. The interval does not account for the looking: check the slice
      on new labels.
    </p>
  );
}
