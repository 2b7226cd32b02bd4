/* The coding desk by keyboard: what is decided is kept on the device first and sent behind the reader's back, and the
   next passages lie ready, so that accepting one shows the next at once. Without this script the page is a form. */

import { Outbox, newKey } from "./desk_outbox.js";
import { picker } from "./desk_picker.js";

const READY = 2; // passages that lie ready behind the one shown
const BEHIND = 30; // passages to go back to

const desk = document.getElementById("desk");
const place = document.getElementById("desk-place");
const live = document.getElementById("desk-live");
const said = document.getElementById("desk-words-said").dataset;
const query = desk.dataset.query ? `?${desk.dataset.query}` : "";
const versions = new Map(); // what this page made of a passage, where its card is older
let current = null, upcoming = [], behind = [], ended = false, fetching = false, waitsForCard = false, last = "";

const outbox = new Outbox({
  account: desk.dataset.account,
  institution: desk.dataset.institution,
  address: desk.dataset.act + query,
  after: () => (upcoming.length < READY + 1 && !ended ? chainEnd() : ""),
  told: heard,
});
const form = () => document.getElementById("desk-card");
const chainEnd = () => upcoming.at(-1)?.uid ?? last;
const tell = (text) => { live.textContent = ""; requestAnimationFrame(() => { live.textContent = text; }); };

/* A number in the digits of the one that stands there. */
function write(element, number) {
  const digits = /[٠-٩]/.test(element.textContent) ? "٠١٢٣٤٥٦٧٨٩" : "0123456789";
  element.textContent = String(number).replace(/[0-9]/g, (one) => digits[one]);
}

/* the card */

function cardOf() {
  const { uid, version } = form().dataset;
  return { uid, version: Number(version), html: place.innerHTML };
}

function ticks() {
  return [...place.querySelectorAll('input[name="yes"]')].map((box) => [box.value, box.checked]);
}

function show(card, { quiet = false, word = "" } = {}) {
  current = card;
  waitsForCard = false;
  place.innerHTML = card.html;
  if (card.ticks) {
    for (const [code, ticked] of card.ticks) {
      const box = boxOf(code);
      if (box) box.checked = ticked;
      else if (ticked) addRow(code, card.texts?.[code] ?? code);
    }
  }
  const address = new URL(location.href);
  address.searchParams.set("passage", card.uid);
  address.searchParams.delete("after");
  history.replaceState(null, "", address);
  document.querySelector(".desk-picker").hidden = false;
  const title = document.getElementById("desk-title");
  if (!quiet) title.focus({ preventScroll: true });
  if (!quiet) title.scrollIntoView({ block: "nearest" });
  tell(`${word} ${title.textContent}`.trim());
  if (performance.getEntriesByName("desk-key").length) performance.measure("desk-next", "desk-key");
  performance.clearMarks("desk-key");
}

function leave() {
  if (!current) return;
  const texts = Object.fromEntries([...place.querySelectorAll(".desk-code")].map((row) => [row.dataset.place, row.querySelector(".desk-label").textContent]));
  behind.push({ ...current, ticks: ticks(), texts });
  if (behind.length > BEHIND) behind.shift();
}

function advance(word = "", isSent = false) {
  leave();
  const next = upcoming.shift();
  if (next) {
    last = upcoming.length ? last : next.uid;
    show(next, { word });
  } else {
    last = current?.uid ?? last;
    current = null;
    if (ended) end();
    else {
      waitsForCard = true;
      tell(`${word} ${said.loading}`);
      place.setAttribute("aria-busy", "true");
    }
  }
  if (!isSent || waitsForCard || outbox.state) refill(); // else the answer to what was sent brings the next
}

function end() {
  place.replaceChildren(document.getElementById("desk-end").content.cloneNode(true));
  document.querySelector(".desk-picker").hidden = true;
  tell(place.textContent.trim());
}

function receive(card, after) {
  if (after !== chainEnd()) return;
  if (!card) {
    ended = true;
    if (waitsForCard) end();
    return;
  }
  place.removeAttribute("aria-busy");
  if (upcoming.some((one) => one.uid === card.uid) || card.uid === current?.uid) return;
  last = card.uid;
  if (waitsForCard) show(card);
  else upcoming.push(card);
}

