/* Where the focus is, and what is wrong with it: no ring of 2 pixels with a contrast of 3, outside the window, covered, or not
   in the order of the page. The ring is of the element itself, or of the row or box that it is a hidden part of. */
(direction) => {
  const one = document.activeElement;
  if (!one || one === document.body) return { stop: 0, faults: [], what: "nothing" };
  // A group of which only one part is a stop is one stop.
  window.stopNumbers ??= new WeakMap();
  window.stopCount ??= 0;
  const stop = (of) => of.closest("[role=radiogroup]") ?? (of.type === "radio" ? of.closest("fieldset") : null) ?? of;
  const whole = stop(one);
  if (!window.stopNumbers.has(whole)) window.stopNumbers.set(whole, ++window.stopCount);
  const faults = [];
  const found = { stop: window.stopNumbers.get(whole), faults, what: one.outerHTML.slice(0, 160) };

  const channels = (text) => {
    const numbers = (text.match(/rgba?\(([^)]*)\)/)?.[1] ?? "").split(/[ ,/]+/).map(Number);
    return numbers.length < 3 ? null : [numbers[0], numbers[1], numbers[2], numbers[3] ?? 1];
  };
  const light = ([red, green, blue]) =>
    [red, green, blue]
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = (from) => {
    for (let at = from; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const colour = (/fill/.test(style.borderImageSlice) && channels(style.borderImageSource)) || channels(style.backgroundColor);
      if (colour && colour[3] > 0.9) return colour;
    }
    return [255, 255, 255, 1];
  };
  let ringed = null;
  let contrast = 0;
  for (let at = one, up = 0; at && up < 8 && !ringed; at = at.parentElement, up++) {
    const style = getComputedStyle(at);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) continue;
    if (!at.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    ringed = at;
    const beneath = ground(parseFloat(style.outlineOffset) < 0 ? at : at.parentElement);
    const [more, less] = [light(channels(style.outlineColor)), light(beneath)].sort((a, b) => b - a);
    contrast = (more + 0.05) / (less + 0.05);
  }
  if (one.matches('h1, [tabindex="-1"]')) return found; // no stop of Tab: a heading that a new page begins with
  if (!ringed) {
    faults.push("no ring");
    return found;
  }
  if (contrast < 3) faults.push(`a ring of contrast ${contrast.toFixed(1)}`);

  const inline = getComputedStyle(ringed).display === "inline";
  const box = inline ? ringed.getClientRects()[0] : ringed.getBoundingClientRect();
  const tall = box.height > innerHeight * 0.6;
  const inside = tall ? box.top < innerHeight - 100 && box.bottom > 100 : box.top >= -1 && box.bottom <= innerHeight + 1;
  if (box.width < 8 || box.height < 8) faults.push(`too small: ${box.width} x ${box.height}`);
  if (!inside || box.left < -1 || box.right > innerWidth + 1) {
    faults.push(`outside the window: ${[box.left, box.top, box.right, box.bottom].map(Math.round)} in ${innerWidth} x ${innerHeight}`);
  } else {
    const heights = [Math.max(4, box.top + 4), Math.min(innerHeight - 4, box.bottom - 4)];
    for (const [x, y] of heights.flatMap((height) => [[box.left + 4, height], [box.right - 4, height]])) {
      const hit = document.elementFromPoint(x, y);
      if (hit && !ringed.contains(hit) && !hit.contains(ringed)) faults.push(`covered by ${hit.outerHTML.slice(0, 120)}`);
    }
  }

  // The reading order: later in the page, and lower or to the right. The skip link begins a page, its main part frames the rest.
  const [from] = window.focusPath ?? [];
  const before = from?.isConnected && stop(from);
  const apart = (of) => of.matches("h1, [tabindex='-1'], [data-testid=stMain], [data-testid=stSkipToContent]");
  if (direction === "Tab" && before && before !== whole && !apart(one) && !before.matches("[data-testid=stMain]")) {
    const [was, now] = [before.getBoundingClientRect(), whole.getBoundingClientRect()];
    const follows = before.compareDocumentPosition(whole) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (!follows) faults.push("order: earlier in the page than the stop before it");
    else if (now.top < was.top - 4 && now.left < was.right - 4) {
      faults.push(`order: ${Math.round(was.top - now.top)} pixels above the stop before it, ${from.outerHTML.slice(0, 120)}`);
    }
  }
  return found;
}
