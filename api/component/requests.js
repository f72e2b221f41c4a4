// What the API is asked.

// Parameters that a list of events has for itself: its counts know none of them.
const OWN = ["cursor", "before", "limit", "count", "fields", "include", "sort"];

/** A URL with other parameters; those without a value stay as they are. */
export function changed(from, changes) {
  const url = new URL(from, document.baseURI);
  for (const [name, value] of Object.entries(changes)) if (value) url.searchParams.set(name, value);
  return url;
}

/** URL of another list of the API with the filters of a list of events; null where `src` is no such list. */
export function beside(src, list, changes = {}) {
  const url = changed(src, changes);
  const path = /\/events(\.json)?$/;
  if (!path.test(url.pathname)) return null;
  url.pathname = url.pathname.replace(path, `/${list}`);
  for (const name of OWN) if (!(name in changes)) url.searchParams.delete(name);
  return url;
}

/** URL of the events that `src` means: itself, or by the filters that a timeline kept under a name has. */
export async function listOf(src, signal) {
  const url = changed(src, {});
  const [, api, name] = /^(.*)\/timelines\/([^/]+)(?:\/events\.json)?$/.exec(url.pathname) ?? [];
  if (!name) return url;
  const { filters } = await read(new URL(`${api}/timelines/${name}`, url), signal);
  return changed(new URL(`${api}/events${url.search}`, url), filters);
}

/** The JSON that a URL answers. Throws an Error with the API's own words for what is wrong. */
export async function read(url, signal) {
  const answer = await fetch(url, { signal, credentials: "omit", headers: { Accept: "application/json" } });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  throw new Error(problem.detail ?? `${answer.status} ${answer.statusText}`);
}
