/* The form of a plan as people see it: values in fields, words beside them, progress, and a second text to choose from.
   The other script (plan.js) knows what is stored. */
window.planBeeld = (() => {
  "use strict";

  const controls = (key) => [...document.querySelectorAll(`[data-veld="${CSS.escape(key)}"]`)];
  const block = (key) => controls(key)[0]?.closest(".planveld");
  const shown = (key) => {
    const [first, ...others] = controls(key);
    if (!first) return null;
    if (first.type === "radio") return [first, ...others].find((one) => one.checked)?.value ?? "";
    if (first.type === "checkbox") return first.checked ? "1" : "";
    return first.value;
  };
  const show = (key, value) => {
    for (const one of controls(key)) {
      if (one.type === "radio") one.checked = one.value === value;
      else if (one.type === "checkbox") one.checked = value === "1";
      else if (one.value !== value) {
        one.value = value;
        fit(one);
      }
      if (one.type === "date") day(one);
    }
  };
  // A date in words: how a browser writes one depends on its language.
  const day = (control) => {
    const place = control.parentElement.querySelector(".dag");
    const words = control.value
      ? new Date(`${control.value}T12:00`).toLocaleDateString("nl-NL", { weekday: "long", day: "numeric", month: "long", year: "numeric" })
      : "";
    if (place && place.textContent !== words) place.textContent = words;
  };
  // A long text is seen whole, without a scroll bar of its own.
  const fit = (control) => {
    if (control.tagName !== "TEXTAREA" || !control.offsetParent) return;
    control.style.height = "auto";
    control.style.height = `${control.scrollHeight + 4}px`;
  };
  const tell = (key, words, kind = "") => {
    const place = block(key)?.querySelector(".bewaard");
    if (!place) return;
    place.className = `bewaard ${kind}`;
    if (place.textContent !== words) place.textContent = words;
    for (const one of controls(key)) one.toggleAttribute("aria-invalid", kind === "mis");
  };
  // To who cannot see the field.
  const say = (words) => dispatchEvent(new CustomEvent("zeg", { detail: words }));

  const progress = (done) => {
    const count = Object.values(done).filter(Boolean).length;
    const bar = document.querySelector("[data-voortgang]");
    if (bar) {
      bar.querySelector("progress").value = count;
      const words = `${count} van ${Object.keys(done).length} onderdelen ingevuld`;
      if (bar.querySelector("span").textContent !== words) bar.querySelector("span").textContent = words;
    }
    for (const place of document.querySelectorAll("[data-deel]")) {
      const full = done[place.dataset.deel];
      place.className = full ? "aantal klaar" : "aantal";
      const words = full ? "ingevuld" : "nog niet af";
      if (place.textContent !== words) place.textContent = words;
    }
  };

  // Rows: the filled ones and one more.

  const rows = () => {
    for (const list of document.querySelectorAll("[data-rijen]")) {
      let last = 0;
      const all = [...list.children];
      all.forEach((row, place) => {
        if ([...row.querySelectorAll("[data-veld]")].some((one) => shown(one.dataset.veld))) last = place + 1;
      });
      all.forEach((row, place) => { row.hidden = place > last; });
    }
  };

  // A second text: both stand on the page until somebody chooses.

  const second = (other, choose) => {
    const box = document.createElement("div");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", "Er zijn twee teksten");
    const head = document.createElement("p");
    head.className = "nadruk";
    head.textContent = "Er zijn twee teksten. In het veld hierboven staat de ene. Dit is de andere:";
    const text = document.createElement("blockquote");
    text.textContent = other.tekst;
    const buttons = document.createElement("p");
    buttons.className = "keuzes";
    const long = controls(other.veld)[0]?.tagName === "TEXTAREA";
    for (const [how, words] of [["plan", "Houd de tekst hierboven"], ["other", "Gebruik deze tekst"], ...(long ? [["both", "Zet ze onder elkaar"]] : [])]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "knop2";
      button.textContent = words;
      button.addEventListener("click", () => choose(other, how));
      buttons.append(button);
    }
    box.append(head, text, buttons);
    return box;
  };
  return { controls, shown, show, fit, day, tell, say, progress, rows, second };
})();
