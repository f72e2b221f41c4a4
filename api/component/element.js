// <event-timeline src="https://…/api/v1/events?place=Tikrit"></event-timeline>
//
// A timeline of Dateline's events, each of which opens to the sentences that prove its date. It loads nothing but what
// the API answers. docs/widgets.md describes its attributes, its events, and how it is styled.

import { edge } from "./days.js";
import { density } from "./density.js";
import { apart, bones, button, failure, make, plural } from "./elements.js";
import { GROUPS, grouped } from "./groups.js";
import { EventList } from "./lists.js";
import { changed, listOf } from "./requests.js";
import { Strip } from "./strip.js";
import { STYLE } from "./style.js";

const PAGE = 50;

const SHEET = new CSSStyleSheet();
SHEET.replaceSync(STYLE);

class EventTimeline extends HTMLElement {
  static observedAttributes = ["src", "group", "label"];

  // The list of events that `src` means.
  #list = null;
  // The stretches of time that were zoomed into, the widest first.
  #trail = [];
  #isWhole = false;
  #isDue = false;
  #stopper = new AbortController();
  #strip = new Strip((range) => this.zoom(range), () => this.zoomOut());
  #title = make("h2", { part: "label" });
  #choice = make("select", { part: "button" }, make("option", { value: "" }, "Time"));
  #crumbs = make("nav", { class: "crumbs", "aria-label": "Time shown" });
  #status = make("p", { class: "status", role: "status" });
  #body = make("div", { class: "body" }, ...bones(6));
  #after = make("div", { class: "after", tabindex: "-1" });
  #resized = new ResizeObserver(() => this.#strip.label());

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [SHEET];
    for (const kind of Object.keys(GROUPS)) {
      this.#choice.append(make("option", { value: kind }, kind[0].toUpperCase() + kind.slice(1)));
    }
    this.#choice.addEventListener("change", () => this.setAttribute("group", this.#choice.value));
    const choice = make("label", { class: "by" }, make("span", {}, "Group by"), this.#choice);
    const skip = button("Skip the events", () => this.#after.focus(), { class: "skip", part: "button" });
    const foot = make("div", { class: "foot" }, this.#crumbs, this.#status);
    const head = make("div", { class: "head", part: "header" }, make("div", { class: "top" }, this.#title, choice));
    head.append(this.#strip.element, foot, skip);
    const list = make("div", { class: "scroll", part: "events" }, this.#body, this.#after);
    root.append(make("div", { class: "frame" }, head, list));
  }

  connectedCallback() {
    window.addEventListener("beforeprint", this.#prove);
    this.#resized.observe(this);
    this.#due();
  }

  disconnectedCallback() {
    window.removeEventListener("beforeprint", this.#prove);
    this.#resized.disconnect();
    this.#stopper.abort();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "src") [this.#trail, this.#isWhole] = [[], false];
    this.#due();
  }

  get src() {
    return this.getAttribute("src");
  }

  set src(url) {
    this.setAttribute("src", url);
  }

  /** The parameter that the events are grouped by, "" for none. */
  get group() {
    const group = this.getAttribute("group") ?? "";
    return group in GROUPS ? group : "";
  }

  set group(kind) {
    this.setAttribute("group", kind);
  }

  /** What is zoomed into: {from, to, label}, the bounds in EDTF; null for all time. */
  get range() {
    const range = this.#trail.at(-1);
    return range ? { from: range.from, to: range.to, label: range.label } : null;
  }

  /** Shows a stretch of time, no wider than `src` asks for. */
  zoom(range) {
    const asked = this.#list.searchParams;
    const [first, last] = [edge(asked.get("from"), false), edge(asked.get("to"), true)];
    const kept = { ...range };
    if (first !== null && first > range.first) Object.assign(kept, { from: asked.get("from"), first });
    if (last !== null && last < range.last) Object.assign(kept, { to: asked.get("to"), last });
    const shown = this.#trail.at(-1);
    if (!shown || shown.first !== kept.first || shown.last !== kept.last) this.#goTo([...this.#trail, kept]);
  }

  /** Shows what was shown before the last zoom; whether there was one. */
  zoomOut() {
    if (!this.#trail.length) return false;
    this.#goTo(this.#trail.slice(0, -1));
    return true;
  }

  #goTo(trail) {
    this.#trail = trail;
    this.#tell("timeline-range", this.range);
    this.#due();
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #opened = ({ id, headline, when }) => this.#tell("timeline-open", { id, headline, when });

  // On paper nothing can be opened.
  #prove = () => this.shadowRoot.querySelectorAll("li.event").forEach((item) => item.prove());

  /** Attributes that are set together are answered together. */
  #due() {
    if (this.#isDue || !this.isConnected) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#show();
    });
  }

  async #show() {
    this.#stopper.abort();
    this.#stopper = new AbortController();
    const { signal } = this.#stopper;
    this.#head();
    if (!this.src) return;
    this.#body.setAttribute("aria-busy", "true");
    const shown = await this.#filled(signal);
    if (signal.aborted) return;
    this.#body.replaceChildren(...shown);
    this.#body.removeAttribute("aria-busy");
  }

  /** The events as elements, the strip filled meanwhile; what is wrong where they cannot be had. */
  async #filled(signal) {
    try {
      this.#list = await listOf(this.src, signal);
      const [shown] = await Promise.all([this.#events(signal), this.#density(signal)]);
      return shown;
    } catch (error) {
      return [failure(error, () => this.#due())];
    }
  }

  #head() {
    this.#title.textContent = this.getAttribute("label") ?? "Timeline";
    this.#title.classList.toggle("unseen", !this.hasAttribute("label"));
    this.#choice.value = this.group;
    const steps = ["All time", ...this.#trail.map(({ label }) => label)];
    const back = (label, at) => make("li", {}, button(apart(label), () => this.#goTo(this.#trail.slice(0, at))));
    const here = make("li", { "aria-current": "true" }, apart(steps.pop()));
    this.#crumbs.replaceChildren(make("ol", {}, ...steps.map(back), here));
  }

  #events(signal) {
    const options = { signal, onOpen: this.#opened, eventPage: this.getAttribute("event-page") };
    return this.group ? grouped(this.#list, this.group, this.#bounds, options) : this.#listed(options);
  }

  get #bounds() {
    const { from, to } = this.#trail.at(-1) ?? {};
    return { from, to };
  }

  async #listed(options) {
    const limit = this.#list.searchParams.get("limit") ?? PAGE;
    const list = new EventList(changed(this.#list, { ...this.#bounds, limit }), options);
    return (await list.load()) ? [list.element] : [make("p", { class: "notice" }, "No event matches.")];
  }

  /** Fills the strip. Without counts, as for a `src` that is no list of events, there is none. */
  async #density(signal) {
    const range = this.#trail.at(-1);
    // A day is one bar: it is shown among those around it.
    const pinned = range && range.first === range.last ? range.first : null;
    try {
      const shown = await density(this.#list, pinned === null ? range : this.#trail.at(-2), this.#isWhole, signal);
      this.#strip.element.hidden = !shown.bars.length && !shown.dates.length;
      this.#strip.show(shown, pinned);
      this.#sum(shown, pinned);
    } catch (error) {
      if (error.name !== "AbortError") this.#strip.element.hidden = true;
    }
  }

  #sum({ bars, total, coarser, earlier, later, unit }, pinned) {
    const number = pinned === null ? total : bars.find(({ first }) => first === pinned)?.count ?? 0;
    const rest = `, ${coarser.toLocaleString("en")} known less exactly than to the ${unit}`;
    this.#status.replaceChildren(apart(plural(number, "event"), coarser && pinned === null && rest));
    const beyond = [earlier && `${earlier} far earlier`, later && `${later} far later`].filter(Boolean).join(", ");
    if (beyond) this.#crumbs.append(button(apart(beyond), () => this.#widen()));
  }

  #widen() {
    this.#isWhole = true;
    this.#due();
  }
}

customElements.define("event-timeline", EventTimeline);