async function refill() {
  if (fetching || ended || upcoming.length >= READY) return;
  fetching = true;
  const after = chainEnd();
  const address = new URL(desk.dataset.next + query, location.href);
  if (after) address.searchParams.set("after", after);
  try {
    const answer = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.ok) receive((await answer.json()).card, after);
    fetching = false;
    if (answer.ok && upcoming.length < READY && !ended) refill();
    else if (!answer.ok) setTimeout(refill, 3000);
  } catch {
    fetching = false;
    setTimeout(refill, 1500);
  }
}

/* what a person does */

function decide(verdicts, word) {
  if (!current) return;
  performance.mark("desk-key");
  const seen = Math.max(current.version, versions.get(current.uid) ?? 0);
  outbox.add({ do: "decide", key: newKey(), passage: current.uid, seen, verdicts });
  const mine = document.getElementById("desk-mine");
  mine.dataset.count = String(Number(mine.dataset.count) + 1);
  write(mine, mine.dataset.count);
  const left = document.getElementById("desk-left");
  if (left && !current.ticks) {
    left.dataset.count = String(Math.max(0, Number(left.dataset.count) - 1));
    write(left, left.dataset.count);
  }
  advance(word, true);
}

const accept = () => decide(ticks(), said.recorded);
const reject = () => decide(ticks().map(([code]) => [code, false]), said.recorded);
const next = () => { if (current) advance(); };

function back() {
  const before = behind.pop();
  if (!before) return tell(said.nothingBefore);
  if (current) upcoming.unshift({ ...current, ticks: ticks() });
  return show(before);
}

function undo() {
  const unsent = outbox.waiting().filter((item) => item.body.do === "decide").at(-1);
  if (unsent && unsent.body.key !== outbox.inFlight && outbox.state) {
    outbox.remove(unsent);
    const at = behind.findLastIndex((card) => card.uid === unsent.body.passage);
    if (at >= 0) {
      if (current) upcoming.unshift(current);
      show(behind.splice(at, 1)[0], { word: said.undone });
    }
    return;
  }
  outbox.add({ do: "undo", key: newKey(), passage: current?.uid ?? "" });
}

function cut(deed) {
  if (!current) return;
  const seen = Math.max(current.version, versions.get(current.uid) ?? 0);
  const body = { do: deed, key: newKey(), passage: current.uid, seen };
  if (deed === "split") body.at_char = Number(document.getElementById("desk-at")?.value ?? 0);
  outbox.add(body);
}

const DEEDS = { accept, reject, next, back, undo, split: () => cut("split"), merge: () => cut("merge") };

/* what the server answers */

function heard(what, item, answer) {
  if (what === "done") {
    const deed = item.body.do;
    if (deed === "decide") {
      versions.set(item.body.passage, item.body.seen + 1);
      if (answer.after) receive(answer.card, answer.after);
      refill();
    } else if (answer.card) {
      versions.set(answer.card.uid, answer.card.version);
      if (deed === "undo" && current && current.uid !== answer.card.uid) upcoming.unshift({ ...current, ticks: ticks() });
      if (deed !== "undo") upcoming = [];
      behind = behind.filter((card) => card.uid !== answer.card.uid);
      ended = false;
      last = upcoming.length ? last : answer.card.uid;
      place.removeAttribute("aria-busy");
      show(answer.card, { word: deed === "undo" ? said.undone : said.recorded });
      refill();
    }
  } else if (what === "conflict") {
    versions.set(item.body.passage, answer.conflict.version);
    drawConflicts();
    tell(document.getElementById("desk-conflicts").textContent.trim().slice(0, 200));
  } else if (what === "refused") {
    drawConflicts();
    tell(answer.why);
    if (item.body.do !== "decide") sayRefused(answer.why);
  }
  drawBanner();
}

function drawBanner() {
  const waiting = outbox.waiting().length;
  const banner = document.getElementById("desk-banner");
  write(document.getElementById("desk-waiting"), waiting);
  const why = { offline: said.offline, "signed-out": said.signedOut }[outbox.state] ?? "";
  document.getElementById("desk-why").textContent = why;
  const wasHidden = banner.hidden;
  banner.hidden = waiting === 0 || (!why && waiting < 3);
  if (wasHidden && !banner.hidden) tell(banner.textContent.trim());
}

