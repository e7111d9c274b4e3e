/* Loaded before Streamlit's bundle. Does what Streamlit cannot be told to do (its words: see woorden.js):
   landmarks, focus on the new heading, and a reload after a server restart. No dependencies. */
(() => {
  "use strict";

  // Streamlit gives its drop zone a role that takes its name away, and a chart one that has its loose numbers read aloud:
  // it is one image, and the table beside it says the same.
  const landmarks = () => {
    const next = document.querySelector("a.meteen");
    if (next) location.replace(next.href);
    for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')) zone.setAttribute("role", "group");
    // The name of a chosen file, or of a choice among more, is on a part without a role, where nothing reads it.
    for (const part of document.querySelectorAll('[data-testid="stFileChip"]:not([role]), [data-tag][aria-label]:not([role])')) part.setAttribute("role", "group");
    // A figure is one image with one name; what it is drawn with says nothing by itself. Its table has the numbers.
    for (const figure of document.querySelectorAll('[data-testid="stPlotlyChart"][role="figure"]')) figure.setAttribute("role", "img");
    for (const drawn of document.querySelectorAll(".js-plotly-plot:not([aria-hidden]), #js-plotly-tester:not([aria-hidden])")) drawn.setAttribute("aria-hidden", "true");
    document.querySelector('[data-testid="stHeader"]:not([role])')?.setAttribute("role", "none");  // a banner with nothing in it
    // A list to choose from points at a description that is only there while it is open.
    for (const field of document.querySelectorAll('input[aria-describedby^="react-aria"]')) {
      const there = field.getAttribute("aria-describedby").split(" ").filter((id) => document.getElementById(id));
      if (there.length === 0) field.removeAttribute("aria-describedby");
    }
    for (const field of document.querySelectorAll(".st-key-aantallen input")) field.inputMode = "numeric";  // a phone shows digits
  };

  // A new page: its heading becomes the title, gets the focus, and stands at the top.
  let shown = null;
  let settled = 0;
  let came = -Infinity;
  const WIDGETS = ["Radio", "Checkbox", "ButtonGroup", "Button", "FormSubmitButton", "DownloadButton"].map((name) => `[data-testid="stMain"] [data-testid="st${name}"]`).join();
  const tooSoon = (event) => {
    // Not quite as long as the style sheet: what that lets through is meant.
    if (!event.isTrusted || event.timeStamp > came + 450 || !event.target.closest?.(WIDGETS)) return;
    if (event.type === "click" && event.detail === 0) return; // by the keyboard
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of ["pointerdown", "pointerup", "mousedown", "mouseup", "click"]) addEventListener(type, tooSoon, true);
  // A page that is loaded by following one of our links is a new page like any other.
  const followed = () => document.referrer.startsWith(`${location.origin}/`) && performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const heading = () => document.querySelector('[data-testid="stMain"] h1');
  const pageChanged = (waited = false) => {
    const h1 = heading();
    const text = h1 && h1.textContent.replaceAll("\u00ad", "").trim();
    if (!text || (text === shown?.text && location.pathname === shown?.path)) return;
    if (text === shown?.text && !waited) {
      // The address changes before the page does; wait for the new heading, which may have the same words.
      setTimeout(() => pageChanged(true), 800);
      return;
    }
    const first = shown === null;
    shown = { text, path: location.pathname };
    // The second click of a double click would answer a question of the page that just came: the style sheet lets
    // no pointer at the widgets for half a second. The keyboard is free. A slow phone hands over a tap later than it came.
    document.documentElement.classList.add("pas-geopend");
    came = performance.now();
    clearTimeout(settled);
    settled = setTimeout(() => document.documentElement.classList.remove("pas-geopend"), 500);
    document.querySelector(".laden")?.remove();
    const site = document.querySelector(".merknaam")?.textContent.trim();
    document.title = site && site !== text ? `${text} · ${site}` : text;
    if (first && !followed()) return;
    h1.tabIndex = -1;
    h1.focus({ preventScroll: true });
    document.querySelector('[data-testid="stMain"]').scrollTo({ top: 0, behavior: "instant" });
  };

  // Streamlit acts on the bare keys r and c; people who speak or mistype their commands must not.
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input,textarea,select,[contenteditable=true]");
    if (/^[rc]$/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !typing) event.stopImmediatePropagation();
  }, true);

  // Streamlit sends a long text when its field is left, or at Ctrl+Enter. So that it is not lost with the page, press
  // those keys after two quiet seconds; focus and caret stay. Not in a form: they would send the form. Also when the
  // page goes or is hidden, but at a reload that is a race: Streamlit drops a run whose page is gone.
  const LONG = "textarea:not([data-testid=stForm] *)";
  const QUIET = 2000;
  let typed = null;
  let quiet = 0;
  const sendText = () => {
    clearTimeout(quiet);
    typed?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
    typed = null;
  };
  addEventListener("input", (event) => {
    if (!event.target.matches?.(LONG)) return;
    typed = event.target;
    clearTimeout(quiet);
    quiet = setTimeout(sendText, QUIET);
  }, true);
  addEventListener("beforeunload", sendText);
  document.addEventListener("visibilitychange", sendText);
  // Back: the text first, the page a moment later. Streamlit answers a text with the address that it belongs to.
  addEventListener("popstate", (event) => {
    if (!typed?.isConnected) return;
    const path = location.pathname;
    event.stopImmediatePropagation();
    sendText();
    setTimeout(() => {
      if (location.pathname === path) dispatchEvent(new PopStateEvent("popstate", { state: event.state }));
      else history.back();
    }, 400);
  }, true);

  // A text field sends its text when it is left, a moment after the click that leaves it. Let a link or button wait
  // for that: otherwise the two messages cross, and the page that was asked for does not come.
  let textLeft = -Infinity;
  addEventListener("focusout", (event) => {
    if (!event.target.matches?.("textarea,input[type=text]")) return;
    textLeft = performance.now();
    typed = null;
  }, true);
  addEventListener("click", (event) => {
    const target = event.target.closest?.('[data-testid="stMain"] a, [data-testid="stMain"] button');
    // Not in a form: there the text goes along with the button.
    if (!target || !event.isTrusted || performance.now() - textLeft > 300 || target.closest('[data-testid="stForm"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // The page may be drawn anew meanwhile: then the button under the same key is the one that was meant.
    const key = [...(target.closest('[class*="st-key-"]')?.classList ?? [])].find((name) => name.startsWith("st-key-"));
    setTimeout(() => {
      const now = target.isConnected || !key ? target : document.querySelector(`.${CSS.escape(key)} ${target.localName}`);
      now?.click();
    }, 300);
  }, true);

  addEventListener("click", (event) => {
    if (!event.target.closest) return;
    const link = event.target.closest("a.pagina");
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      // Streamlit opens the page that the address names when people go back or forward; use the same road.
      event.preventDefault();
      if (link.pathname !== location.pathname) {
        history.pushState({}, "", link.pathname);
        dispatchEvent(new PopStateEvent("popstate", { state: {} }));
      }
      return;
    }
    const print = event.target.closest("[href='#afdrukken']");
    if (print) {
      event.preventDefault();
      window.print();
      return;
    }
    // The skip link goes past our own header and menu.
    const skip = event.target.closest('[data-testid="stSkipToContent"]');
    const h1 = skip && heading();
    if (h1) {
      event.preventDefault();
      event.stopImmediatePropagation();
      h1.tabIndex = -1;
      h1.focus();
      h1.scrollIntoView();
    }
  }, true);

  // What takes longer than half a second is said: a file that is being made, or a page that is on its way.
  let busySince = 0;
  const busy = () => {
    if (document.querySelector('[data-testid="stDownloadButton"] button:disabled')) {
      return "Een ogenblik. Het bestand wordt gemaakt.";
    }
    return document.querySelector('[data-test-script-state="running"]') ? "Een ogenblik. De zelfscan is bezig." : "";
  };
  const sayBusy = (notice) => {
    const words = busy();
    const now = performance.now();
    if (!words) busySince = 0;
    else if (!busySince) {
      busySince = now;
      setTimeout(sayBusy, 520, notice);
    }
    const text = words && now - busySince > 500 ? words : "";
    if (notice.textContent !== text) notice.textContent = text;
  };

  // A text that somebody unfolded stays unfolded when what stands beside it in its element changes: "Opgeslagen".
  const unfolded = new Set();
  const fold = (details) => {
    const place = [...(details.closest('[class*="st-key-"]')?.classList ?? [])].find((name) => name.startsWith("st-key-"));
    return `${location.pathname} ${place} ${details.querySelector("summary")?.textContent}`;
  };
  addEventListener("toggle", (event) => {
    if (event.target.localName !== "details" || !event.target.closest(".stHtml")) return;
    if (event.target.open) unfolded.add(fold(event.target));
    else unfolded.delete(fold(event.target));
  }, true);
  const keepUnfolded = () => {
    if (!unfolded.size) return;
    for (const details of document.querySelectorAll(".stHtml details:not([open])")) {
      if (unfolded.has(fold(details))) details.open = true;
    }
  };

  // A figure has a wide and a narrow version; paper gets the one that the screen shows.
  addEventListener("beforeprint", () => {
    document.documentElement.classList.toggle("smal-scherm", matchMedia("(max-width: 640px)").matches);
  });

  // After a server restart the page reloads, so that the screen shows what is really stored. Not while a text
  // that is still being typed would be lost: then at the first moment that the field is left.
  let boot = null;
  let lost = false;
  const sameServer = async () => {
    let same = true;
    try {
      const now = (await (await fetch("/health", { cache: "no-store" })).json()).boot;
      same = !boot || now === boot;
      boot = now;
    } catch { /* still away: the next connection asks again */ }
    if (same) return true;
    const field = document.activeElement?.closest?.("textarea");
    if (field) field.addEventListener("blur", () => setTimeout(() => location.reload(), 1500), { once: true });
    else setTimeout(() => location.reload(), 300);
    return Boolean(field);
  };
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...args) {
      super(...args);
      this.addEventListener("open", async () => {
        const ask = lost || !boot;
        lost = false;
        // The notice stays until the page that follows a restart is there.
        if (!ask || await sameServer()) document.documentElement.classList.remove("verbinding-weg");
      });
      this.addEventListener("close", () => {
        lost = true;
        // A page that is closing is not a lost connection.
        setTimeout(() => { if (lost) document.documentElement.classList.add("verbinding-weg"); }, 1200);
      });
    }
  };

  const start = () => {
    landmarks();
    pageChanged();
    const notice = document.createElement("div");
    notice.className = "verbinding";
    notice.setAttribute("role", "status");
    const wait = document.createElement("div");
    wait.className = "bezig";
    wait.setAttribute("role", "status");
    document.body.append(notice, wait);
    new MutationObserver(() => sayBusy(wait)).observe(document.body, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state", "disabled"],
    });
    new MutationObserver(() => {
      const text = document.documentElement.classList.contains("verbinding-weg")
        ? "De verbinding is weg. Wat is opgeslagen, blijft bewaard. We proberen het steeds opnieuw; laat deze pagina open."
        : "";
      if (notice.textContent !== text) notice.textContent = text;
    }).observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
    new MutationObserver(() => {
      keepUnfolded();
      landmarks();
      pageChanged();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
