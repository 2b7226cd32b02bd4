// The editor of charters: numbers beside the lines, marks where something is wrong, and a text nobody loses.
const form = document.getElementById("editor");
const area = document.getElementById("id_text");
const gutter = form.querySelector(".line-numbers");
const check = document.getElementById("check");
const place = `mithaq-draft-${form.dataset.draft}`;
// A form that came back was not saved: what it holds is kept like what was typed.
const saved = form.dataset.unsaved ? {} : { text: area.defaultValue, title: form.elements.title.defaultValue };
let sending = false;

document.documentElement.classList.add("has-script");
gutter.hidden = false;

const faulty = () => {
  const found = new Map();
  for (const one of check.querySelectorAll("[data-line]")) {
    const line = Number(one.dataset.line);
    const grave = one.classList.contains("check-error");
    if (grave || !found.has(line)) found.set(line, grave ? "has-error" : "has-warning");
  }
  return found;
};

const number = () => {
  const count = area.value.split("\n").length;
  const marked = faulty();
  const rows = document.createDocumentFragment();
  for (let n = 1; n <= count; n += 1) {
    const row = document.createElement("div");
    row.textContent = String(n);
    if (marked.has(n)) row.className = marked.get(n);
    rows.append(row);
  }
  gutter.replaceChildren(rows);
  gutter.style.blockSize = `${area.clientHeight}px`;
  gutter.scrollTop = area.scrollTop;
};

const goTo = (line, column) => {
  const lines = area.value.split("\n");
  const at = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const end = at + (lines[line - 1] ?? "").length;
  area.focus();
  area.setSelectionRange(Math.min(at + column - 1, end), end);
  area.scrollTop = Math.max(0, (line - 6) * 24);
};

check.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#line-']");
  if (!link) return;
  event.preventDefault();
  const { line, column } = link.closest("[data-line]").dataset;
  goTo(Number(line), Number(column));
});

// What was typed and not saved stays in this browser, until it is saved or forgotten.
const keep = () => {
  try {
    if (area.value === saved.text && form.elements.title.value === saved.title) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify({ text: area.value, title: form.elements.title.value }));
  } catch {
    // A browser that keeps nothing still saves by the button.
  }
};

const kept = () => {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null");
  } catch {
    return null;
  }
};

const offer = document.getElementById("kept-text");
const before = kept();
if (before && (before.text !== area.value || before.title !== form.elements.title.value)) offer.hidden = false;
else keep();

offer.querySelector("[data-restore]").addEventListener("click", () => {
  area.value = before.text;
  form.elements.title.value = before.title;
  offer.hidden = true;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
});
offer.querySelector("[data-forget]").addEventListener("click", () => {
  offer.hidden = true;
  keep();
  area.focus();
});

area.addEventListener("input", () => {
  number();
  keep();
});
form.elements.title.addEventListener("input", keep);
area.addEventListener("scroll", () => {
  gutter.scrollTop = area.scrollTop;
});
new ResizeObserver(number).observe(area);
document.body.addEventListener("htmx:afterSwap", number);
// What was typed before the scripts came, or filled in again by the browser, is checked as well.
const typedBefore = () => {
  if (area.value !== area.defaultValue) area.dispatchEvent(new Event("unchecked"));
};
document.body.addEventListener("htmx:load", typedBefore, { once: true });
form.addEventListener("submit", () => {
  sending = true;
});
addEventListener("beforeunload", (event) => {
  if (!sending && area.value !== saved.text) event.preventDefault();
});
number();