function sayRefused(why) {
  const note = document.createElement("p");
  note.className = "note refusal";
  note.textContent = why;
  document.getElementById("desk-conflicts").prepend(note);
  setTimeout(() => note.remove(), 20000);
}

function drawConflicts() {
  const where = document.getElementById("desk-conflicts");
  where.replaceChildren(...outbox.conflicts().map((item) => {
    const box = document.createElement("section");
    if (item.conflict) box.innerHTML = item.conflict.html;
    else {
      box.className = "note refusal";
      box.textContent = `${said.refused} ${item.why}`;
    }
    const choose = document.getElementById("desk-choose").content.cloneNode(true);
    const mine = choose.querySelector('[data-choose="mine"]');
    if (item.conflict?.is_current) {
      mine.addEventListener("click", () => {
        outbox.remove(item);
        outbox.add({ ...item.body, key: newKey(), seen: item.conflict.version });
        drawConflicts();
      });
    } else mine.remove();
    choose.querySelector('[data-choose="theirs"]').addEventListener("click", () => {
      outbox.remove(item);
      drawConflicts();
      document.getElementById("desk-title")?.focus();
    });
    box.append(choose);
    return box;
  }));
}

/* codes */

const boxes = () => [...place.querySelectorAll('input[name="yes"]')];
const boxOf = (code) => boxes().find((box) => box.value === code);

function onlyOne(box) {
  const [scheme] = box.value.split(":");
  if (!box.checked || (scheme !== "act" && scheme !== "speaker")) return;
  for (const other of boxes()) if (other !== box && other.value.startsWith(`${scheme}:`)) other.checked = false;
}

function toggle(box) {
  box.checked = !box.checked;
  onlyOne(box);
  box.focus();
  tell(`${box.closest("li").querySelector(".desk-said").textContent.trim()}: ${box.checked ? said.on : said.off}`);
}

function addRow(code, text) {
  const rows = place.querySelectorAll(".desk-code");
  const number = rows.length + 1;
  const row = document.getElementById("desk-row").content.cloneNode(true).firstElementChild;
  row.dataset.number = String(number);
  row.dataset.place = code;
  row.querySelector('input[type="hidden"]').value = code;
  const box = row.querySelector('input[type="checkbox"]');
  box.value = code;
  box.id = `desk-yes-${number}`;
  row.querySelector("label").htmlFor = box.id;
  row.querySelector(".desk-number bdi").textContent = String(number);
  row.querySelector(".desk-label").textContent = text;
  document.getElementById("desk-codes").append(row);
  onlyOne(box);
  return box;
}

const field = picker(document.getElementById("desk-add"), {
  found: (count) => tell(count ? `${said.found} ${count}` : said.noneFound),
  chosen(choice) {
    if (!choice) return document.getElementById("desk-title")?.focus();
    const there = boxOf(choice.place);
    if (there) {
      there.checked = true;
      onlyOne(there);
    }
    (there ?? addRow(choice.place, choice.text)).focus();
    return tell(`${said.added} ${choice.text}`);
  },
});

/* what speaks for a code */

function spotlight(row) {
  const number = row?.dataset.number;
  const marks = [...place.querySelectorAll("mark[data-codes]")];
  for (const mark of marks) mark.classList.toggle("desk-speaks", mark.dataset.codes.split(" ").includes(number));
  place.classList.toggle("desk-pointing", marks.some((mark) => mark.classList.contains("desk-speaks")));
}
place.addEventListener("focusin", (event) => spotlight(event.target.closest(".desk-code")));
place.addEventListener("focusout", () => spotlight(null));
place.addEventListener("mouseover", (event) => spotlight(event.target.closest(".desk-code") ?? document.activeElement?.closest?.(".desk-code")));
place.addEventListener("change", (event) => {
  if (event.target.name === "yes") onlyOne(event.target);
  if (event.target.id === "desk-at") pointAtWord();
});

/* splitting: the caret or the selection says where, else the list of words */

function textNodes() {
  const walk = document.createTreeWalker(document.getElementById("desk-words"), NodeFilter.SHOW_TEXT);
  const found = [];
  let at = 0;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest("sup")) continue;
    const length = [...node.data].length;
    found.push({ node, at, length });
    at += length;
  }
  return found;
}

