// What the density strip shows: bars by decade, year, month or day, and the dates that lie in none of them.

import { core, dayNumber, unitFor } from "./days.js";
import { beside, changed, read } from "./requests.js";

const MOST_DATES = 60;
const FEW = 4;
// How exactly a date is known, from a day on; "interval" is any length.
const PRECISIONS = "day weekend week month season quarter half year decade century millennium interval".split(" ");

/**
 * The counts of `src` within a view ({from, to, first, last}), by the finest unit that fits. Without a view it is all
 * time, or the stretch that holds nearly all events: `isWhole` asks for all.
 */
export async function density(src, view, isWhole, signal) {
  const counted = await (view ? within(src, view, signal) : overall(src, isWhole, signal));
  const [earlier, rest] = split(counted.bars, ({ last }) => last < counted.first);
  const [later, bars] = split(rest, ({ first }) => first > counted.last);
  const dates = await inexact(src, counted, view, signal);
  return { ...counted, bars, earlier: sum(earlier), later: sum(later), dates };
}

function split(bars, isApart) {
  return [bars.filter(isApart), bars.filter((bar) => !isApart(bar))];
}

export function sum(bars) {
  return bars.reduce((total, { count }) => total + count, 0);
}

async function within(src, { from, to, first, last }, signal) {
  return { ...(await count(src, unitFor(last - first + 1), { from, to }, signal)), first, last };
}

async function overall(src, isWhole, signal) {
  const years = await count(src, "year", {}, signal);
  if (!years.bars.length) return { ...years, first: 0, last: 1 };
  const { first, last } = core(years.bars, isWhole ? 0 : 1 / 20);
  const unit = unitFor(last - first + 1);
  if (unit === "year") return { ...years, first, last };
  const finer = await count(src, unit, {}, signal);
  const shown = finer.bars.filter((bar) => first <= bar.first && bar.last <= last);
  // A few bars keep the years around them: that they are few is what they tell.
  if (shown.length < FEW) return { ...finer, first, last };
  return { ...finer, first: shown[0].first, last: shown.at(-1).last };
}

async function count(src, unit, bounds, signal) {
  const { buckets, coarser, total } = await read(beside(src, "histogram", { interval: unit, ...bounds }), signal);
  const bars = buckets.map((bucket) => ({
    ...bucket,
    first: dayNumber(bucket.when.earliest),
    last: dayNumber(bucket.when.latest),
  }));
  return { unit, bars, coarser, total };
}

/** The dates that lie in no bar; none of them where there are too many to be drawn. */
async function inexact(src, { unit, bars, coarser }, view, signal) {
  const own = changed(src, {}).searchParams.get("precision")?.split(",") ?? PRECISIONS;
  const precision = PRECISIONS.slice(PRECISIONS.indexOf(unit) + 1).filter((one) => own.includes(one));
  if (!coarser || !precision.length) return [];
  const asked = { precision: precision.join(), from: view?.from, to: view?.to, fields: "when", limit: MOST_DATES };
  const page = await read(beside(src, "events", asked), signal);
  if (page.has_more) return [];
  return page.events.map(({ when }) => when).filter((when) => !bars.some((bar) => isIn(when, bar)));
}

function isIn({ earliest, latest }, { first, last }) {
  return earliest !== null && latest !== null && first <= dayNumber(earliest) && dayNumber(latest) <= last;
}
