/* Loaded before Streamlit's bundle. Does what Streamlit cannot be told to do: Dutch for its own words,
   landmarks, focus on the new heading, and a reload after a server restart. No dependencies. */
(() => {
  "use strict";

  // Dutch for Streamlit's own words, in text and in the attributes that are read aloud.
  const WORDS = new Map(Object.entries({
    "Skip to main content": "Naar de inhoud",
    "Main menu": "Menu",
    "Sidebar": "Zijbalk",
    "App pages": "Pagina's",
    "RUNNING...": "Bezig ...",
    "Running...": "Bezig ...",
    "Stop": "Stoppen",
    "CONNECTING": "Verbinden ...",
    "Connecting": "Verbinden ...",
    "Connection error": "Geen verbinding",
    "Connection lost": "Verbinding weg",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "",
    "Streamlit server is not responding. Are you connected to the internet?":
      "De zelfscan is even niet bereikbaar. Wat is opgeslagen, blijft bewaard. We proberen het opnieuw.",
    "Page not found": "Deze pagina bestaat niet",
    "Close": "Sluiten",
    "Fullscreen": "Volledig scherm",
    "Close fullscreen": "Volledig scherm sluiten",
    "Exit fullscreen": "Volledig scherm sluiten",
    "Copy to clipboard": "Kopieer",
    "Copied to clipboard": "Gekopieerd",
    "Copy": "Kopieer",
    "Copied": "Gekopieerd",
    "Browse files": "Kies een bestand",
    "Upload": "Kies een bestand",
    "Drag and drop file here": "Sleep een bestand hierheen",
    "Drag and drop files here": "Sleep een bestand hierheen",
    "Drag and drop a file here": "Sleep een bestand hierheen",
    "Selectbox options": "Keuzes",
    "Selected values": "Gekozen",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "De verbinding is weg. Wacht tot die terug is, en probeer het dan opnieuw.",
    "Connection timed out.": "Geen antwoord van de zelfscan. We proberen het opnieuw.",
    "Download failed": "Het downloaden is niet gelukt. Probeer het opnieuw.",
    "Deferred download not properly configured": "Het downloaden is niet gelukt. Laad de pagina opnieuw.",
    "Error uploading file": "Het bestand is niet goed aangekomen. Probeer het opnieuw.",
    "Error deleting file": "Het bestand kon niet worden weggehaald. Laad de pagina opnieuw.",
    "Remove file": "Verwijder bestand",
    "Cancel upload": "Stop met uploaden",
    "Uploading...": "Bezig met uploaden ...",
    "No results": "Niets gevonden",
    "No options to select": "Niets om uit te kiezen",
    "No options to select.": "Niets om uit te kiezen.",
    "Choose an option": "Maak een keuze",
    "Clear value": "Keuze wissen",
    "Clear all": "Alles wissen",
    "Clear entry": "Invoer wissen",
    "Decrement": "Minder",
    "Increment": "Meer",
    "file upload": "Kies een bestand",
    "Add files": "Ander bestand kiezen",
    "Click to retry upload": "Klik om het opnieuw te proberen",
    "Error:": "Fout:",
    "File size is too small.": "Dit bestand is te klein.",
    "Only one file is allowed.": "Kies één bestand.",
    "Upload failed": "Het bestand is niet goed aangekomen. Probeer het opnieuw.",
    "Request timed out": "Dit duurt te lang. Probeer het opnieuw.",
    "Connection closed": "De verbinding is weg. Wacht tot die terug is, en probeer het dan opnieuw.",
    "Unexpected error. Please try again.": "Er ging iets mis. Probeer het opnieuw.",
    "Show help": "Toon uitleg",
    "Help": "Uitleg",
    "Dismiss": "Sluiten",
    "open": "openen",
    "Open": "Openen",
    "Invalid Date": "Ongeldige datum",
    "Required": "Verplicht",
    "Notifications": "Meldingen",
    "Network issue": "Niet alles kwam goed binnen",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "De pagina die u zoekt, bestaat niet. U ziet nu de start.",
  }));
  const PATTERNS = [
    [/^Callable execution failed.*$/s, "Het rapport kon niet worden gemaakt. Uw antwoorden zijn bewaard. Probeer het later opnieuw."],
    [/^Connection failed with status.*$/s, "Geen verbinding met de zelfscan. We proberen het opnieuw."],
    [/^Attempting to connect to .*$/s, "Verbinding maken ..."],
    [/^Add: (.*)$/s, "Gebruik: $1"],
    [/^Add (.*)$/s, "Gebruik $1"],
    [/^Help for (.*)$/s, "Uitleg bij $1"],
    [/^Remove (.*)$/s, "Verwijder $1"],
    [/^Cancel upload of (.*)$/s, "Stop met uploaden van $1"],
    [/^You have requested page .*$/s, "De pagina die u zoekt, bestaat niet. U ziet nu de start."],
    [/^Cannot load Streamlit frontend code\..*$/s, "Een deel van deze pagina kwam niet binnen."],
    [/^To fix this, simply reload this app by pressing$/, "Laad de pagina opnieuw met"],
    [/^If the error persists, try .*$/s, "Lukt het dan nog niet? Maak de tijdelijke bestanden van uw browser leeg. Engelse uitleg staat"],
    [/^Request failed with status code .*$/s, "Het bestand is niet goed aangekomen. Probeer het opnieuw."],
    [/^Fullscreen: (.*)$/s, "Volledig scherm: $1"],
    [/^Selected (.*)\. (.*)$/s, "Gekozen: $1. $2"],
    [/^Press (?:Ctrl|⌘)\+Enter to apply$/, "Wordt vanzelf opgeslagen"],
    [/^Press Enter to apply$/, "Wordt opgeslagen als u het veld verlaat"],
    [/^(.*, )?(\d+)\.(\d)(B|KB|MB)$/s, "$1$2,$3 $4"],
    [/^\w+ icon$/, "Pictogram"],
    [/^Limit ([\d.]+) ?(\w+) per file(.*)$/s, "Hooguit $1 $2$3"],
    [/^([\d.]+) ?(KB|MB|GB) per file(.*)$/s, "Hooguit $1 $2$3"],
    [/^File must be ([\d.]+) ?(\w+) or smaller\.?$/, "Dit bestand is te groot. Het mag hooguit $1 $2 zijn. Kies een ander bestand."],
    [/^(.*) files are not allowed\.?$/, "Dit soort bestand ($1) past niet. Kies een metingbestand."],
    [/^AxiosError: .*$/s, "Het bestand is niet goed aangekomen. Probeer het opnieuw."],
  ];
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];

  const dutch = (text) => {
    const key = text.trim();
    if (!key) return null;
    if (WORDS.has(key)) return WORDS.get(key);
    for (const [pattern, words] of PATTERNS) if (pattern.test(key)) return key.replace(pattern, words);
    return null;
  };
  const translateText = (node) => {
    const words = dutch(node.data);
    if (words !== null && words !== node.data) node.data = words;
  };
  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const words = value && dutch(value);
      if (words && words !== value) element.setAttribute(name, words);
    }
  };
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return translateText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    translateAttributes(node);
    for (const element of node.querySelectorAll("[aria-label],[title],[placeholder],[alt]")) translateAttributes(element);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) translateText(texts.currentNode);
  };

  // Streamlit gives its drop zone a role that takes its name away.
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
  const heading = () => document.querySelector('[data-testid="stMain"] h1');
  const pageChanged = (waited = false) => {
    const h1 = heading();
    const text = h1 && h1.textContent.trim();
    if (!text || (text === shown?.text && location.pathname === shown?.path)) return;
    if (text === shown?.text && !waited) {
      // The address changes before the page does; wait for the new heading, which may have the same words.
      setTimeout(() => pageChanged(true), 800);
      return;
    }
    const first = shown === null;
    shown = { text, path: location.pathname };
    // The second click of a double click would answer a question of the page that just came: the style sheet lets
    // no pointer at the widgets for half a second. The keyboard is free.
    document.documentElement.classList.add("pas-geopend");
    clearTimeout(settled);
    settled = setTimeout(() => document.documentElement.classList.remove("pas-geopend"), 500);
    document.querySelector(".laden")?.remove();
    const site = document.querySelector(".merknaam")?.textContent.trim();
    document.title = site && site !== text ? `${text} · ${site}` : text;
    if (first) return;
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
    translate(document.body);
    landmarks();
    pageChanged();
    const notice = document.createElement("div");
    notice.className = "verbinding";
    notice.setAttribute("role", "status");
    document.body.append(notice);
    new MutationObserver(() => {
      const text = document.documentElement.classList.contains("verbinding-weg")
        ? "De verbinding is weg. Wat is opgeslagen, blijft bewaard. We proberen het steeds opnieuw; laat deze pagina open."
        : "";
      if (notice.textContent !== text) notice.textContent = text;
    }).observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "characterData") translateText(change.target);
        else if (change.type === "attributes") translateAttributes(change.target);
        else change.addedNodes.forEach(translate);
      }
      landmarks();
      pageChanged();
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
