// What pages do more where scripts run: the timeline's range in the address, a text read while it is written.

const QUIET_MS = 400;

/** Keeps the address, and the fields that show it, in step with what the timeline shows. */
function follow(timeline) {
  const asked = new URL(location.href).searchParams;
  const own = { from: asked.get("from"), to: asked.get("to") };
  timeline.addEventListener("timeline-range", ({ detail }) => {
    set({ from: detail?.from ?? own.from, to: detail?.to ?? own.to });
  });
  new MutationObserver(() => set({ group: timeline.group })).observe(timeline, { attributeFilter: ["group"] });
}

function set(parameters) {
  const url = new URL(location.href);
  url.searchParams.delete("cursor");
  for (const [name, value] of Object.entries(parameters)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
    const field = document.getElementById(`field-${name}`);
    if (field) field.value = value ?? "";
  }
  history.replaceState(null, "", url);
}

/** Has the server read a text whenever its writer pauses, and shows its answer in place of the last one. */
function readAlong(form) {
  let pause = null;
  let asked = null;
  const result = document.getElementById("result");
  const read = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      result.replaceChildren(...page.getElementById("result").childNodes);
    } catch (error) {
      // What was asked before is of no interest any more; without an answer the last one stays.
      if (error.name !== "AbortError") result.setAttribute("aria-busy", "false");
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(read, QUIET_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    read();
  });
}

/** Leaves out of the address what is not filled in. */
function shorten(form) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
}

const timeline = document.querySelector("event-timeline");
if (timeline) follow(timeline);
const written = document.querySelector("form.try-out");
if (written) readAlong(written);
document.querySelectorAll("form.filter").forEach(shorten);

// What stands over an expression can be sent away without leaving it (WCAG 2.2, 1.4.13).
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("no-tips");
});
const bring = (event) => event.target.matches?.(".timex") && document.body.classList.remove("no-tips");
for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, bring);
