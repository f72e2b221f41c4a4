// Days as numbers since 1970, and the axis that they stand on.

const DAY = 86_400_000;
const LONG = ["decade", "century", "millennium"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const TICKS = [
  ...[1, 2, 7].map((days) => ({ days, step: days, of: "day" })),
  ...[1, 3, 6].map((months) => ({ days: months * 30.4, step: months, of: "month" })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].map((years) => ({ days: years * 365, step: years, of: "year" })),
];

/** The number of a day; months and days may lie beyond their ends. */
function dayOf(year, month, day) {
  return new Date(0).setUTCFullYear(year, month, day) / DAY;
}

/** The number of a day as the API writes it, null for an open end. Days of years beyond 9999 are rough. */
export function dayNumber(iso) {
  if (iso === null) return null;
  const [, year, month, day] = /^(-?\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? [];
  if (year === undefined) return (Number.parseInt(iso.replace("Y", ""), 10) - 1970) * 365.2425;
  return dayOf(Number(year), month - 1, Number(day));
}

/** A day, month or year as the API writes publication, with its month in letters. */
export function dayName(iso) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso) ?? [];
  return [day && Number(day), month && MONTHS[month - 1], year ?? iso].filter(Boolean).join(" ");
}

/** First or last day of a filter that names a decade, a year, a month or a day; null for any other. */
export function edge(edtf, isLast) {
  const one = (edtf ?? "").split("/").at(isLast ? -1 : 0);
  const [, year, month, day] = /^(-?\d{3}[\dX])(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?$/.exec(one) ?? [];
  if (year === undefined) return null;
  const number = Number(year.replace("X", isLast ? "9" : "0"));
  if (day) return dayOf(number, month - 1, Number(day));
  return isLast ? dayOf(number, Number(month ?? 12), 0) : dayOf(number, (month ?? 1) - 1, 1);
}

/** Whether a date is soft at its start and at its end: open, approximate, uncertain, or one of several. */
export function softness(when) {
  const isVague = when.qualifier !== null || when.edtf.startsWith("[");
  return { start: isVague || when.earliest === null, end: isVague || when.latest === null };
}

/** The year that a date stands under; decades and longer stand for themselves. */
export function yearOf(when) {
  if (LONG.includes(when.precision)) return when.display[0].toUpperCase() + when.display.slice(1);
  const day = dayNumber(when.earliest ?? when.latest);
  return day === null ? "Some time" : yearName(new Date(day * DAY).getUTCFullYear());
}

function yearName(year) {
  return year > 0 ? String(year) : `${1 - year} BCE`;
}

/** The finest unit to count so many days by that makes no more bars than fit. */
export function unitFor(days) {
  if (days > 80 * 366) return "decade";
  if (days > 6 * 366) return "year";
  return days > 100 ? "month" : "day";
}

/** Days with their labels for an axis from one day to another, `most` of them or a few less. */
export function ticks(first, last, most) {
  const { step, of } = TICKS.find(({ days }) => (last - first) / days <= most) ?? TICKS.at(-1);
  const date = new Date(first * DAY);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const at = {
    year: (number) => dayOf((Math.ceil(year / step) + number) * step, 0, 1),
    month: (number) => dayOf(year, (Math.ceil(month / step) + number) * step, 1),
    day: (number) => dayOf(year, month, day + number * step),
  }[of];
  const days = Array.from({ length: most + 2 }, (_, number) => at(number)).filter((one) => first <= one && one <= last);
  return days.map((one, number) => ({ day: one, label: tickLabel(new Date(one * DAY), of, number === 0) }));
}

function tickLabel(date, of, isFirst) {
  const [year, month, day] = [yearName(date.getUTCFullYear()), MONTHS[date.getUTCMonth()], date.getUTCDate()];
  if (of === "year") return year;
  if (of === "month") return isFirst || month === "Jan" ? `${month} ${year}` : month;
  return isFirst || day === 1 ? `${day} ${month}` : String(day);
}

/** The first and last day of what holds all but a share of the events, where these few press the rest into a corner. */
export function core(bars, share) {
  const spare = bars.reduce((sum, { count }) => sum + count, 0) * share;
  const whole = { first: bars[0].first, last: bars.at(-1).last };
  const span = ({ first, last }) => last - first;
  let best = whole;
  for (let from = 0, cut = 0; cut <= spare; cut += bars[from].count, from += 1) {
    let to = bars.length - 1;
    for (let left = spare - cut; bars[to].count <= left; to -= 1) left -= bars[to].count;
    const kept = { first: bars[from].first, last: bars[to].last };
    if (span(kept) < span(best)) best = kept;
  }
  return span(best) * 3 < span(whole) ? best : whole;
}
