/* A live workshop: pages move along with the phase, and the facilitator leads the shared screen by keyboard. */
(() => {
  "use strict";

  // One request waits for the next stand of the workshop. When it comes, the hidden button makes the page draw itself
  // again, which brings the new stand along.
  let waiting = null;
  const follow = async () => {
    const place = document.querySelector(".stand");
    if (!place || waiting) return;
    const known = place.dataset.na;
    const stop = new AbortController();
    waiting = stop;
    let pause = 0;
    try {
      const answer = await fetch(`/stand?na=${known}&wie=${place.dataset.wie}`, { cache: "no-store", signal: stop.signal });
      const now = answer.ok ? (await answer.json()).stand : null;
      if (answer.status === 404 || (now !== null && String(now) !== known)) {
        document.querySelector(".st-key-ververs button")?.click();
        pause = 1500; // the page draws itself; where it does not, ask again
      } else if (!answer.ok) {
        pause = 3000;
      }
    } catch {
      pause = 2000;
    }
    // Everybody hears of a new phase in the same second: spread what follows.
    setTimeout(() => { waiting = null; follow(); }, pause + Math.random() * 300);
  };

  // Keys of a presenter's remote and the arrows, on the shared screen only, and never while somebody types or chooses.
  const KEYS = { ArrowRight: "volgende", PageDown: "volgende", ArrowLeft: "vorige", PageUp: "vorige" };
  addEventListener("keydown", (event) => {
    const name = KEYS[event.key];
    if (!name || !document.querySelector(".zaal") || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest?.("input,textarea,select,[role=radiogroup],[contenteditable=true]")) return;
    const button = document.querySelector(`.st-key-${name} button:not(:disabled)`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  const start = () => {
    follow();
    new MutationObserver(follow).observe(document.body, { subtree: true, childList: true });
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
