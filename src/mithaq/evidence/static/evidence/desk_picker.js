/* A list to choose from becomes a field to type in: it looks through the names in three languages at once. */

const MOST = 12;

/* As people type it: no vowel signs, one alef, one yeh, no article, no accents, small letters. */
export function folded(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
    .replace(/\u0649/g, "\u064a")
    .replace(/\u0629/g, "\u0647")
    .toLowerCase();
}

const bare = (word) => word.replace(/^\u0627\u0644(?=..)/, "");
const parts = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean).map(bare);

export function picker(select, { chosen, found }) {
  const choices = [...select.querySelectorAll("option")].filter((one) => one.value).map((one) => ({
    place: one.value, text: one.textContent, group: one.parentElement.label, words: parts(`${one.textContent} ${one.dataset.find}`),
  }));
  const input = document.createElement("input");
  const list = document.createElement("ul");
  input.type = "text";
  input.id = `${select.id}-text`;
  input.autocomplete = "off";
  input.dir = "auto";
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": `${select.id}-list`, "aria-describedby": select.getAttribute("aria-describedby") })) input.setAttribute(name, value);
  list.id = `${select.id}-list`;
  list.className = "desk-list";
  list.setAttribute("role", "listbox");
  const label = document.querySelector(`label[for="${select.id}"]`);
  label.htmlFor = input.id;
  label.id = `${select.id}-label`;
  list.setAttribute("aria-labelledby", label.id);
  list.hidden = true;
  select.parentElement.hidden = true;
  select.disabled = true;
  select.parentElement.before(input, list);

  let shown = [], at = -1;
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    shown = [];
    at = -1;
  }
  function point(to) {
    at = shown.length ? (to + shown.length) % shown.length : -1;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }
  function look() {
    const asked = parts(input.value);
    if (!asked.length) return close();
    const rank = ({ words }) => asked.reduce((sum, word) => sum + (words.includes(word) ? 2 : 1), 0);
    shown = choices.filter(({ words }) => asked.every((word) => words.some((one) => one.startsWith(word))));
    shown = shown.sort((a, b) => rank(b) - rank(a)).slice(0, MOST);
    list.replaceChildren(...shown.map((choice, place) => {
      const one = document.createElement("li");
      const group = document.createElement("span");
      one.id = `${list.id}-${place}`;
      one.setAttribute("role", "option");
      group.className = "meta";
      group.textContent = ` ${choice.group}`;
      one.append(choice.text, group);
      one.addEventListener("mousedown", (event) => { event.preventDefault(); take(choice); });
      return one;
    }));
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    found(shown.length);
    point(0);
    return undefined;
  }
  function take(choice) {
    input.value = "";
    close();
    chosen(choice);
  }
  input.addEventListener("input", look);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (at >= 0) take(shown[at]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.value = "";
      close();
      chosen(null);
    }
  });
  return input;
}
