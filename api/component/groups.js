// Events under the names of their places, actors or types.

import { apart, button, failure, make, plural, whenNear } from "./elements.js";
import { EventList } from "./lists.js";
import { beside, changed, read } from "./requests.js";

// The parameter that names a group, and the list of the API that counts them.
export const GROUPS = { place: "places", actor: "actors", type: "types" };
const GROUP_PAGE = 10;
const FIRST_EVENTS = 5;

/** Elements with the groups of `src` within `bounds`, those of the most events first, each with its first events. */
export async function grouped(src, kind, bounds, options) {
  // Events of one place may name another: that makes no group of them.
  const only = kind !== "type" && changed(src, {}).searchParams.get(kind);
  if (only) return [group(src, kind, { name: only }, bounds, options)];
  const list = GROUPS[kind];
  const holder = make("div", { class: "groups" });
  let next = beside(src, list, { ...bounds, limit: GROUP_PAGE });
  const turn = async () => {
    const page = await read(next, options.signal);
    const groups = page[list].map((named) => group(src, kind, named, bounds, options));
    holder.append(...groups);
    next = page.next;
    more.hidden = !next;
    return groups[0];
  };
  const show = () => turn().then((first) => first?.focus(), (error) => more.before(failure(error, show)));
  const more = button(`Show more ${list}`, show, { class: "more", part: "button" });
  await turn();
  const note = holder.childElementCount ? "Events that name none are not among these." : "No event names any.";
  return [holder, more, make("p", { class: "note" }, note)];
}

function group(src, kind, { name, count }, bounds, options) {
  const url = beside(src, "events", { ...bounds, limit: FIRST_EVENTS, [kind]: name });
  const list = new EventList(url, { ...options, more: `Show more of ${name}` });
  const number = count && make("span", { class: "count" }, apart(plural(count, "event")));
  const heading = make("h3", { part: "group-heading" }, apart(name), " ", number);
  const section = make("section", { class: "group", part: "group", tabindex: "-1" }, heading, list.element);
  section.style.setProperty("--items", Math.min(count ?? FIRST_EVENTS, FIRST_EVENTS));
  const load = () => list.load().catch((error) => error.name === "AbortError" || heading.after(failure(error, load)));
  const watch = whenNear(section, options.signal, () => {
    watch.disconnect();
    load();
  });
  return section;
}
