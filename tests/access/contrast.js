// The contrast of every visible text of the page, from the colours that it has. A text whose ground cannot be read from
// the styles (a picture, a drawing, something that lies under it) is marked, for the pixels to tell.
(() => {
  const MARK = "data-ondergrond";
  const colour = (text) => {
    const numbers = text.match(/rgba?\(([^)]+)\)/)?.[1].split(/[\s,/]+/).filter(Boolean).map(Number);
    if (!numbers) return null;
    const [red, green, blue, alpha = 1] = numbers;
    return [red, green, blue, alpha];
  };
  const over = (front, back) => [0, 1, 2].map((part) => front[part] * front[3] + back[part] * (1 - front[3])).concat(1);
  const light = (one) => {
    const [red, green, blue] = one.slice(0, 3).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((left, right) => left - right);
    return (high + 0.05) / (low + 0.05);
  };
  // A border image of one colour that fills its box is a ground like any other.
  const borderGround = (style) => {
    if (style.borderImageSource === "none") return null;
    const found = [...new Set(style.borderImageSource.match(/rgba?\([^)]+\)/g) ?? [])];
    return found.length === 1 && style.borderImageSlice.includes("fill") ? colour(found[0]) : undefined;
  };
  // The ground under an element: a colour, or null where the styles do not tell.
  const ground = (element) => {
    const layers = [];
    for (let part = element; part; part = part.parentElement) {
      const style = getComputedStyle(part);
      if (style.backgroundImage !== "none") return null;
      const border = borderGround(style);
      if (border === undefined) return null;
      if (border) layers.push(border);
      const here = colour(style.backgroundColor);
      if (here && here[3] > 0) layers.push(here);
      if (layers.at(-1)?.[3] === 1) break;
      // Streamlit's own frame lies loose on the page, with nothing under it.
      if (/absolute|fixed/.test(style.position) && part.parentElement?.closest('[data-testid="stMainBlockContainer"]')) return null;
    }
    return layers.reverse().reduce((back, front) => over(front, back), [255, 255, 255, 1]);
  };
  const seeThrough = (element) => {
    let product = 1;
    for (let part = element; part; part = part.parentElement) product *= Number(getComputedStyle(part).opacity);
    return product;
  };
  const visible = (element, box) =>
    box.width > 1.5 && box.height > 1.5 &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !hiddenFromSight(element);
  // Only for screen readers: a part of one pixel, or cut away.
  const hiddenFromSight = (element) => {
    for (let part = element; part && part !== document.body; part = part.parentElement) {
      const style = getComputedStyle(part);
      if (style.overflow !== "visible" && part.clientWidth <= 1 && part.clientHeight <= 1 && style.position === "absolute") return true;
      if (/inset\((50|100)%/.test(style.clipPath) || /rect\((0|1)px,? (0|1)px/.test(style.clip)) return true;
    }
    return false;
  };
  const pieces = () => {
    const found = [];
    const add = (element, text, box, painted) => {
      if (!visible(element, box) || element.closest(":disabled, [aria-disabled=true], noscript")) return;
      const style = getComputedStyle(element, painted);
      const front = colour(element.closest("svg") ? style.fill : style.color);
      if (front) found.push({ element, text: text.trim().slice(0, 60), style, front });
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || /^(SCRIPT|STYLE|NOSCRIPT|TITLE|OPTION|TEXTAREA)$/i.test(node.parentElement?.tagName ?? "")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      add(node.parentElement, node.data, range.getBoundingClientRect());
    }
    for (const field of document.querySelectorAll("input:not([type=radio],[type=checkbox],[type=range],[type=file]), textarea")) {
      const box = field.getBoundingClientRect();
      if (field.value) add(field, field.value, box);
      else if (field.placeholder) add(field, field.placeholder, box, "::placeholder");
    }
    return found;
  };
  window.contrasts = () => {
    for (const old of document.querySelectorAll(`[${MARK}]`)) old.removeAttribute(MARK);
    const doubted = document.querySelectorAll("[data-axe-twijfel]");
    const under = new Map();
    const answer = { count: 0, lowest: 21, low: [], unknown: [] };
    for (const { element, text, style, front } of pieces()) {
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const icon = element.matches('[data-testid="stIconMaterial"]');
      // Figures have all of their numbers in a table too.
      const need = icon ? 3 : large || element.closest("svg") ? 4.5 : 7;
      answer.count += 1;
      const doubt = [...doubted].some((one) => one.contains(element));
      if (!under.has(element)) under.set(element, element.closest("svg") || doubt ? null : ground(element));
      const back = under.get(element);
      const alpha = front[3] * seeThrough(element);
      if (!back) {
        const mark = element.getAttribute(MARK) ?? String(answer.unknown.length);
        element.setAttribute(MARK, mark);
        answer.unknown.push({ mark, text, need, front: [...front.slice(0, 3), alpha] });
        continue;
      }
      const found = ratio(over([...front.slice(0, 3), alpha], back), back);
      if (need === 7) answer.lowest = Math.min(answer.lowest, found);
      if (found < need) answer.low.push({ text, found, need });
    }
    return answer;
  };
  // Where a marked text stands now, once it has been brought into view: only what lies in the window counts.
  window.contrastPlaces = (mark) => {
    const first = document.querySelector(`[${MARK}="${mark}"]`);
    if (!first) return [];
    first.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const places = [];
    for (const element of document.querySelectorAll(`[${MARK}]`)) {
      let boxes = [element.getBoundingClientRect()];
      if (!/^(INPUT|TEXTAREA)$/.test(element.tagName)) {
        boxes = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).flatMap((node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          return [...range.getClientRects()];
        });
      }
      const inside = ({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      if (element !== first && !boxes.every(inside)) continue;
      places.push({ mark: element.getAttribute(MARK), boxes: boxes.map(({ x, y, width, height }) => [x, y, width, height]) });
    }
    return places;
  };
})();
