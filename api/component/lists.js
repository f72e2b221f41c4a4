// Lists of events, page by page.

import { yearOf } from "./days.js";
import { button, failure, make, whenNear } from "./elements.js";
import { eventItem } from "./events.js";
import { read } from "./requests.js";

// Events that are laid out together. The browser skips those out of view, but for the first page, whose height counts.
const CHUNK = 20;

/** Events in order of time, under years. The list grows when its end comes near, or by a button named `more`. */
export class EventList {
  #next;
  #options;
  #isBusy = false;
  #isStarted = false;
  #year = { name: null, element: null };
  #chunk = null;
  #edtf = null;
  #more;
  #watch = null;

  constructor(url, options) {
    this.#next = url;
    this.#options = options;
    const words = options.more ?? "Show more events";
    this.#more = button(words, () => this.load(), { class: "more", part: "button", hidden: true });
    this.element = make("div", { class: options.more ? "list short" : "list" }, this.#more);
  }

  /** Loads the next page. Resolves to the number of its events; throws what the first page of all fails with. */
  async load() {
    if (this.#isBusy || !this.#next) return 0;
    this.#isBusy = true;
    try {
      const page = await read(this.#next, this.#options.signal);
      this.#next = page.next;
      this.#append(page.events);
      this.#isStarted = true;
      return page.events.length;
    } catch (error) {
      if (!this.#isStarted) throw error;
      if (error.name !== "AbortError") this.#more.before(failure(error, () => this.load()));
      return 0;
    } finally {
      this.#isBusy = false;
    }
  }

  #append(events) {
    const isAsked = this.#more.getRootNode().activeElement === this.#more;
    const items = events.map((event) => this.#add(event));
    this.#more.hidden = !this.#next;
    if (isAsked) items[0]?.querySelector("button").focus();
    if (!this.#options.more) this.#look();
  }

  #add(event) {
    const name = this.#options.more ? "" : yearOf(event.when);
    if (name !== this.#year.name) this.#open(name);
    if (!this.#chunk || this.#chunk.childElementCount >= CHUNK) {
      this.#chunk = this.#year.element.appendChild(make("ol", { class: this.#isStarted ? "chunk far" : "chunk" }));
    }
    const item = eventItem(event, event.when.edtf !== this.#edtf, this.#options);
    this.#edtf = event.when.edtf;
    this.#chunk.append(item);
    this.#chunk.style.setProperty("--items", this.#chunk.childElementCount);
    return item;
  }

  #open(name) {
    this.#year = { name, element: make("div", { class: "events" }) };
    this.#chunk = this.#edtf = null;
    const heading = name && make("h3", { part: "year-heading" }, name);
    this.#more.before(make("section", { class: "year", part: "year" }, heading || null, this.#year.element));
  }

  /** Watches the end anew after every page: one that is still in view is told of again. */
  #look() {
    this.#watch?.disconnect();
    if (this.#next) this.#watch = whenNear(this.#more, this.#options.signal, () => this.load());
  }
}
