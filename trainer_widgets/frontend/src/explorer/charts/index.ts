// What the explorer draws: pure components of records and callbacks.
import "./charts.css";
import "./breakdown.css";
import "./histogram.css";
import "./rate_map.css";
import "./rate_summary.css";
import "./trend.css";

export { BreakdownChart, type BreakdownChartProps } from "./breakdown_chart";
export type { Range } from "./brush";
export { Histogram, type HistogramProps } from "./histogram";
export { RateSummary, type RateSummaryProps } from "./rate_summary";
export { TrendChart, type TrendChartProps } from "./trend_chart";
