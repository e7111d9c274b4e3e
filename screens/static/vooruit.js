// Not ahead: Streamlit fetches its font of icons, 375 kB and a third of a first visit, before anything shows one. Our pages show
// one only beside a file to choose; there the browser fetches it by itself.
{
  const load = document.fonts.load.bind(document.fonts);
  document.fonts.load = (font, text) => (font.includes("Material Symbols") ? Promise.resolve([]) : load(font, text));
}

// Looking ahead: who answers questions sees the radar twenty minutes later. On the pages with questions the browser fetches the
// parts that draw it, and on the overview, one page before it, it gets them ready. Without this a phone on a slow line waits
// for 1.4 MB with the result already open, and then for its own processor.
(() => {
  "use strict";
  const parts = (document.currentScript.dataset.grafiek || "").split(" ").filter(Boolean);
  const moment = window.requestIdleCallback ?? ((act) => setTimeout(act, 200));
  let fetched = false, ready = false;

  const fetchAhead = () => parts.forEach((href) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "prefetch", as: "script", crossOrigin: "anonymous", href });
    document.head.append(link);
  });
  const getReady = () => import(new URL(parts[0], document.baseURI).href).catch(() => {});

  const look = () => {
    const page = location.pathname.slice(1);
    if (!fetched && page !== "werksessie" && document.querySelector(".voortgang")) {
      fetched = true;
      setTimeout(fetchAhead, 3000); // the page itself first
    }
    if (!ready && page === "overzicht" && document.querySelector("h1")) {
      ready = true;
      setTimeout(() => moment(getReady), 1500);
    }
  };
  const start = () => new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
  if (parts.length && !navigator.connection?.saveData) { // who saves data asks for it only when it is needed
    if (document.body) start();
    else addEventListener("DOMContentLoaded", start);
  }
})();
