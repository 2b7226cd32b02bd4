// The ballot: candidates are brought into an order by dragging or by buttons; both write the numbers of the plain form.
// Nothing is stored and nothing is sent before the voter sends it.
(() => {
  const LANGUAGE = document.documentElement.lang;
  const figure = new Intl.NumberFormat(`${LANGUAGE}-u-nu-latn`);
  const SVG = "http://www.w3.org/2000/svg";

  // A second press would be answered "you have voted" and hide the receipt of the first.
  for (const form of document.querySelectorAll("form[data-once]")) {
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    window.addEventListener("pageshow", () => (sent = false));
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        document.execCommand("copy"); // where a page without HTTPS has no clipboard
      }
      document.getElementById("copied").textContent = button.dataset.done;
      button.focus();
    });
  }

  // A receipt that was neither copied, downloaded nor printed is not left by mistake: it is shown only once.
  const receipt = document.querySelector("[data-keep]");
  if (receipt) {
    const hold = (event) => event.preventDefault();
    const free = () => window.removeEventListener("beforeunload", hold);
    window.addEventListener("beforeunload", hold);
    window.addEventListener("afterprint", free);
    for (const one of receipt.querySelectorAll("[data-copy], a[download]")) one.addEventListener("click", free);
  }

  const form = document.querySelector("form.paper");
  if (!form) return;
  const said = {};
  for (const one of document.getElementById("paper-words").content.querySelectorAll("[data-say]")) said[one.dataset.say] = one.textContent;
  const say = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
  const live = document.getElementById("paper-said");
  const count = document.getElementById("paper-count");
  const pool = document.getElementById("pool");
  const lines = [...pool.querySelectorAll("[data-number]")];
  const tell = (key, line, facts = {}) => {
    live.textContent = "";
    live.textContent = say(said[key], { name: nameOf(line), ...facts });
  };
  // Isolated: a name in another script does not pull the words around it round.
  const nameOf = (line) => `\u2068${line.querySelector(".paper-name").textContent.trim()}\u2069`;

  if (form.dataset.marks === "approve") {
    const tally = () => {
      const chosen = lines.filter((line) => line.querySelector("input").checked).length;
      count.textContent = say(said.approved, { chosen: figure.format(chosen), many: figure.format(lines.length) });
    };
    form.addEventListener("change", tally);
    tally();
    return;
  }
  if ("cameBack" in form.dataset) return; // what is wrong is mended in the fields it stands at

  // ------------------------------------------------------------------ the two lists

  const ranking = document.getElementById("ranking");
  const order = [...pool.children];
  const made = (tag, css) => {
    const element = document.createElement(tag);
    if (css) element.className = css;
    return element;
  };
  const drawn = (path) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };
  const PICTURES = { up: "M4 12l6-6 6 6", down: "M4 8l6 6 6-6", remove: "M5 5l10 10M15 5L5 15" };
  const GRIP = "M3 5.5h14M3 10h14M3 14.5h14";
  const parts = new Map(); // line -> its handle and its buttons

  const button = (line, name) => {
    const one = made("button");
    one.type = "button";
    one.dataset.does = name;
    one.append(name in PICTURES ? drawn(PICTURES[name]) : said.add);
    one.setAttribute("aria-label", say(said[name === "add" ? "addLabel" : name], { name: nameOf(line) }));
    one.title = one.getAttribute("aria-label").replace(/[\u2068\u2069]/g, "");
    one.addEventListener("click", () => does[name](line));
    return one;
  };

  const equip = (line) => {
    const grip = made("span", "paper-grip");
    grip.setAttribute("aria-hidden", "true"); // the buttons do the same for who does not point
    grip.title = said.grip;
    const moves = made("div", "paper-moves");
    const buttons = {};
    for (const name of ["add", "up", "down", "remove"]) moves.append((buttons[name] = button(line, name)));
    line.prepend(grip);
    line.append(moves);
    parts.set(line, { grip, buttons });
    grip.addEventListener("pointerdown", (event) => drag(event, line));
  };

  const ranked = () => [...ranking.querySelectorAll(".paper-line")];
  const isRanked = (line) => line.parentElement === ranking;

  // The numbers of the form, the signs and the buttons follow the lists.
  const settle = () => {
    const mine = ranked();
    for (const line of lines) {
      const place = mine.indexOf(line) + 1;
      const { grip, buttons } = parts.get(line);
      line.querySelector("input").value = place || "";
      if (place) {
        const sign = made("span", "place");
        sign.textContent = figure.format(place);
        grip.replaceChildren(sign);
      } else {
        grip.replaceChildren(drawn(GRIP));
      }
      buttons.add.hidden = Boolean(place);
      for (const name of ["up", "down", "remove"]) buttons[name].hidden = !place;
      buttons.up.setAttribute("aria-disabled", String(place === 1));
      buttons.down.setAttribute("aria-disabled", String(place === mine.length));
    }
    count.textContent = say(said.ranked, { chosen: figure.format(mine.length), many: figure.format(lines.length) });
  };

  // Back among the candidates everybody stands where the ballot has them.
  const home = (line) => {
    const after = order.slice(order.indexOf(line) + 1).find((one) => one.parentElement === pool);
    pool.insertBefore(line, after ?? null);
  };

  const placed = (line) =>
    tell("placed", line, { place: figure.format(ranked().indexOf(line) + 1), many: figure.format(ranked().length) });

  const does = {
    add(line) {
      const next = order.slice(order.indexOf(line) + 1).find((one) => one.parentElement === pool && parts.has(one));
      const before = order.find((one) => one !== line && one.parentElement === pool && parts.has(one));
      ranking.append(line);
      settle();
      const on = next ?? before;
      parts.get(on ?? line).buttons[on ? "add" : "up"].focus();
      placed(line);
    },
    up(line) {
      if (line.previousElementSibling) ranking.insertBefore(line, line.previousElementSibling);
      moved(line, "up", "first");
    },
    down(line) {
      if (line.nextElementSibling) ranking.insertBefore(line.nextElementSibling, line);
      moved(line, "down", "last");
    },
    remove(line) {
      const next = line.nextElementSibling ?? line.previousElementSibling;
      home(line);
      settle();
      parts.get(next ?? line).buttons[next ? "remove" : "add"].focus();
      tell("removed", line);
    },
  };

  const moved = (line, name, end) => {
    const one = parts.get(line).buttons[name];
    const before = one.getAttribute("aria-disabled") === "true";
    settle();
    one.focus();
    if (before) tell(end, line);
    else placed(line);
    line.scrollIntoView({ block: "nearest" });
  };

  // ------------------------------------------------------------------ dragging: mouse, pen, finger

  const EDGE = 72; // so near the edge of the window the page rolls on
  let stop = null;

  const drag = (begin, line) => {
    if (stop || (begin.pointerType === "mouse" && begin.button !== 0)) return;
    begin.preventDefault();
    const { grip } = parts.get(line);
    const box = line.getBoundingClientRect();
    const from = { list: line.parentElement, next: line.nextElementSibling };
    const hold = { x: begin.clientX - box.left, y: begin.clientY - box.top };
    const at = { x: begin.clientX, y: begin.clientY };
    const gap = made("li", "paper-place");
    gap.setAttribute("aria-hidden", "true");
    gap.style.blockSize = `${box.height}px`;
    from.list.insertBefore(gap, line);
    line.classList.add("is-dragged");
    line.style.inlineSize = `${box.width}px`;
    document.body.classList.add("is-dragging");
    grip.setPointerCapture(begin.pointerId);
    tell("dragging", line);

    const follow = () => {
      line.style.left = `${at.x - hold.x}px`;
      line.style.top = `${at.y - hold.y}px`;
      const list = nearest(at);
      if (list === pool) {
        const after = order.slice(order.indexOf(line) + 1).find((one) => one.parentElement === pool && one !== line);
        pool.insertBefore(gap, after ?? null);
        return;
      }
      const below = ranked().find((one) => one !== line && middle(one) > at.y);
      if (gap.parentElement !== ranking || gap.nextElementSibling !== (below ?? null)) ranking.insertBefore(gap, below ?? null);
    };
    const roll = () => {
      if (!stop) return;
      const near = at.y < EDGE ? at.y - EDGE : at.y > innerHeight - EDGE ? at.y - innerHeight + EDGE : 0;
      if (near) {
        window.scrollBy(0, near / 6);
        follow();
      }
      requestAnimationFrame(roll);
    };
    const move = (event) => {
      Object.assign(at, { x: event.clientX, y: event.clientY });
      follow();
    };
    const end = (keeps) => {
      stop = null;
      for (const [name, heard] of heeded) grip.removeEventListener(name, heard);
      document.removeEventListener("keydown", key, true);
      const before = gap.parentElement === ranking ? gap.nextElementSibling : null;
      const into = gap.parentElement;
      gap.remove();
      line.classList.remove("is-dragged");
      for (const name of ["inlineSize", "left", "top"]) line.style[name] = "";
      document.body.classList.remove("is-dragging");
      if (!keeps) from.list.insertBefore(line, from.next);
      else if (into === ranking) ranking.insertBefore(line, before === line ? line.nextElementSibling : before);
      else home(line);
      settle();
      if (!keeps) tell("back", line);
      else if (isRanked(line)) placed(line);
      else if (from.list === ranking) tell("removed", line);
    };
    const key = (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      end(false);
    };
    const heeded = [
      ["pointermove", move],
      ["pointerup", () => end(true)],
      ["pointercancel", () => end(false)],
      ["lostpointercapture", () => stop && end(false)],
    ];
    for (const [name, heard] of heeded) grip.addEventListener(name, heard);
    document.addEventListener("keydown", key, true);
    stop = end;
    follow();
    requestAnimationFrame(roll);
  };

  const middle = (one) => {
    const box = one.getBoundingClientRect();
    return box.top + box.height / 2;
  };

  const nearest = ({ x, y }) => {
    const far = (section) => {
      const box = section.getBoundingClientRect();
      const dx = Math.max(box.left - x, 0, x - box.right);
      const dy = Math.max(box.top - y, 0, y - box.bottom);
      return dx * dx + dy * dy;
    };
    return far(ranking.closest("section")) <= far(pool.closest("section")) ? ranking : pool;
  };

  // ------------------------------------------------------------------ begin with what the form says

  form.classList.add("has-script");
  for (const one of form.querySelectorAll(".paper-plain")) one.hidden = true;
  for (const one of form.querySelectorAll(".paper-script")) one.hidden = false;
  for (const line of lines) equip(line);
  const place = (line) => Number(line.querySelector("input").value);
  ranking.append(...lines.filter(place).sort((one, other) => place(one) - place(other)));
  settle();
})();
