// Sends the files of the deposit page in pieces. Without it the form is sent as it is, and does the same at once.
(() => {
  const form = document.querySelector("form[data-uploads]");
  const input = form && form.querySelector("input[type=file]");
  if (!input || !window.crypto?.subtle || !window.fetch) return;

  const said = { ...form.dataset };
  for (const one of document.getElementById("upload-words").content.querySelectorAll("[data-say]")) said[one.dataset.say] = one.textContent;
  const PIECE = Number(said.piece);
  const LANGUAGE = document.documentElement.lang;
  const DRAFT = `draft:${location.pathname}`;
  const entries = []; // {file, state: waiting | sending | done | refused, sent, row, bar, words}
  let running = false;

  const say = (text, facts = {}) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
  const share = (part, whole) =>
    new Intl.NumberFormat(`${LANGUAGE}-u-nu-latn`, { style: "percent" }).format(whole ? part / whole : 1);
  const made = (tag, css, text) => {
    const element = document.createElement(tag);
    if (css) element.className = css;
    if (text) element.textContent = text;
    return element;
  };
  const wait = (seconds) =>
    new Promise((done) => {
      const timer = setTimeout(go, seconds * 1000);
      function go() {
        clearTimeout(timer);
        window.removeEventListener("online", go);
        done();
      }
      window.addEventListener("online", go);
    });

  // ------------------------------------------------------------------ the page

  const field = input.closest(".field");
  const drop = made("div", "drop", said.drop);
  const box = made("section", "uploads");
  box.hidden = true;
  box.setAttribute("aria-label", said.list);
  const list = made("ul");
  const whole = made("progress");
  whole.setAttribute("aria-label", said.list);
  whole.hidden = true;
  const live = made("p", "meta");
  live.setAttribute("role", "status");
  const alert = made("p", "field-error");
  alert.setAttribute("role", "alert");
  box.append(list, whole);
  field.append(drop);
  field.after(box, alert, live);

  const show = (entry, state, words) => {
    entry.state = state;
    entry.row.classList.toggle("is-refused", state === "refused");
    entry.row.classList.toggle("is-done", state === "done");
    entry.bar.hidden = state !== "sending";
    entry.bar.value = entry.sent;
    entry.words.textContent = words;
    entry.remove.hidden = state === "sending" || state === "done";
  };

  let told = "";
  const tell = () => {
    const sized = entries.reduce((sum, one) => sum + one.file.size, 0);
    const sent = entries.reduce((sum, one) => sum + (one.state === "done" || one.state === "refused" ? one.file.size : one.sent), 0);
    const done = entries.filter((one) => one.state === "done" || one.state === "refused").length;
    whole.hidden = !running;
    whole.max = sized || 1;
    whole.value = sent;
    // Said aloud at every tenth, not at every piece.
    const tenth = `${done}/${Math.floor((10 * sent) / (sized || 1))}`;
    if (running && tenth !== told) {
      told = tenth;
      live.textContent = say(said.whole, { done, total: entries.length, share: share(sent, sized) });
    }
  };

  const add = (files) => {
    alert.textContent = "";
    for (const file of files) {
      if (entries.some((one) => one.file.name === file.name && one.file.size === file.size && one.state !== "refused")) continue;
      if (entries.length >= Number(said.most)) {
        alert.textContent = say(said.many, { most: said.most });
        break;
      }
      const row = made("li");
      const name = made("bdi", "upload-name", file.name);
      const remove = made("button", "button quiet", said.remove);
      remove.type = "button";
      remove.setAttribute("aria-label", `${said.remove}: ${file.name}`);
      const bar = made("progress");
      bar.max = file.size || 1;
      bar.setAttribute("aria-label", file.name);
      const words = made("span", "upload-state");
      row.append(name, remove, bar, words);
      list.append(row);
      const entry = { file, row, bar, words, remove, sent: 0, upload: "" };
      entries.push(entry);
      remove.addEventListener("click", () => {
        entries.splice(entries.indexOf(entry), 1);
        row.remove();
        box.hidden = entries.length === 0;
        if (entry.upload) fetch(`${said.uploads}${entry.upload}/`, { method: "DELETE", headers: { "X-CSRFToken": token() } });
        input.focus();
      });
      show(entry, "waiting", said.waiting);
    }
    box.hidden = entries.length === 0;
    guess();
  };

  const guess = () => {
    const year = form.elements.year;
    if (!year || year.value || entries.length !== 1) return;
    const found = new Set(entries[0].file.name.match(/(?<!\d)20\d\d(?!\d)/g) ?? []);
    const [only] = found;
    if (found.size !== 1 || Number(only) > Number(said.latestYear)) return;
    year.value = only;
    const hint = made("p", "hint", said.year);
    hint.id = "year-guessed";
    year.before(hint);
    year.setAttribute("aria-describedby", `${year.getAttribute("aria-describedby") ?? ""} year-guessed`.trim());
    year.addEventListener("input", () => hint.remove(), { once: true });
  };

  // ------------------------------------------------------------------ what was entered outlives a reload

  const FIELDS = [...form.elements].filter((one) => one.name && !["file", "hidden"].includes(one.type));
  const keep = () => {
    const values = {};
    for (const one of FIELDS) {
      if (one.type === "checkbox") (values[one.name] ??= []).push(...(one.checked ? [one.value] : []));
      else values[one.name] = one.value;
    }
    sessionStorage.setItem(DRAFT, JSON.stringify(values));
  };
  const restore = () => {
    if (form.querySelector(".field-error .icon")) return; // the form came back with what was entered
    const values = JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}");
    for (const one of FIELDS) {
      if (!(one.name in values)) continue;
      if (one.type === "checkbox") one.checked = values[one.name].includes(one.value);
      else one.value = values[one.name];
    }
  };

  // ------------------------------------------------------------------ sending

  const token = () => form.elements.csrfmiddlewaretoken.value;

  class Stop extends Error {} // worded for people; trying again by itself would not help

  // Asks until there is an answer: a lost connection or a house that is down is waited for.
  const ask = async (url, options, entry) => {
    for (let seconds = 1; ; seconds = Math.min(2 * seconds, 30)) {
      let answer = null;
      try {
        answer = await fetch(url, { redirect: "manual", ...options, headers: { "X-CSRFToken": token(), Accept: "application/json" } });
      } catch {
        answer = null;
      }
      if (answer?.type === "opaqueredirect" || answer?.status === 403) throw new Stop(said.signedOut);
      if (answer && answer.status < 500 && answer.status !== 429) return answer;
      show(entry, "sending", said.lost);
      live.textContent = said.lost;
      await wait(seconds);
    }
  };

  const digest = async (file) => {
    const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const send = async (entry, again = false) => {
    const file = entry.file;
    const begin = new FormData();
    begin.append("name", file.name);
    begin.append("size", file.size);
    let answer = await ask(said.uploads, { method: "POST", body: begin }, entry);
    let here = await answer.json();
    if (!answer.ok) throw new Refusal(here.refused ?? said.failed);
    entry.upload = here.uid;
    const sha = await digest(file);
    for (let round = 0; round < 3; round += 1) {
      while (here.received < file.size) {
        entry.sent = here.received;
        show(entry, "sending", say(said.sending, { share: share(here.received, file.size) }));
        tell();
        answer = await ask(
          `${said.uploads}${entry.upload}/?offset=${here.received}`,
          { method: "POST", body: new Blob([file.slice(here.received, here.received + PIECE)], { type: "application/octet-stream" }) },
          entry,
        );
        if (!answer.ok && answer.status !== 409) throw new Stop(said.failed);
        here = await answer.json();
      }
      entry.sent = file.size;
      show(entry, "sending", said.reading);
      tell();
      const about = new FormData(form);
      about.delete(input.name);
      about.append("digest", sha);
      about.append("together", entries.filter((one) => one.state !== "refused").length);
      answer = await ask(`${said.uploads}${entry.upload}/finish/`, { method: "POST", body: about }, entry);
      const end = await answer.json().catch(() => ({}));
      if (answer.ok) return end;
      if (answer.status === 400 && end.errors) throw new Fields(end.errors);
      // What was here from earlier may be of another file of the same name and size: then all of it is sent anew.
      if (end.cause === "changed-on-the-way" && !again) return send(entry, true);
      if (answer.status === 422) throw new Refusal(end.refused);
      if (answer.status !== 409) throw new Stop(said.failed);
      here = { ...here, received: end.received };
    }
    throw new Stop(said.failed);
  };

  class Refusal extends Error {}
  class Fields extends Error {
    constructor(errors) {
      super();
      this.errors = errors;
    }
  }

  const mend = (errors) => {
    for (const [name, sentences] of Object.entries(errors)) {
      const control = form.elements[name];
      const first = control instanceof RadioNodeList ? control[0] : control;
      const place = first?.closest?.(".field");
      if (!place) continue;
      const note = made("div", "field-error upload-error", sentences.join(" "));
      note.id = `${first.id}_upload_error`;
      place.classList.add("field-wrong");
      first.before(note);
      first.setAttribute("aria-invalid", "true");
      first.setAttribute("aria-describedby", `${first.getAttribute("aria-describedby") ?? ""} ${note.id}`.trim());
    }
    form.querySelector("[aria-invalid=true]")?.focus();
  };
  const forget = () => {
    for (const note of form.querySelectorAll(".upload-error")) {
      const place = note.closest(".field");
      place.classList.remove("field-wrong");
      place.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
      note.remove();
    }
  };

  const run = async () => {
    running = true;
    told = "";
    alert.textContent = "";
    forget();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    let stopped = false;
    for (const entry of [...entries]) {
      if (entry.state === "done" || entry.state === "refused") continue;
      try {
        const end = await send(entry);
        entry.url = end.url;
        show(entry, "done", end.said);
      } catch (why) {
        if (why instanceof Refusal) {
          show(entry, "refused", why.message);
        } else {
          show(entry, "waiting", said.waiting);
          alert.textContent = why instanceof Fields ? said.fields : why instanceof Stop ? why.message : said.failed;
          if (why instanceof Fields) mend(why.errors);
          stopped = true;
          break;
        }
      }
      tell();
    }
    running = false;
    button.disabled = false;
    tell();
    if (stopped) return;
    if (entries.some((one) => one.state === "refused")) {
      alert.textContent = said.some;
      return;
    }
    sessionStorage.removeItem(DRAFT);
    location.assign(entries.length === 1 ? entries[0].url : `${said.after}?deposited=${entries.length}`);
  };

  // ------------------------------------------------------------------ what people do

  input.addEventListener("change", () => {
    add(input.files);
    input.value = "";
  });
  for (const kind of ["dragenter", "dragover"])
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    add(event.dataTransfer.files);
  });
  // A file dropped beside the place would open in the window, and what was entered would be gone.
  for (const kind of ["dragover", "drop"])
    window.addEventListener(kind, (event) => event.preventDefault());
  form.addEventListener("submit", (event) => {
    if (entries.every((one) => one.state === "done" || one.state === "refused")) {
      if (entries.length) event.preventDefault();
      return; // nothing chosen: the house says so
    }
    event.preventDefault();
    if (!running) run();
  });
  form.addEventListener("input", keep);
  window.addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });
  restore();
  fetch(said.uploads, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { uploads: [] }))
    .then(({ uploads }) => {
      const begun = uploads.filter((one) => one.received > 0).map((one) => `\u2068${one.name}\u2069`);
      if (begun.length) live.textContent = say(said.earlier, { names: begun.join(", ") });
    })
    .catch(() => {});
})();
