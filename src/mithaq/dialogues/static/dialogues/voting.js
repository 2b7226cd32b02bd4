// Answering without waiting: the next statement is there while the answer is sent. What the house has not confirmed yet
// is kept by this tab and sent again, also after a reload; sent twice it counts once. Without script the form does the
// same, one page a statement.
(() => {
  const form = document.getElementById("statement-form");
  if (!form) return;
  const by = (id) => document.getElementById(id);
  const said = {};
  for (const one of by("voting-words").content.querySelectorAll("[data-say]")) said[one.dataset.say] = one.textContent;
  const say = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
  const figure = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`);
  const isolated = (text) => `\u2068${text}\u2069`;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const statement = by("statement");
  const buttons = Object.fromEntries([...form.querySelectorAll(".answer")].map((one) => [one.value, one]));
  const labels = Object.fromEntries(Object.entries(buttons).map(([name, one]) => [name, one.querySelector("span").textContent]));
  const VOTE = form.action.replace(/cast\/$/, "vote/");
  const TRIES = [1000, 2000, 5000, 10000, 20000];

  // ------------------------------------------------------------------ what is shown

  const read = () => {
    if (!form.elements.statement.value) return null;
    const text = statement.querySelector("p");
    const told = { uid: form.elements.statement.value, text: text.textContent, language: text.lang, direction: text.dir };
    if (!by("original").hidden) {
      const words = by("original").querySelector("p");
      const name = by("original").querySelector(".tongue").textContent;
      told.original = { text: words.textContent, language: words.lang, direction: words.dir, name };
    }
    const before = Object.keys(buttons).find((one) => buttons[one].hasAttribute("aria-current"));
    return before ? { ...told, before } : told;
  };

  let current = read();
  let queue = JSON.parse(form.dataset.ahead);
  let last = null; // what was answered last, to undo
  let waiting = []; // answers not confirmed, the oldest first: the last one to a statement is the one that stands
  const skipped = [...form.querySelectorAll("[name=skip]")].map((one) => one.value);

  const put = (element, { text, language, direction }) => {
    element.textContent = text;
    element.lang = language;
    element.dir = direction;
  };

  const show = (next) => {
    current = next;
    by("ballot").hidden = !next;
    if (!next) return;
    by("finished").hidden = true;
    form.elements.statement.value = next.uid;
    put(statement.querySelector("p"), next);
    const original = by("original");
    original.open = false;
    original.hidden = !next.original;
    if (next.original) {
      put(original.querySelector("p"), next.original);
      original.querySelector(".tongue").textContent = next.original.name;
      original.querySelector(".tongue").lang = next.original.language;
    }
    mark(next.before);
    by("before").hidden = !next.before;
    by("report").href = `${VOTE}${next.uid}/report/`;
    statement.classList.remove("is-new");
    void statement.offsetWidth; // so that the fading begins anew
    statement.classList.add("is-new");
    statement.focus({ preventScroll: true });
  };

  const mark = (chosen) => {
    for (const [name, one] of Object.entries(buttons)) {
      if (name === chosen) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  };

  const tell = (key, facts) => {
    by("said").textContent = say(said[key], facts);
  };

  const count = ({ answered, of }) => {
    by("progress").textContent = say(said.progress, { done: figure.format(answered), all: figure.format(of) });
    by("progress-bar").max = of;
    by("progress-bar").value = answered;
  };

  const refuse = (sentence) => {
    by("refused").hidden = !sentence;
    by("refused").querySelector("p").textContent = sentence;
  };

  // The next one that is not on its way to the house: of those put off one only where there is no other.
  const following = () => {
    const gone = new Set(waiting.map((one) => one.uid));
    queue = queue.filter((one) => !gone.has(one.uid));
    const place = queue.findIndex((one) => !skipped.includes(one.uid));
    return queue.splice(Math.max(place, 0), 1)[0] ?? null;
  };

  const finish = () => {
    if (current || waiting.length) return;
    by("finished").hidden = false;
    tell("finished", {});
  };

  // ------------------------------------------------------------------ what is sent

  // By person: in this tab another may take part after somebody whose answers could not be sent.
  const WAITING = "mithaq-waiting:";
  const KEPT = `${WAITING}${form.dataset.who}:${form.action}`;
  let sending = false;
  let tries = 0;
  let timer = 0;

  const keep = () => {
    try {
      if (waiting.length) sessionStorage.setItem(KEPT, JSON.stringify(waiting));
      else sessionStorage.removeItem(KEPT);
    } catch {
      // a browser that keeps nothing: the answers wait in the page
    }
  };

  const send = async () => {
    clearTimeout(timer);
    if (sending || !waiting.length) return;
    sending = true;
    const one = waiting[0];
    let told = null;
    let status = 0;
    try {
      const body = new URLSearchParams({ statement: one.uid, answer: one.answer });
      for (const uid of skipped) body.append("skip", uid);
      const headers = { Accept: "application/json", "X-CSRFToken": token };
      const answer = await fetch(form.action, { method: "POST", body, headers, credentials: "same-origin", redirect: "error" });
      status = answer.status;
      told = await answer.json();
    } catch {
      told = null; // no connection, or an answer that is none of ours
    }
    sending = false;
    if (told && status === 200) taken(told);
    else if (!told || status === 429 || status >= 500) later(told, status);
    else refused(told);
  };

  const taken = (told) => {
    waiting.shift();
    keep();
    tries = 0;
    by("offline").hidden = true;
    refuse("");
    count(told);
    queue = told.ahead.filter((one) => one.uid !== current?.uid);
    if (!current && !waiting.length) show(following());
    finish();
    send();
  };

  const later = (told, status) => {
    const slower = status === 429 && told;
    if (slower) refuse(told.error);
    else by("offline").hidden = false;
    timer = setTimeout(send, slower ? told.wait * 1000 : TRIES[Math.min(tries++, TRIES.length - 1)]);
  };

  // Closed, no statement any more, or not known any more: to send it again would not help.
  const refused = (told) => {
    waiting.shift();
    keep();
    by("offline").hidden = true;
    refuse(told.error ?? said.lost);
    if (!current && !waiting.length) location.assign(VOTE);
    send();
  };

  // ------------------------------------------------------------------ what a person does

  const answer = (name) => {
    if (!current) return;
    const one = current;
    waiting.push({ uid: one.uid, answer: name });
    keep();
    last = { ...one, before: name };
    by("undo").hidden = false;
    by("undo-said").textContent = say(said.last, { answer: isolated(labels[name]) });
    put(by("undo-text"), one);
    by("undo-link").href = `${VOTE}${one.uid}/`;
    show(following());
    if (current) tell("kept", { answer: labels[name], text: current.text });
    send();
  };

  const undo = () => {
    if (!last) return;
    const again = last;
    last = null;
    if (current) queue.unshift(current);
    by("undo").hidden = true;
    show(again);
    tell("again", { text: again.text });
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "answer") answer(event.submitter.value);
  });
  by("undo-link").addEventListener("click", (event) => {
    if (!last || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    undo();
  });
  by("later").addEventListener("click", (event) => {
    event.preventDefault();
    skipped.push(current.uid);
    const next = following();
    if (next) {
      show(next);
      tell("next", { text: next.text });
    } else {
      location.assign(`${VOTE}?${new URLSearchParams(skipped.slice(-20).map((uid) => ["skip", uid]))}`);
    }
  });

  // Single figures: screen readers keep them for themselves unless they hand keys to the page; and they can be turned off.
  const NO_KEYS = "mithaq-no-keys";
  const stored = (act) => {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  };
  let keys = !stored((store) => store.getItem(NO_KEYS));
  const settle = () => {
    form.classList.toggle("has-keys", keys);
    by("keys-how").hidden = !keys;
    by("keys-switch").textContent = by("keys-switch").dataset[keys ? "off" : "on"];
    for (const one of Object.values(buttons)) {
      if (keys) one.setAttribute("aria-keyshortcuts", one.querySelector("kbd").textContent);
      else one.removeAttribute("aria-keyshortcuts");
    }
  };
  by("keys").hidden = false;
  by("keys-switch").addEventListener("click", () => {
    keys = !keys;
    stored((store) => (keys ? store.removeItem(NO_KEYS) : store.setItem(NO_KEYS, "1")));
    settle();
  });
  settle();
  const KEYS = { 1: "agree", 2: "disagree", 3: "pass" };
  document.addEventListener("keydown", (event) => {
    if (!keys || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target.closest("input:not([type=hidden]), textarea, select")) return;
    if (event.key === "0" && last) undo();
    else if (event.key in KEYS && current) answer(KEYS[event.key]);
    else return;
    event.preventDefault();
  });

  window.addEventListener("online", send);
  window.addEventListener("offline", () => (by("offline").hidden = false));
  window.addEventListener("beforeunload", (event) => {
    if (waiting.length) event.preventDefault();
  });

  // What an earlier page of this tab could not send.
  try {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(WAITING) && name.endsWith(form.action) && name !== KEPT) sessionStorage.removeItem(name);
    }
    waiting = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]").filter((one) => one.uid && one.answer in buttons);
  } catch {
    waiting = [];
  }
  if (waiting.some((one) => one.uid === current?.uid && !current.before)) show(following());
  send();
})();
