import type { Suggestion } from "../../contract";
import { counted, percent, points, pointsInterval } from "../formats";

/** The numbers of a suggested slice in the half of the items that confirmed it. */
export function FoundRates({ found }: { found: Suggestion }) {
  const { difference, rate, rate_rest: rest } = found;
  const ends = pointsInterval(difference)?.replace(" points", "");
  return (
    <bdi dir="ltr">
      {percent(rate)} against {percent(rest)}, {points(difference.estimate ?? rate - rest)} points
      {ends && <span class="tw-muted"> ({ends})</span>}, {counted(difference.n_labels, "labels")}
    </bdi>
  );
}
