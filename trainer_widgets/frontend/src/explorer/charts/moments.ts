// Moments on an axis. All is told in UTC, as conditions are written and as the engine cuts windows.
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONTH = 30.4 * DAY;

/** Milliseconds of an ISO text; one without a zone is UTC. */
export function instantOf(text: string): number {
  const isBare = /T/.test(text) && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  return Date.parse(isBare ? `${text}Z` : text);
}

type Options = Intl.DateTimeFormatOptions;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(options: Options): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" });
  formats.set(key, format);
  return format;
}

const written = (at: number, options: Options): string =>
  Number.isFinite(at) ? formatOf(options).format(at) : "";

const YEAR: Options = { year: "numeric" };
const MONTHS: Options = { month: "short", year: "numeric" };
const DAYS: Options = { day: "numeric", month: "short", year: "numeric" };
const MINUTES: Options = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };

/** How exactly moments so far apart are told. */
function exactness(step: number): Options {
  if (step >= 11 * MONTH) return YEAR;
  if (step >= 27 * DAY) return MONTHS;
  return step >= 0.9 * DAY ? DAYS : MINUTES;
}

const isMidnight = (at: number): boolean => at % DAY === 0;
const isFirst = (at: number): boolean => isMidnight(at) && new Date(at).getUTCDate() === 1;
const isNewYear = (at: number): boolean => isFirst(at) && new Date(at).getUTCMonth() === 0;

/** Writes moments of one list, all equally exactly and no less than they are. */
export function momentWriter(moments: readonly number[]): (at: number) => string {
  const steps = moments.slice(1).map((at, index) => at - (moments[index] ?? at));
  const step = Math.min(...steps, Number.POSITIVE_INFINITY);
  const coarsest = exactness(Number.isFinite(step) ? step : DAY);
  const fits = (test: (at: number) => boolean) => moments.every(test);
  if (coarsest === YEAR && fits(isNewYear)) return (at) => written(at, YEAR);
  if ((coarsest === YEAR || coarsest === MONTHS) && fits(isFirst)) {
    return (at) => written(at, MONTHS);
  }
  return (at) => written(at, coarsest === MINUTES ? MINUTES : DAYS);
}

/** A window in words, without the midnight at its end: `2 – 8 Mar 2026`. */
export function windowInWords(start: string, end: string): string {
  const [from, to] = [instantOf(start), instantOf(end)];
  if (!(from <= to)) return start;
  const isDays = isMidnight(from) && isMidnight(to);
  if (!isDays) return `${formatOf(MINUTES).formatRange(from, to)} UTC`;
  return formatOf(DAYS).formatRange(from, Math.max(from, to - DAY));
}

export interface Tick {
  at: number;
  text: string;
}

const HOURS = [1, 3, 6, 12];
const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120];

function evenly(start: number, end: number, step: number, origin = 0): number[] {
  const first = origin + Math.ceil((start - origin) / step) * step;
  const many = Math.max(0, Math.floor((end - first) / step) + 1);
  return Array.from({ length: many }, (_, index) => first + index * step);
}

function monthly(start: number, end: number, step: number): number[] {
  const from = new Date(start);
  const ticks = [];
  let month = Math.floor((from.getUTCFullYear() * 12 + from.getUTCMonth()) / step) * step;
  for (let at = 0; at <= end; month += step) {
    at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at >= start && at <= end) ticks.push(at);
  }
  return ticks;
}

// Weeks begin on Mondays, as that of 5 January 1970.
const MONDAY = 4 * DAY;

function placed(start: number, end: number, most: number): { places: number[]; look: Options } {
  const room = (end - start) / Math.max(1, most);
  const hours = HOURS.find((step) => step * HOUR >= room);
  if (hours) {
    const look: Options = { hour: "2-digit", minute: "2-digit" };
    return { places: evenly(start, end, hours * HOUR), look };
  }
  const days = DAY_STEPS.find((step) => step * DAY >= room);
  if (days) {
    const look: Options = { day: "numeric", month: "short" };
    return { places: evenly(start, end, days * DAY, days < 7 ? 0 : MONDAY), look };
  }
  const months = MONTH_STEPS.find((step) => step * MONTH >= room) ?? 240;
  return { places: monthly(start, end, months), look: months < 12 ? { month: "short" } : YEAR };
}

/** At most about so many ticks on calendar places; a new day or year is told where it begins. */
export function timeTicks(start: number, end: number, most: number): Tick[] {
  if (!(end > start)) return [{ at: start, text: written(start, DAYS) }];
  const { places, look } = placed(start, end, most);
  const [isHours, isMonths] = ["hour" in look, "month" in look && !("day" in look)];
  return places.map((at, index) => {
    if (isHours && (index === 0 || isMidnight(at))) {
      return {
        at,
        text: written(at, isMidnight(at) ? { day: "numeric", month: "short" } : MINUTES),
      };
    }
    const tellsYear = isMonths && (index === 0 || isNewYear(at));
    return { at, text: written(at, tellsYear ? MONTHS : look) };
  });
}
