// One event, and what proves it.

import { dayName, dayNumber, softness } from "./days.js";
import { apart, button, make, plural } from "./elements.js";

let numbered = 0;

/** An event as an item of a list; what proves it is made when it is opened. `isNewDate` shows its date. */
export function eventItem(event, isNewDate, { onOpen, eventPage }) {
  const told = make("div", { class: "told" });
  let proof = null;
  const prove = () => {
    if (proof) return;
    proof = make("div", { class: "proof", part: "citations", id: `proof-${(numbered += 1)}`, hidden: true });
    proof.append(...proofs(event, eventPage));
    told.append(proof);
    headline.setAttribute("aria-controls", proof.id);
  };
  const headline = button(apart(event.headline), () => {
    prove();
    proof.hidden = !proof.hidden;
    headline.setAttribute("aria-expanded", String(!proof.hidden));
    if (!proof.hidden) onOpen(event);
  }, { "aria-expanded": "false" });
  told.append(make("h4", { part: "headline" }, headline), facts(event));
  const name = isNewDate ? "event dated" : "event";
  const item = make("li", { class: name, part: "event" }, date(event.when), mark(event.when), told);
  return Object.assign(item, { prove });
}

/** HTML's <time> says days, months and years; all other dates are words. */
function date(when) {
  const isPlain = /^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?$/.test(when.edtf) && !when.edtf.startsWith("0000");
  const words = isPlain ? make("time", { datetime: when.edtf, dir: "auto" }, when.display) : apart(when.display);
  return make("p", { class: "when", part: "date" }, words);
}

/** A dot for a day, a bar for anything longer, soft where the date is. */
function mark(when) {
  const soft = softness(when);
  const isDay = when.earliest !== null && when.earliest === when.latest;
  const length = isDay ? 1 : dayNumber(when.latest) - dayNumber(when.earliest) + 1;
  const isOpen = when.earliest === null || when.latest === null;
  const size = isDay ? "day" : isOpen || length > 31 ? "long" : "short";
  return make("span", { class: ["mark", size, ...softClasses(soft)].join(" "), part: "mark", "aria-hidden": "true" });
}

export function softClasses({ start, end }) {
  return [start && "soft-start", end && "soft-end"].filter(Boolean);
}

function facts(event) {
  const named = [event.type, ...event.places, ...event.actors].filter((fact) => fact !== "other");
  if (event.source_count > 1) named.push(plural(event.source_count, "article"));
  const said = event.status !== "asserted" && make("b", {}, `${event.status} `);
  const disputed = event.alternatives.length > 0 && make("b", {}, " articles disagree");
  return make("p", { class: "facts", part: "facts" }, said, named.map(isolated).join(" · "), disputed);
}

/** Words between characters that isolate their direction: thousands of events are lighter than with elements. */
function isolated(words) {
  return `\u2068${words}\u2069`;
}

/** Where the articles disagree, then every citation, those of the event's very date first. */
function proofs(event, eventPage) {
  const ranked = [...event.citations].sort((one, other) => rank(one, event) - rank(other, event));
  const shown = [make("ul", { class: "citations" }, ...ranked.map((citation) => citationItem(citation, event)))];
  if (event.alternatives.length) {
    const others = event.alternatives.map((when) => when.display).join(", others ");
    const words = apart(make("b", {}, "The articles disagree."), ` Some say ${others}.`);
    shown.unshift(make("p", { class: "disagree" }, words));
  }
  if (eventPage) {
    const link = make("a", { href: eventPage + event.id }, "The event on a page of its own");
    shown.push(make("p", { class: "page" }, link));
  }
  return shown;
}

function rank(citation, event) {
  return (citation.when.edtf === event.when.edtf ? 0 : 2) + (citation.expression ? 0 : 1);
}

function citationItem(citation, event) {
  const { article, explanation, warnings, when } = citation;
  const differs = event.alternatives.some((other) => other.edtf === when.edtf);
  const published = article.published ? dayName(article.published) : "undated";
  const source = `${article.publisher ?? "Publisher unknown"}, ${published}`;
  const why = `${explanation.charAt(0).toUpperCase()}${explanation.slice(1)}.`;
  return make(
    "li",
    { class: differs ? "citation differs" : "citation", part: "citation" },
    make("blockquote", { part: "quote" }, apart(...quote(citation))),
    make("p", { class: "source", part: "source" }, apart(source), ": ", title(citation)),
    make("p", { class: "why", part: "why" }, differs && apart(make("b", {}, `Says ${when.display}.`)), " ", apart(why)),
    ...warnings.map((warning) => make("p", { class: "warning" }, apart(warning))),
  );
}

/** The quoted sentence, the words that gave the date marked where they stand in it. Offsets are code points. */
function quote({ selector, expression }) {
  const { exact } = selector.find((one) => one.type === "TextQuoteSelector");
  const { start, end } = selector.find((one) => one.type === "TextPositionSelector");
  if (expression === null || expression.start < start || expression.end > end) return [exact];
  const letters = [...exact];
  const [from, to] = [expression.start - start, expression.end - start];
  const words = make("mark", { part: "words" }, letters.slice(from, to).join(""));
  return [letters.slice(0, from).join(""), words, letters.slice(to).join("")];
}

function title({ article, deep_link: link }) {
  const cited = make("cite", {}, apart(article.title));
  if (!/^https?:\/\//i.test(link ?? "")) return cited;
  const target = { href: link, "data-address": article.url, target: "_blank", rel: "noopener noreferrer" };
  return make("a", { ...target, part: "link" }, cited);
}
