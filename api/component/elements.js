// Elements of the page, and when to fill them.

/** An element with attributes and children; what is null, undefined or false is left out, text becomes text nodes. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => typeof child === "string" || child));
  return element;
}

/** Words in a direction of their own: English in a page that runs from right to left, Arabic in one that does not. */
export function apart(...children) {
  return make("bdi", {}, ...children);
}

export function button(words, act, attributes = {}) {
  const element = make("button", { type: "button", ...attributes }, words);
  element.addEventListener("click", act);
  return element;
}

export function plural(number, word) {
  return `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
}

/** Tells when an element is in view or soon will be, until the signal aborts. */
export function whenNear(element, signal, act) {
  const ahead = "1200px";
  const isSeen = (seen) => seen.some((one) => one.isIntersecting) && act();
  const watch = new IntersectionObserver(isSeen, { rootMargin: ahead, scrollMargin: ahead });
  watch.observe(element);
  signal.addEventListener("abort", () => watch.disconnect());
  return watch;
}

/** What stands where events will, so that nothing moves when they come. */
export function bones(number) {
  return Array.from({ length: number }, () => make("div", { class: "bone", "aria-hidden": "true" }, make("span")));
}

/** What is said when a request fails, with a button to try again. */
export function failure(error, retry) {
  const words = make("p", {}, "The events could not be loaded: ", error.message);
  const notice = make("div", { class: "notice", role: "alert" }, words);
  notice.append(button("Try again", () => (notice.remove(), retry()), { part: "button" }));
  return notice;
}
