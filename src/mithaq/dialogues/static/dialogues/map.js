// A new map takes the place of the old one, unless somebody reads in it with the keyboard or selects text: then the link
// "look again" is theirs to follow. What was opened stays open, and the page stays where it is.
"use strict";
(() => {
  let opened = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    const live = event.detail.target;
    if (live.id !== "map-live" || event.detail.xhr.status !== 200) return;
    const busy = live.contains(document.activeElement) || (!document.getSelection().isCollapsed && live.contains(document.getSelection().anchorNode));
    if (busy) {
      event.detail.shouldSwap = false;
      return;
    }
    opened = [...live.querySelectorAll("details")].map((one) => one.open);
  });
  document.addEventListener("htmx:afterSwap", () => {
    document.querySelectorAll("#map-live details").forEach((one, place) => {
      if (opened[place]) one.open = true;
    });
    const told = document.querySelector("#map-live .map-status");
    if (told) document.getElementById("map-told").textContent = told.textContent.trim();
  });
})();
