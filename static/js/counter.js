// <textarea maxlength="1000" data-counter>: shows "117 / 1000" under it. data-counter="500" sets a limit of its own.
// The count goes into [data-counter-for="<id>"] when the page has one, else into a new line after the field.
// Characters are counted by code point, so an emoji is one and not two.
const NEAR = 0.9;

function start(control) {
  const limit = Number(control.dataset.counter) || control.maxLength;
  if (!(limit > 0)) return;
  let box = control.id && document.querySelector(`[data-counter-for="${CSS.escape(control.id)}"]`);
  if (!box) {
    box = document.createElement("span");
    control.after(box);
  }
  box.classList.add("counter");
  const show = () => {
    const used = [...control.value].length;
    box.textContent = `${used} / ${limit}`;
    box.classList.toggle("counter-over", used > limit);
    // Spoken only when it starts to matter.
    if (used >= limit * NEAR) box.setAttribute("aria-live", "polite");
    else box.removeAttribute("aria-live");
  };
  control.addEventListener("input", show);
  show();
}

export function scan(root = document) {
  for (const control of root.querySelectorAll("[data-counter]:not([data-counter-ready])")) {
    control.dataset.counterReady = "";
    start(control);
  }
}

scan();
document.addEventListener("htmx:load", (event) => scan(event.target));
