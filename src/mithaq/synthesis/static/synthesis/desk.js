// Unsent text survives a lost connection, a closed lid and a crash: each field with data-keep is kept in this browser
// while it is written, and offered again when the page comes back without it.
const PREFIX = "mithaq-desk:";
const fields = [...document.querySelectorAll("textarea[data-keep]")];

const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; } },
  put(key, text, base) { try { localStorage.setItem(PREFIX + key, JSON.stringify({ text, base })); } catch { /* full or forbidden */ } },
  drop(key) { try { localStorage.removeItem(PREFIX + key); } catch { /* forbidden */ } },
};

// Spaces are gathered when a line is saved: what differs only in them is the same.
const plain = (text) => text.split(/\s+/).join(" ").trim();
const onPage = new Set(fields.map((field) => plain(field.defaultValue)));

for (const field of fields) {
  const key = field.dataset.keep;
  const kept = store.get(key);
  if (kept && (onPage.has(plain(kept.text)) || !plain(kept.text))) store.drop(key);
  else if (kept) offer(field, kept);
  let waiting;
  const keep = () => {
    clearTimeout(waiting);
    if (plain(field.value) === plain(field.defaultValue)) store.drop(key);
    else store.put(key, field.value, field.defaultValue);
  };
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 300); });
  field.addEventListener("change", keep);
  field.form?.addEventListener("submit", keep);
  window.addEventListener("pagehide", () => { if (field.value !== field.defaultValue) keep(); });
}

// The words of the offer stand in the page, in its language: the script says nothing itself.
function offer(field, kept) {
  const words = document.getElementById("kept-words");
  if (!words) return;
  const note = words.content.firstElementChild.cloneNode(true);
  const text = note.querySelector("[data-text]");
  text.textContent = kept.text;
  text.lang = field.lang;
  text.dir = field.dir || "auto";
  note.querySelector("[data-take]").addEventListener("click", () => {
    field.value = kept.text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    note.remove();
    field.focus();
  });
  note.querySelector("[data-drop]").addEventListener("click", () => {
    store.drop(field.dataset.keep);
    note.remove();
    field.focus();
  });
  field.before(note);
}
