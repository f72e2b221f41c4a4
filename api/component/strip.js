// The density strip: how many events lie where in time.

import { dayNumber, softness, ticks } from "./days.js";
import { sum } from "./density.js";
import { apart, make, plural } from "./elements.js";
import { softClasses } from "./events.js";

const LABEL = "Events over time. Enter zooms in, Escape out";
const LANES = 3;
const STEPS = {
  ArrowRight: 1, ArrowLeft: -1, ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity,
};
const POINTER = ["pointerdown", "pointermove", "pointerup", "pointerleave", "pointercancel"];

function drawn(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Bars in order of time, to point at and to zoom into; below them the events that are known less exactly. */
export class Strip {
  #bars = [];
  #at = 0;
  #pinned = null;
  #first = 0;
  #end = 1;
  #dragged = null;
  #all = drawn("path", { class: "all" });
  #chosen = drawn("path", { class: "chosen" });
  #lens = make("div", { class: "lens", hidden: true });
  #spans = make("div", { class: "spans", "aria-hidden": "true" });
  #axis = make("div", { class: "axis", "aria-hidden": "true" });
  #readout = make("p", { class: "readout", "aria-hidden": "true" });
  #plot = make("div", { class: "plot", part: "strip", role: "slider", tabindex: "0", "aria-label": LABEL });

  constructor(onZoom, onOut) {
    this.onZoom = onZoom;
    this.onOut = onOut;
    const chart = drawn("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" });
    chart.append(this.#all, this.#chosen);
    this.#plot.append(this.#lens, chart, this.#spans);
    this.element = make("div", { class: "strip" }, this.#readout, this.#plot, this.#axis);
    this.#plot.addEventListener("keydown", (event) => this.#key(event));
    this.#plot.addEventListener("focus", () => this.#plot.matches(":focus-visible") && this.#point(this.#at));
    this.#plot.addEventListener("blur", () => this.#point(null));
    for (const kind of POINTER) this.#plot.addEventListener(kind, (event) => this[kind](event));
  }

  /** Shows bars ({first, last, count, when}) between two days, and dates that lie in none. One bar may be set off. */
  show({ bars, first, last, dates }, pinned) {
    [this.#bars, this.#first, this.#end] = [bars, first, last + 1];
    const at = bars.findIndex((bar) => bar.first === pinned);
    [this.#at, this.#pinned] = [Math.max(0, at), at < 0 ? null : at];
    this.#all.setAttribute("d", this.#path(bars));
    this.#spread(dates);
    this.label();
    this.#plot.setAttribute("aria-valuemin", "0");
    this.#plot.setAttribute("aria-valuemax", String(Math.max(0, bars.length - 1)));
    this.#speak();
    this.#point(this.#plot.matches(":focus-visible") ? this.#at : null);
  }

  /** Labels the axis as close as its width allows. */
  label() {
    const most = Math.max(2, Math.floor(this.#plot.clientWidth / 84));
    const labels = ticks(this.#first, this.#end - 1, most).map(({ day, label }) => {
      const tick = make("span", { class: this.#across(day) > 0.9 ? "tick last" : "tick" }, label);
      tick.style.setProperty("inset-inline-start", `${this.#across(day) * 100}%`);
      return tick;
    });
    this.#axis.replaceChildren(...labels);
  }

  #path(bars) {
    const most = Math.max(1, ...this.#bars.map(({ count }) => count));
    const shapes = bars.map(({ first, last, count }) => {
      const [left, right] = [this.#across(first), this.#across(last + 1)];
      const gap = Math.min((right - left) * 0.2, 0.0025);
      return `M${left + gap / 2},1V${1 - Math.max(0.06, count / most)}H${right - gap / 2}V1Z`;
    });
    return shapes.join("");
  }

  /** How far along the strip a day begins, from 0 to 1. */
  #across(day) {
    return Math.min(1, Math.max(0, (day - this.#first) / (this.#end - this.#first)));
  }

  #place(element, from, to) {
    element.style.setProperty("inset-inline-start", `${from * 100}%`);
    element.style.setProperty("inline-size", `${(to - from) * 100}%`);
    return element;
  }

  /** Dates less exact than the bars, in as few rows as they fit without touching, their open ends soft. */
  #spread(dates) {
    const taken = Array.from({ length: LANES }, () => -1);
    const shown = [];
    for (const when of dates) {
      const soft = softness(when);
      const to = when.latest === null ? 1 : this.#across(dayNumber(when.latest) + 1);
      const from = when.earliest === null ? Math.max(0, to - 0.06) : this.#across(dayNumber(when.earliest));
      const lane = taken.findIndex((end) => from > end);
      if (lane < 0 || to <= from) continue;
      taken[lane] = to + 0.004;
      const span = make("span", { class: ["span", ...softClasses(soft)].join(" "), part: "span" });
      span.style.setProperty("--lane", lane);
      shown.push(this.#place(span, from, to));
    }
    this.#spans.replaceChildren(...shown);
  }

  #speak() {
    const bar = this.#bars[this.#at];
    this.#plot.setAttribute("aria-valuenow", String(this.#at));
    const words = bar ? `${bar.when.display}: ${plural(bar.count, "event")}` : "None that is known so exactly";
    this.#plot.setAttribute("aria-valuetext", words);
  }

  /** Sets off a bar, or those from one to another; for null the one that is pinned, if any. */
  #point(at, to = at) {
    const edges = at === null ? [this.#pinned, this.#pinned] : [Math.min(at, to), Math.max(at, to)];
    const bars = edges[0] === null ? [] : this.#bars.slice(edges[0], edges[1] + 1);
    this.#chosen.setAttribute("d", this.#path(bars));
    this.#lens.hidden = !bars.length;
    this.#readout.replaceChildren();
    if (!bars.length) return;
    this.#place(this.#lens, this.#across(bars[0].first), this.#across(bars.at(-1).last + 1));
    this.#readout.append(apart(make("b", {}, nameOf(bars)), ` ${plural(sum(bars), "event")}`));
  }

  get #isReversed() {
    return getComputedStyle(this.#plot).direction === "rtl";
  }

  #key(event) {
    const last = this.#bars.length - 1;
    const isAcross = ["ArrowLeft", "ArrowRight"].includes(event.key);
    const step = STEPS[event.key] * (isAcross && this.#isReversed ? -1 : 1);
    if (event.key in STEPS && last >= 0) {
      this.#at = Math.min(last, Math.max(0, this.#at + step));
      this.#speak();
      this.#point(this.#at);
    } else if (["Enter", " "].includes(event.key) && last >= 0) this.#zoom(this.#at, this.#at);
    else if (!["Escape", "Backspace"].includes(event.key) || !this.onOut()) return;
    event.preventDefault();
  }

  #zoom(from, to) {
    const bars = this.#bars.slice(from, to + 1);
    const [{ first, when }, end] = [bars[0], bars.at(-1)];
    this.onZoom({ from: when.edtf, to: end.when.edtf, first, last: end.last, label: nameOf(bars) });
  }

  /** The bar nearest to where a pointer is, -1 without bars. */
  #under(event) {
    const box = this.#plot.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const day = this.#first + (this.#isReversed ? 1 - share : share) * (this.#end - this.#first);
    const away = this.#bars.map(({ first, last }) => Math.max(first - day, day - last - 1, 0));
    return away.indexOf(Math.min(...away));
  }

  pointerdown(event) {
    const at = this.#under(event);
    if (event.button !== 0 || at < 0) return;
    this.#dragged = at;
    this.#plot.setPointerCapture(event.pointerId);
  }

  pointermove(event) {
    const at = this.#under(event);
    if (at >= 0) this.#point(this.#dragged ?? at, at);
  }

  pointerup(event) {
    if (this.#dragged === null) return;
    const edges = [this.#dragged, this.#under(event)];
    this.#dragged = null;
    this.#zoom(Math.min(...edges), Math.max(...edges));
  }

  pointerleave() {
    if (this.#dragged === null) this.#point(null);
  }

  pointercancel() {
    this.#dragged = null;
    this.#point(null);
  }
}

function nameOf(bars) {
  const [from, to] = [bars[0].when.display, bars.at(-1).when.display];
  return from === to ? from : `${from} to ${to}`;
}
