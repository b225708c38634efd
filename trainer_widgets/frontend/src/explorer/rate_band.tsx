// The band on top: the rate of the slice, and how it moves.
import { RateSummary, TrendChart } from "./charts";
import { isAlike } from "./conditions";
import { points } from "./formats";
import { useExplorer } from "./place";
import { Standing } from "./standing";

/** So many stand where a slice has its rows. */
const MOST = 2;

/** What was found, for who has not begun to narrow. */
function StandsOut() {
  const [session, { overview, panel, suggestions }] = useExplorer();
  const { slices } = suggestions;
  if (overview?.standing !== "all" || !slices.length || panel === "suggestions") return null;
  return (
    <section class="tw-stands-out" aria-label="Slices that stand out">
      <h3>Stands out, and is confirmed</h3>
      <ul>
        {slices.slice(0, MOST).map(({ difference, slice, text }) => (
          <li key={text}>
            <button type="button" class="tw-button tw-quiet" onClick={() => session.narrow(slice)}>
              <code dir="auto" title={text}>
                {text}
              </code>
            </button>
            {difference.estimate !== null && <bdi>{points(difference.estimate)} points</bdi>}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function RateBand() {
  const [, { isLate, overview, sight, suggestions, trend, turn, welcome }] = useExplorer();
  if (!welcome) return null;
  const { confidence, note, outcome, total, trend: baseline, unit } = welcome;
  const found = suggestions.slices.find(({ slice }) => isAlike(slice, sight.slice));
  const late = (reply: { turn: number } | null) =>
    isLate && reply?.turn !== turn ? "tw-late" : "";
  return (
    <div class="tw-rate-top">
      <div class={`tw-rate-band ${late(overview)}`}>
        <RateSummary {...{ outcome, unit, total, overview, confidence }} />
        <StandsOut />
      </div>
      <div class="tw-rate-beside">
        {baseline.length > 0 && (
          <div class={late(trend)}>
            <TrendChart
              windows={trend?.windows ?? baseline}
              baseline={baseline}
              outcome={outcome}
            />
          </div>
        )}
        {overview && overview.rate.n_labels > 0 && (
          <Standing standing={overview.standing} found={found} />
        )}
        {note && (
          <p class="tw-rate-note tw-muted" dir="auto">
            {note}
          </p>
        )}
      </div>
    </div>
  );
}
