/* Remembers from where the focus came, and writes down what a screen reader is told: the text that comes in a live region, and whether the region was there before.
   An alert may come with its text. */
(() => {
  const LIVE = "[role=status],[role=alert],[aria-live=polite],[aria-live=assertive]";
  const known = new Map();
  window.heard = [];
  const look = () => {
    for (const region of document.querySelectorAll(LIVE)) {
      const text = region.textContent.trim();
      const urgent = region.getAttribute("role") === "alert" || region.ariaLive === "assertive";
      if (text && text !== known.get(region)) window.heard.push({ text, live: urgent || known.has(region) });
      // One that is not rendered is no region that a screen reader knows.
      if (text || region.checkVisibility()) known.set(region, text);
    }
    for (const region of known.keys()) if (!region.isConnected) known.delete(region);
  };
  addEventListener("focusin", (event) => { window.focusPath = [window.focusPath?.[1], event.target]; });
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})();
