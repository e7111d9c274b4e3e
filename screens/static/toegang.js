/* For who cannot see the page or holds no mouse: messages that are said once, errors that belong to their field, the
   keys of a question, and a focus that a redraw does not take away. */
(() => {
  "use strict";

  // One voice for all messages, there from the start: text in a region that only just came is often not read aloud.
  // Others speak by sending the event "zeg".
  const voice = document.createElement("p");
  voice.className = "gehoord";
  voice.setAttribute("role", "status");
  let waiting = [];
  const say = (words) => {
    if (!waiting.length) {
      voice.textContent = ""; // so that the same words are news again
      setTimeout(() => {
        voice.textContent = waiting.join(" ");
        waiting = [];
      }, 100);
    }
    if (!waiting.includes(words)) waiting.push(words);
  };
  addEventListener("zeg", (event) => say(event.detail));

  // A message is said when its words or its turn (data-keer) change, or when it comes on a page that stood already. What a
  // page opens with is not said: that is read with the page.
  const resting = () => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]');
  let known = new Map();
  let page = null;
  let opening = true;
  const messages = () => {
    const h1 = document.querySelector('[data-testid="stMain"] h1')?.textContent;
    if (h1 !== page) {
      page = h1;
      opening = true;
    }
    const now = new Map();
    for (const one of document.querySelectorAll("[data-melding]")) {
      const id = one.dataset.melding;
      const words = one.textContent.trim();
      const stand = `${one.dataset.keer ?? ""}|${words}`;
      if (!opening && words && known.get(id) !== stand) say(words);
      now.set(id, stand);
    }
    if (resting()) {
      known = now; // a redraw can take away and bring back
      opening = false;
    } else {
      known = new Map([...known, ...now]);
      setTimeout(look, 200);
    }
  };

  // An error names the key of its field (data-bij): the field says so, and gets the focus where a button brought it.
  const tied = new Map();
  const met = new WeakSet();
  const errors = () => {
    const now = new Map();
    for (const error of document.querySelectorAll("[data-bij]")) {
      const field = document.querySelector(`.st-key-${CSS.escape(error.dataset.bij)} :is(input, textarea)`);
      if (!field) continue;
      now.set(field, error.id);
      field.setAttribute("aria-invalid", "true");
      const before = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
      if (!before.includes(error.id)) field.setAttribute("aria-describedby", [...before, error.id].join(" "));
      if (met.has(error)) continue;
      met.add(error);
      if (error.dataset.heen !== undefined) field.focus();
    }
    for (const [field, id] of tied) {
      if (now.has(field)) continue;
      field.removeAttribute("aria-invalid");
      const rest = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
      if (rest.length) field.setAttribute("aria-describedby", rest.join(" "));
      else field.removeAttribute("aria-describedby");
    }
    tied.clear();
    now.forEach((id, field) => tied.set(field, id));
  };

  // The keys of a question, only while the focus is in its answers (WCAG 2.1.4). A digit chooses that row; the first choice
  // in a question also leads to the next question, as the page says above its questions (WCAG 3.2.2), and never to another
  // page. Enter chooses the row with the focus where nothing is chosen yet; else it goes on as in any form: to the next
  // question, and from the last one to the next theme. A button that does more than that only gets the focus.
  const QUESTION = '[class*="st-key-vraag-"]';
  const GROUPS = `${QUESTION} [role=radiogroup]`;
  const STEPS = 'a.knop, button[data-testid="stBaseButton-primary"]';
  const after = (group, parts) => [...document.querySelectorAll(`[data-testid="stMain"] :is(${parts})`)].find(
    (one) => group.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !one.disabled && one.checkVisibility());
  const enter = (next) => {
    next?.closest(QUESTION)?.scrollIntoView({ block: "start", behavior: "instant" });
    const row = next?.matches("[role=radiogroup]") ? next.querySelector("input:checked") ?? next.querySelector("input") : next;
    row?.focus();
  };
  const onward = (group) => {
    const next = after(group, `${GROUPS}, ${QUESTION} textarea, ${STEPS}`);
    next?.closest(".stapknoppen, .st-key-stapknoppen") ? next.click() : enter(next);
  };
  const choose = (row) => {
    row.focus();
    row.click();
  };
  const digit = (group, rows, place) => {
    const first = !rows.some((one) => one.checked);
    choose(rows[place]);
    if (!first) return;
    const apart = place >= rows.length - 2 && rows[place].closest("label")?.textContent.trim();
    say(`Gekozen: ${apart || `niveau ${place + 1}`}.`); // the focus goes on before this is read from the row
    enter(after(group, `${GROUPS}, ${STEPS}`));
  };
  addEventListener("keydown", (event) => {
    const group = event.target.closest?.(`${QUESTION} [role=radiogroup]`);
    if (!group || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
    const rows = [...group.querySelectorAll("input")];
    const place = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
    if (rows[place]) digit(group, rows, place);
    else if (event.key === "Enter") rows.some((one) => one.checked) ? onward(group) : choose(event.target);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // Into a row of choices one comes at what is chosen, as in any group; Streamlit leads to the first.
  addEventListener("focusin", (event) => {
    const group = event.target.matches('button[role="radio"]:focus-visible') && event.target.closest("[role=radiogroup]");
    if (group && !group.contains(event.relatedTarget)) group.querySelector('[aria-checked="true"]')?.focus();
  });

  // A part that unfolds is not high yet when the focus comes in it: what then falls outside the window comes in view after all.
  addEventListener("focusin", (event) => {
    const one = event.target;
    if (!one.matches(":focus-visible")) return;
    setTimeout(() => {
      const box = one.getBoundingClientRect();
      if (document.activeElement === one && (box.top < 0 || box.bottom > innerHeight)) one.scrollIntoView({ block: "nearest" });
    }, 400);
  });

  // What had the focus can go with a redraw. It goes to the same link when that came again. In a workshop a new heading gets
  // the focus from the other script; else it goes to what came instead: the question whether one is sure, the step after
  // 'no', or the words that say that one is ready.
  const NEXT = [
    [".st-key-stappen, .st-key-zaalbalk", ".st-key-zeker-weten .nadruk, .st-key-stappen button, [class*=st-key-stap-] button"],
    ["[class*=st-key-klaar]", ".klaar-nu"],
    ["", "h1"],
  ];
  let had = null;
  let places = [];
  addEventListener("focusin", (event) => {
    had = event.target;
    places = NEXT.filter(([place]) => !place || had.closest?.(place));
  }, true);
  addEventListener("pointerdown", () => { had = null; }, true); // a click beside everything takes the focus away itself
  const again = (link) => [...document.querySelectorAll(`a[href="${CSS.escape(link.getAttribute("href"))}"]`)].find(
    (one) => one.textContent === link.textContent && one.checkVisibility());
  let lost = 0;
  const keepFocus = () => {
    if (!had || had.isConnected || document.activeElement !== document.body) return;
    if (had.matches("a[href]")) again(had)?.focus({ preventScroll: true });
    if (!document.querySelector(".stand")) return;
    clearTimeout(lost);
    lost = setTimeout(refocus, 250); // a redraw takes away before it brings
  };
  const refocus = () => {
    if (document.activeElement !== document.body) return;
    if (!resting()) {
      lost = setTimeout(refocus, 100);
      return;
    }
    had = null;
    for (const [, wanted] of places) {
      const found = [...document.querySelectorAll(`[data-testid="stMain"] :is(${wanted})`)].find((one) => one.checkVisibility());
      if (!found) continue;
      if (found.tagName !== "BUTTON") found.tabIndex = -1;
      found.focus({ preventScroll: found.tagName === "H1" });
      return;
    }
  };

  let planned = false;
  const look = () => {
    planned = false;
    messages();
    errors();
    keepFocus();
  };
  const start = () => {
    document.body.append(voice);
    look();
    new MutationObserver(() => {
      if (!planned) setTimeout(look, 50);
      planned = true;
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-melding", "data-keer"] });
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
