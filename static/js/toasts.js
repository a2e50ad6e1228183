// [data-toast]: gets its close button; goes after 5 s unless read (pointer or focus on it) or marked data-toast="stay".
const STAY_MS = 5000;

function start(toast) {
  const close = toast.querySelector("[data-toast-close]");
  if (close) {
    close.hidden = false;
    close.addEventListener("click", () => toast.remove());
  }
  if (toast.dataset.toast === "stay") return;
  let timer;
  const resume = () => {
    clearTimeout(timer);
    timer = setTimeout(() => toast.remove(), STAY_MS);
  };
  const pause = () => clearTimeout(timer);
  const leave = () => {
    if (!toast.matches(":hover, :focus-within")) resume();
  };
  toast.addEventListener("pointerenter", pause);
  toast.addEventListener("focusin", pause);
  toast.addEventListener("pointerleave", leave);
  toast.addEventListener("focusout", () => setTimeout(leave));
  resume();
}

function scan() {
  for (const toast of document.querySelectorAll("[data-toast]:not([data-toast-ready])")) {
    toast.dataset.toastReady = "";
    start(toast);
  }
}

scan();
document.addEventListener("htmx:load", scan);
