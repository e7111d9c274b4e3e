/* A live workshop: pages move along with the phase, and the facilitator leads the shared screen by keyboard. */
(() => {
  "use strict";

  // Another device can move the workshop on in the middle of a word. Then this page waits until the field is left or has
  // been quiet for so long that its text was stored (the other script sends a text after two seconds). A choice is
  // stored at once and needs no wait.
  const QUIET = 4000;
  let typed = -Infinity;
  addEventListener("input", (event) => { if (event.target.matches?.("textarea,input[type=text]")) typed = performance.now(); }, true);
  addEventListener("focusout", () => { typed = -Infinity; }, true);
  const quiet = async () => {
    while (performance.now() - typed < QUIET) await new Promise((resolve) => { setTimeout(resolve, 200); });
  };

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
        await quiet();
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

  // The question of the conversation changes below a heading that stays: say it to who cannot see it.
  let said = "";
  const say = () => {
    const subject = document.querySelector(".besproken")?.textContent ?? "";
    if (subject === said) return;
    if (subject && said) dispatchEvent(new CustomEvent("zeg", { detail: `Nu gaat het over: ${subject}` }));
    said = subject;
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
    const drawn = () => { follow(); say(); };
    drawn();
    new MutationObserver(drawn).observe(document.body, { subtree: true, childList: true });
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
