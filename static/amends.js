// What pages need of JavaScript. Every page works without it.
//
// GOV.UK Frontend's own script is fetched only by a page that has one of the components below, so
// that a first visit stays small; the few that nearly every page has are started here.

const RARE = [
  "[data-module=govuk-accordion]",
  "[data-module=govuk-character-count]",
  "[data-module=govuk-file-upload]",
  "[data-module=govuk-tabs]",
  "[data-module=govuk-checkboxes]:has([data-aria-controls])",
  "[data-module=govuk-radios]:has([data-aria-controls])",
].join(",");

const PHONE = window.matchMedia("(max-width: 48em)");

// Runs `start` once for each element, however often its region is swapped or morphed.
const started = new WeakSet();
const each = (root, selector, start) => {
  const found = [...root.querySelectorAll(selector)];
  if (root.matches?.(selector)) found.unshift(root);
  for (const element of found) {
    if (started.has(element)) continue;
    started.add(element);
    start(element);
  }
};

const focusOn = (element) => {
  if (!element) return false;
  if (!element.matches("a[href],button,input,select,textarea,summary,[tabindex]")) {
    element.setAttribute("tabindex", "-1");
  }
  element.focus();
  return document.activeElement === element;
};

// The service navigation folds on a phone. Without JavaScript it stands open.
const startNavigation = (bar) => {
  const toggle = bar.querySelector(".govuk-js-service-navigation-toggle");
  const list = toggle && document.getElementById(toggle.getAttribute("aria-controls"));
  if (!list) return;
  const show = (open) => {
    list.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
  };
  const fit = () => {
    toggle.hidden = !PHONE.matches;
    show(!PHONE.matches);
  };
  toggle.addEventListener("click", () => show(list.hidden));
  PHONE.addEventListener("change", fit);
  fit();
};

// A link of the error summary goes to the field and shows its label or legend.
const startErrorSummary = (summary) => {
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const fieldset = field.closest("fieldset");
    const heading = fieldset?.querySelector("legend") ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    (heading ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
};

const startPassword = (wrapper) => {
  const input = wrapper.querySelector("input");
  const button = wrapper.querySelector("button");
  if (!input || !button) return;
  const status = document.createElement("div");
  status.className = "govuk-visually-hidden";
  status.setAttribute("role", "status");
  wrapper.append(status);
  const show = (open) => {
    input.type = open ? "text" : "password";
    button.textContent = open ? "Hide" : "Show";
    button.setAttribute("aria-label", open ? "Hide password" : "Show password");
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = input.type === "password";
    show(open);
    status.textContent = open ? "Your password is visible" : "Your password is hidden";
  });
  input.form?.addEventListener("submit", () => show(false));
};

// A button that says data-copy="#id" copies the text or value of that element.
const startCopy = (button) => {
  if (!navigator.clipboard) return;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    button.textContent = "Copied";
    window.setTimeout(() => (button.textContent = words), 4000);
  });
};

// The days of a month or week: one stop for Tab, and arrow keys from day to day. On a phone they
// are a list, and every day is a stop.
const daysOf = (table) =>
  [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.querySelector(".app-day")));
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const stopAt = (table, chosen) => {
  for (const day of daysOf(table).flat()) day.tabIndex = PHONE.matches || day === chosen ? 0 : -1;
};
const startDays = (table) => {
  const choose = () => stopAt(table, table.querySelector(".is-today .app-day, td:not(.is-out) .app-day"));
  PHONE.addEventListener("change", choose);
  choose();
  table.addEventListener("keydown", (event) => {
    const by = ARROWS[event.key];
    const weeks = daysOf(table);
    const from = weeks.flat().indexOf(event.target);
    if (!by || from < 0 || PHONE.matches || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = weeks.flat()[from + by[0] * 7 + by[1]];
    if (!to) return;
    event.preventDefault();
    stopAt(table, to);
    to.focus();
  });
};

const start = async (root) => {
  each(root, "[data-module=govuk-service-navigation]", startNavigation);
  each(root, "[data-module=govuk-error-summary]", startErrorSummary);
  each(root, "[data-module=govuk-password-input]", startPassword);
  each(root, "[data-copy]", startCopy);
  each(root, "[data-days]", startDays);
  const rare = [];
  each(root, RARE, (element) => rare.push(element));
  if (rare.length) {
    const { initAll } = await import(document.getElementById("amends").dataset.govuk);
    for (const element of rare) initAll({ scope: element.parentElement });
  }
};

// What was said comes first: a problem, then good news. Then what the new content points at.
const sayFirst = () => focusOn(document.querySelector("#said .govuk-error-summary, #said [role=alert][tabindex]"));

// One form, one sending: a second press within a second is the same press.
let last = null;
document.addEventListener("submit", (event) => {
  const again = last && last.form === event.target && event.timeStamp - last.at < 1000;
  if (again && event.target.method === "post") event.preventDefault();
  else last = { form: event.target, at: event.timeStamp };
}, true);

start(document);
sayFirst();

document.addEventListener("htmx:after:settle", (event) => start(event.target));
document.addEventListener("htmx:after:swap", () => {
  start(document);
  if (sayFirst()) return;
  const wanted = document.querySelector("[data-focus]");
  wanted?.removeAttribute("data-focus");
  focusOn(wanted);
});
// What was said of the last thing done is stale once somebody asks for something else; a region
// that fills itself leaves it standing.
const BY_A_PERSON = new Set(["change", "click", "input", "submit"]);
document.addEventListener("htmx:before:request", (event) => {
  if (BY_A_PERSON.has(event.detail.ctx.sourceEvent?.type)) document.getElementById("said")?.replaceChildren();
});
// A region that says data-refresh asks for itself anew when somebody comes back to the page.
let left = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) left = Date.now();
  else if (Date.now() - left > 60000) {
    document.querySelectorAll("[data-refresh]").forEach((region) => window.htmx?.trigger(region, "refresh"));
  }
});
// No answer at all: say so, and leave what was typed alone.
document.addEventListener("htmx:error", () => {
  const said = document.getElementById("said");
  if (!said) return;
  const box = document.createElement("div");
  box.className = "govuk-notification-banner app-banner--problem";
  box.setAttribute("role", "alert");
  box.setAttribute("tabindex", "-1");
  const words = document.createElement("p");
  words.className = "govuk-notification-banner__heading";
  words.textContent = "The portal did not answer. What you typed is still here: check your connection, then try again.";
  const content = document.createElement("div");
  content.className = "govuk-notification-banner__content";
  content.append(words);
  box.append(content);
  said.replaceChildren(box);
  box.focus();
});