function caret() {
  const picked = getSelection();
  const stretch = picked?.rangeCount ? textNodes().find(({ node }) => node === picked.anchorNode) : null;
  return stretch ? stretch.at + [...stretch.node.data.slice(0, picked.anchorOffset)].length : -1;
}

function pointAtWord() {
  const list = document.getElementById("desk-at");
  if (!list || !window.Highlight) return;
  const from = Number(list.value), to = Number(list.options[list.selectedIndex + 1]?.value ?? 1e9);
  const ranges = textNodes().filter(({ at, length }) => at < to && at + length > from).map(({ node, at, length }) => {
    const range = new Range();
    const letters = [...node.data];
    range.setStart(node, letters.slice(0, Math.max(0, from - at)).join("").length);
    range.setEnd(node, letters.slice(0, Math.min(length, to - at)).join("").trimEnd().length);
    return range;
  });
  CSS.highlights.set("desk-split", new Highlight(...ranges));
}

function chooseWord() {
  const list = document.getElementById("desk-at");
  if (!list) return;
  document.getElementById("desk-cut").open = true;
  const at = caret();
  if (at > 0) list.value = String([...list.options].map((one) => Number(one.value)).findLast((start) => start <= at) ?? list.value);
  list.focus();
  pointAtWord();
}

/* keys: by the letter where it is Latin, by its place on the board where the board writes another script */

function letter(event) {
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  if (event.key === "?" || event.key === "؟") return "?";
  if (event.key === "/") return "/";
  if (/^(Digit|Numpad)[1-9]$/.test(event.code)) return event.code.slice(-1);
  if (event.code === "Slash") return event.shiftKey ? "?" : "/";
  if (/^Key[A-Z]$/.test(event.code) && event.key.length === 1 && event.key > "\u024f") return event.code[3].toLowerCase();
  return event.key;
}

function move(step) {
  const all = boxes();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length].focus();
}

function help() {
  const keys = document.getElementById("desk-help");
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

const KEYS = {
  a: accept, Enter: accept, r: reject, n: next, j: next, k: back, u: undo, s: chooseWord, m: () => cut("merge"),
  p: () => field.focus(), "/": () => field.focus(), "?": help, ArrowDown: () => move(1), ArrowUp: () => move(-1),
};

const keysOn = document.getElementById("desk-keys-on");
document.getElementById("desk-keys-line").hidden = false;
try { keysOn.checked = localStorage.getItem("mithaq.desk.keys") !== "off"; } catch { /* kept for this page */ }
keysOn.addEventListener("change", () => {
  try { localStorage.setItem("mithaq.desk.keys", keysOn.checked ? "on" : "off"); } catch { /* kept for this page */ }
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && event.key === "Enter") return;
  const on = event.target;
  if (on.id === "desk-at" && (event.key === "Enter" || event.key === "Escape")) {
    event.preventDefault();
    CSS.highlights?.delete("desk-split");
    if (event.key === "Enter") cut("split");
    document.getElementById("desk-title").focus();
    return;
  }
  if (!keysOn.checked || on.closest("select, textarea, input:not([type=checkbox])")) return;
  if (on.closest("a, button, summary") && (event.key === "Enter" || event.key === " ")) return;
  const known = letter(event);
  const deed = /^[1-9]$/.test(known) ? () => boxes()[Number(known) - 1] && toggle(boxes()[Number(known) - 1]) : KEYS[known];
  if (!deed) return;
  event.preventDefault();
  deed();
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "desk-card") return;
  event.preventDefault();
  DEEDS[event.submitter?.value ?? "accept"]?.();
});

for (const link of document.querySelectorAll('.who a[href*="/account/logout/"]'))
  link.addEventListener("click", (event) => {
    if (outbox.items().length && !confirm(said.leave)) event.preventDefault();
    else outbox.clear();
  });

/* begin */

if (form()) {
  const first = cardOf();
  last = first.uid;
  const isSent = outbox.waiting().some((item) => item.body.do === "decide" && item.body.passage === first.uid);
  show(first, { quiet: true });
  if (isSent) advance();
} else ended = true;
if (outbox.conflicts().length) drawConflicts();
drawBanner();
outbox.soon(0);
refill();
