// Sends the form of an operation and shows the answer below it.
"use strict";

function request(form) {
  const query = new URLSearchParams();
  const options = { method: form.dataset.method.toUpperCase(), headers: {} };
  let path = form.dataset.path;
  for (const field of form.querySelectorAll("[data-in]")) {
    if (field.value === "") continue;
    if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    if (field.dataset.in === "query") query.set(field.name, field.value);
    if (field.dataset.in === "header") options.headers[field.name] = field.value;
    if (field.dataset.in === "token") options.headers.Authorization = `Bearer ${field.value}`;
    if (field.dataset.in === "body") {
      options.headers["Content-Type"] = field.dataset.type;
      options.body = field.value;
    }
  }
  const asked = query.toString();
  return [asked ? `${path}?${asked}` : path, options];
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const [url, options] = request(form);
  const output = form.querySelector("output");
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(url, options);
    const body = await answer.text();
    const isJson = /json$/.test(answer.headers.get("Content-Type") || "");
    const shown = isJson ? JSON.stringify(JSON.parse(body), null, 2) : body;
    output.textContent = `${options.method} ${url}\n${answer.status} ${answer.statusText}\n\n${shown}`;
  } catch (error) {
    output.textContent = `${options.method} ${url}\n${error}`;
  }
  button.disabled = false;
}

for (const form of document.querySelectorAll("form[data-path]")) form.addEventListener("submit", send);
