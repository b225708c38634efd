// The band on top: the rate of the slice, and how it moves.
import { RateSummary, TrendChart } from "./charts";
import { useExplorer } from "./place";
import { Standing } from "./standing";

export function Rates() {
  const [, { isLate, overview, trend, turn, welcome }] = useExplorer();
  if (!welcome) return null;
  const { note, outcome, total, trend: baseline, unit } = welcome;
  const late = (reply: { turn: number } | null) =>
    isLate && reply?.turn !== turn ? "tw-late" : "";
  return (
    <div class="tw-rate-top">
      <div class={`tw-rate-band ${late(overview)}`}>
        <RateSummary outcome={outcome} unit={unit} total={total} overview={overview} />
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
        {overview && <Standing standing={overview.standing} />}
        {note && (
          <p class="tw-rate-note tw-muted" dir="auto">
            {note}
          </p>
        )}
      </div>
    </div>
  );
}
