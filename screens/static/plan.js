/* The form of a plan: fills it in, saves each field, and keeps what is typed until the store has confirmed it.

   It goes by way of its own addresses, not by way of Streamlit: a lost connection disables Streamlit's fields, and a text
   that was not sent yet would be gone. Here a text that is not confirmed stays in this tab (sessionStorage) with the
   version of the field that its writer had seen, also over a reload, and is sent until somebody answers. */
(() => {
  "use strict";

  const QUIET = 800; // milliseconds after the last key
  const LONGEST = 4000; // of typing on without a pause
  const AGAIN = 1500; // after a failure
  const LOOK = 3000; // when others may write; else
  const LOOK_SELDOM = 20000;
  const WORDS = {
    typing: "Wordt vanzelf opgeslagen",
    saved: "Opgeslagen",
    away: "Nog niet opgeslagen. Uw tekst staat nog op dit scherm. We proberen het steeds opnieuw; laat deze pagina open.",
    beside: "Iemand anders schreef hier ook. Beide teksten zijn bewaard. Kies hieronder welke blijft.",
    refused: "Niet overgenomen: iemand anders schrijft nu.",
    gone: "Dit plan is verwijderd, of uw link werkt niet meer. Wat u hier typt, wordt niet bewaard. Kopieer wat u wilt houden.",
    eigenaar: "De eigenaar van het plan schrijft nu. U leest mee. Na een minuut stilte kunt u verder schrijven.",
    meeschrijver: "Een medeschrijver schrijft nu. U leest mee. Na een minuut stilte kunt u verder schrijven.",
    free: "Niemand anders schrijft nu. U kunt verder schrijven.",
  };

  let plan = null; // the open plan: see `open`

  const { controls, shown, show, fit, day, tell, say, progress, rows, second } = window.planBeeld;

  // What this tab keeps until it is confirmed. The name of the writer goes with the tab: it is taken out while the page
  // is open, so that a copy of the tab is another writer.

  const keep = (name, value) => {
    try {
      if (value === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, value);
    } catch { /* a browser that keeps nothing: then only the page does */ }
  };
  const kept = (name) => {
    try { return sessionStorage.getItem(name); } catch { return null; }
  };
  const keepDrafts = () => keep(`plan-concept-${plan.id}`, plan.drafts.size ? JSON.stringify([...plan.drafts]) : null);

  const random = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // Asking and saving

  const ask = async (what, body, options = {}) => {
    const answer = await fetch(`/plan/bewaar/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ nr: plan.nr, wie: plan.who, schrijver: plan.writer, ...body }),
      cache: "no-store",
      ...options,
    });
    return { status: answer.status, data: await answer.json().catch(() => ({})) };
  };

  const changed = (key, now) => {
    if (!plan || plan.gone) return;
    if (plan.writing === null) {
      plan.writing = "ik";
      const mine = plan;
      ask("pen", {}).then(({ status, data }) => { if (plan === mine && status === 200) writes(data.schrijft); }).catch(() => {});
    }
    const before = plan.drafts.get(key);
    plan.drafts.set(key, { text: shown(key), base: before?.base ?? version(key), since: before?.since ?? performance.now() });
    keepDrafts();
    tell(key, WORDS.typing);
    rows();
    clearTimeout(plan.timers.get(key));
    const wait = now ? 0 : Math.min(QUIET, Math.max(0, LONGEST - (performance.now() - plan.drafts.get(key).since)));
    plan.timers.set(key, setTimeout(save, wait, key));
  };
  const version = (key) => plan.fields.get(key)?.[1] ?? 0;

  const save = async (key) => {
    const draft = plan?.drafts.get(key);
    if (!draft || plan.gone) return;
    if (plan.sending.has(key)) {
      plan.again.add(key);
      return;
    }
    const mine = plan;
    plan.sending.add(key);
    const sent = draft.text;
    let wait = null;
    try {
      const { status, data } = await ask("veld", { veld: key, waarde: sent, versie: draft.base });
      if (plan !== mine) return;
      if (status === 200) confirmed(key, sent, data);
      else if (status === 404) gone();
      else if (status === 400 && data.reden) tell(key, data.reden, "mis");
      else wait = AGAIN;
    } catch {
      wait = AGAIN;
    } finally {
      mine.sending.delete(key);
    }
    if (plan !== mine) return;
    if (wait !== null) tell(key, WORDS.away, "mis");
    if (wait === null && plan.again.delete(key)) wait = 0;
    if (wait !== null) plan.timers.set(key, setTimeout(save, wait, key));
  };

  const confirmed = (key, sent, data) => {
    const draft = plan.drafts.get(key);
    const more = draft && draft.text !== sent;
    if (more) {
      // Typed on meanwhile. A text beside the plan still stands on the version that its writer saw.
      if (data.uitkomst === "saved") draft.base = data.versie;
      draft.since = performance.now();
      keepDrafts();
      plan.again.add(key);
      take(data);
      return;
    }
    plan.drafts.delete(key);
    keepDrafts();
    take(data);
    show(key, data.waarde);
    if (data.uitkomst === "saved") {
      tell(key, WORDS.saved, "ja");
      if (!plan.drafts.size) say(WORDS.saved);
    } else {
      tell(key, WORDS[data.uitkomst], "mis");
      say(WORDS[data.uitkomst]);
    }
    if (/^(returns|group|indicators\.)/.test(key)) document.querySelector(".st-key-ververs-plan button")?.click();
  };

  // What the store says

  const take = (data) => {
    if (data.velden && data.stand >= plan.stand) { // an answer that was overtaken by a later one says nothing new
      plan.stand = data.stand;
      plan.shared = data.gedeeld;
      const known = new Set([...plan.fields.keys(), ...Object.keys(data.velden)]);
      for (const key of known) {
        const [value, number] = data.velden[key] ?? ["", 0];
        const before = plan.fields.get(key);
        plan.fields.set(key, [value, number]);
        if (!plan.drafts.has(key) && (!before || before[1] !== number)) show(key, value);
      }
      others(data.ander);
      progress(data.delen);
      rows();
    }
    writes(data.schrijft ?? null);
  };

  const writes = (who) => {
    const before = plan.writing;
    plan.writing = who;
    const other = who === "eigenaar" || who === "meeschrijver";
    const was = before === "eigenaar" || before === "meeschrijver";
    const place = document.querySelector(".schrijfstand");
    if (place) {
      const words = plan.gone ? WORDS.gone : other ? WORDS[who] : was || (place.textContent === WORDS.free && who === null) ? WORDS.free : "";
      if (place.textContent !== words) place.textContent = words;
      place.classList.toggle("dicht", other || plan.gone);
    }
    for (const one of document.querySelectorAll("[data-veld]")) {
      const own = plan.drafts.has(one.dataset.veld);
      if (one.matches("textarea,input[type=text],input[type=date],input[type=number]")) one.readOnly = other && !own;
      else one.disabled = other;
    }
    for (const button of document.querySelectorAll(".tweede button")) button.disabled = other;
  };

  const gone = () => {
    plan.gone = true;
    writes(null);
  };

  const others = (list) => {
    for (const place of document.querySelectorAll(".tweede")) {
      const inside = new Set([...place.parentElement.querySelectorAll("[data-veld]")].map((one) => one.dataset.veld));
      const mine = list.filter((other) => inside.has(other.veld));
      const now = JSON.stringify(mine);
      if ((place.dataset.nu ?? "[]") === now) continue;
      place.dataset.nu = now;
      place.replaceChildren(...mine.map((other) => second(other, choose)));
    }
  };
  const choose = async (other, how) => {
    if (plan.drafts.has(other.veld)) await save(other.veld);
    try {
      const { status, data } = await ask("kies", { id: other.id, houd: how, versie: version(other.veld) });
      if (status === 404) return gone();
      if (status !== 200) throw new Error("later");
      take(data);
      tell(other.veld, data.gelukt ? WORDS.saved : "Dit lukt nu niet. De tekst is net veranderd, of past niet. Kijk nog eens en kies opnieuw.", data.gelukt ? "ja" : "mis");
      if (data.gelukt) controls(other.veld)[0]?.focus();
    } catch {
      tell(other.veld, WORDS.away, "mis");
    }
  };

  // Opening

  const look = async () => {
    const mine = plan;
    clearTimeout(plan.looking);
    try {
      const answer = await fetch(`/plan/stand?nr=${plan.nr}&wie=${plan.who}&schrijver=${plan.writer}&na=${plan.stand}`, { cache: "no-store" });
      if (plan !== mine) return;
      if (answer.status === 404) return gone();
      if (answer.ok) {
        const first = plan.stand === 0;
        take(await answer.json());
        if (first) opened();
      }
    } catch { /* away: the next look asks again */ }
    if (plan !== mine) return;
    const often = plan.stand === 0 || plan.shared || plan.who === "mee" || plan.writing !== "ik";
    plan.looking = setTimeout(look, often && !document.hidden ? LOOK : LOOK_SELDOM);
  };
  const opened = () => {
    document.documentElement.classList.add("plan-open"); // until now no field could be typed in
    for (const [key, draft] of plan.drafts) {
      if (controls(key).length === 0) continue;
      show(key, draft.text);
      save(key);
    }
    document.querySelectorAll("textarea[data-veld]").forEach(fit);
    arrive();
  };
  // An address that names a part of the page: go there once it is drawn.
  const arrive = () => {
    const part = !plan.arrived && location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!part) return;
    plan.arrived = true;
    part.focus({ preventScroll: true });
    part.scrollIntoView();
  };

  const open = (place) => {
    const id = `${place.dataset.wie}-${place.dataset.nr}`;
    const writer = kept(`plan-schrijver-${id}`) ?? random();
    keep(`plan-schrijver-${id}`, null);
    let drafts = new Map();
    try { drafts = new Map(JSON.parse(kept(`plan-concept-${id}`) ?? "[]")); } catch { /* not ours */ }
    for (const draft of drafts.values()) draft.since = performance.now();
    plan = {
      id, writer, drafts, nr: place.dataset.nr, who: place.dataset.wie, stand: 0, fields: new Map(), timers: new Map(),
      sending: new Set(), again: new Set(), writing: null, shared: false, gone: false, looking: 0, arrived: false,
    };
    look();
  };

  // A part of the form that Streamlit draws later, or anew, gets what is known.
  const bound = new WeakSet();
  const bind = () => {
    const place = document.querySelector(".plan[data-nr]");
    const id = place && `${place.dataset.wie}-${place.dataset.nr}`;
    if (plan && plan.id !== id) {
      leave();
      clearTimeout(plan.looking);
      plan = null;
      document.documentElement.classList.remove("plan-open");
    }
    if (!place) return;
    if (!plan) open(place);
    let fresh = false;
    for (const control of document.querySelectorAll("[data-veld]")) {
      if (bound.has(control)) continue;
      bound.add(control);
      fresh = true;
      if (plan.stand === 0) continue;
      const key = control.dataset.veld;
      show(key, plan.drafts.get(key)?.text ?? plan.fields.get(key)?.[0] ?? "");
      fit(control);
    }
    if (fresh) {
      rows();
      if (plan.stand !== 0) {
        arrive();
        plan.stand = -1; // ask for everything: progress and second texts stand there too
        look();
      }
    }
  };

  addEventListener("input", (event) => {
    const key = event.target.dataset?.veld;
    if (!key) return;
    fit(event.target);
    if (event.target.type === "date") day(event.target);
    if (!event.target.matches("select,[type=radio],[type=checkbox]")) changed(key, false);
  }, true);
  addEventListener("change", (event) => {
    const key = event.target.dataset?.veld;
    if (!key) return;
    if (event.target.matches("select,[type=radio],[type=checkbox]")) changed(key, true);
    else save(key);
  }, true);
  addEventListener("focusout", (event) => {
    const key = event.target.dataset?.veld;
    if (key && plan?.drafts.has(key)) save(key);
  }, true);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a.deellink");
    const part = link && document.getElementById(link.hash.slice(1));
    if (!part) return;
    event.preventDefault();
    part.focus({ preventScroll: true });
    part.scrollIntoView();
  }, true);

  // The page goes: send what is left, give the pen away, and put the writer's name back for the page that follows.
  const leave = () => {
    if (!plan) return;
    keep(`plan-schrijver-${plan.id}`, plan.writer);
    if (plan.gone) return;
    const last = { keepalive: true };
    if (!plan.drafts.size && plan.writing === "ik") ask("pen", { weg: true }, last).catch(() => {});
    for (const [key, draft] of plan.drafts) {
      ask("veld", { veld: key, waarde: draft.text, versie: draft.base, weg: true }, last).catch(() => {});
    }
  };
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => { if (event.persisted && plan) keep(`plan-schrijver-${plan.id}`, null); });
  document.addEventListener("visibilitychange", () => {
    if (!plan) return;
    if (document.hidden) [...plan.drafts.keys()].forEach(save);
    else look();
  });

  const start = () => {
    let waiting = false;
    bind();
    new MutationObserver(() => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; bind(); });
    }).observe(document.body, { subtree: true, childList: true });
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
