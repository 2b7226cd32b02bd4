// Pointing at a passage shows its stretch of the original beside it, and the other way round.
const other = (element) => {
  const stretch = element.closest(".stretch");
  if (stretch) return document.getElementById(stretch.id.replace("place-", "passage-"));
  const section = element.closest(".beside-passages > section");
  const passage = section && section.querySelector("[id^='passage-']");
  return passage && document.getElementById(passage.id.replace("passage-", "place-"));
};

let shown = null;
const show = (event) => {
  const found = event.target instanceof Element ? other(event.target) : null;
  if (found === shown) return;
  if (shown) shown.classList.remove("is-shown");
  shown = found;
  if (shown) shown.classList.add("is-shown");
};

for (const side of document.querySelectorAll(".beside")) {
  side.addEventListener("pointerover", show);
  side.addEventListener("focusin", show);
}
