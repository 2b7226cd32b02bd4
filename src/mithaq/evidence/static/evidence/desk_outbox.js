/* What was decided and is not yet recorded: kept on this device under its own key, sent in order, again and again,
   until the server has answered. The same key is recorded once, however often it is sent. */

const PATIENCE = [500, 1000, 2000, 4000, 8000, 15000];

export const newKey = () => crypto.getRandomValues(new Uint32Array(4)).reduce((key, part) => key + part.toString(36).padStart(7, "0"), "");

function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

/* The device's store, or for this page only where it keeps none. */
function store() {
  try {
    localStorage.setItem("mithaq.desk.probe", "1");
    localStorage.removeItem("mithaq.desk.probe");
    return localStorage;
  } catch {
    const kept = new Map();
    return {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => kept.set(name, value),
      removeItem: (name) => kept.delete(name),
      key: (place) => [...kept.keys()][place],
      get length() { return kept.size; },
    };
  }
}

export class Outbox {
  constructor({ account, institution, address, after, told }) {
    this.account = account; // told with each act: the server records nothing under the name of whoever came after
    this.prefix = `mithaq.desk.${institution}.${account}.`;
    this.address = address;
    this.after = after; // says which passage the next one should follow, when an item goes out
    this.told = told; // told(what, item, answer): "done", "conflict", "refused", "state"
    this.store = store();
    this.inFlight = "";
    this.failed = 0;
    this.state = "";
    addEventListener("online", () => this.soon(0));
    addEventListener("pageshow", () => this.soon(0));
  }

  items() {
    const names = [];
    for (let place = 0; place < this.store.length; place += 1) {
      const name = this.store.key(place);
      if (name?.startsWith(this.prefix)) names.push(name);
    }
    return names.sort().map((name) => JSON.parse(this.store.getItem(name)));
  }

  waiting() {
    return this.items().filter((item) => item.state === "waiting");
  }

  conflicts() {
    return this.items().filter((item) => item.state !== "waiting");
  }

  save(item) {
    this.store.setItem(item.name, JSON.stringify(item));
  }

  remove(item) {
    this.store.removeItem(item.name);
    this.told("state");
  }

  clear() {
    for (const item of this.items()) this.store.removeItem(item.name);
  }

  /* Kept before it is sent: whatever happens now, it is there. */
  add(body) {
    const same = this.waiting().find((one) => one.body.do === "decide" && body.do === "decide" && one.body.passage === body.passage);
    if (same && same.body.key !== this.inFlight) this.remove(same);
    else if (same) body.seen = same.body.seen + 1;
    this.stamp = Math.max(Date.now() * 1000, (this.stamp ?? 0) + 1); // their order on this device
    const item = { name: `${this.prefix}${this.stamp.toString(36).padStart(12, "0")}-${body.key}`, state: "waiting", body };
    this.save(item);
    this.told("state");
    this.soon(0);
    return item;
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.pump(), wait);
  }

  again(state) {
    this.state = state;
    this.told("state");
    this.soon(PATIENCE[Math.min(this.failed, PATIENCE.length - 1)]);
    this.failed += 1;
  }

  async pump() {
    if (this.inFlight) return;
    for (let item = this.waiting()[0]; item; item = this.waiting()[0]) {
      this.inFlight = item.body.key;
      const after = this.after();
      let answer, told;
      try {
        answer = await fetch(this.address, {
          method: "POST",
          redirect: "manual",
          credentials: "same-origin",
          headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken"), "X-Requested-With": "fetch" },
          body: JSON.stringify({ ...item.body, account: this.account, after }),
        });
        told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
      } catch {
        this.inFlight = "";
        return this.again("offline");
      }
      this.inFlight = "";
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return this.again("signed-out");
      if (answer.status >= 500 || answer.status === 429 || told === null) return this.again("offline");
      this.failed = 0;
      this.state = "";
      this.store.removeItem(item.name);
      if (answer.ok) this.told("done", item, { ...told, after });
      else if (told.conflict) {
        this.save({ ...item, state: "conflict", conflict: told.conflict });
        this.told("conflict", item, told);
      } else {
        if (item.body.do === "decide") this.save({ ...item, state: "refused", why: told.why });
        this.told("refused", item, told);
      }
      this.told("state");
    }
    return undefined;
  }
}
