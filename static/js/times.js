// <time datetime="..." data-relative>: "4 minutes ago" for up to a day, else the date the server wrote.
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const speak = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto", style: "short" });

function relative(seconds) {
  if (seconds < MINUTE) return speak.format(0, "second");
  if (seconds < HOUR) return speak.format(-Math.floor(seconds / MINUTE), "minute");
  return speak.format(-Math.floor(seconds / HOUR), "hour");
}

function refresh(root = document) {
  for (const element of root.querySelectorAll("time[data-relative]")) {
    element.dataset.absolute ??= element.textContent.trim();
    const seconds = (Date.now() - Date.parse(element.dateTime)) / 1000;
    const text = seconds >= -MINUTE && seconds < DAY ? relative(Math.max(0, seconds)) : element.dataset.absolute;
    if (element.textContent !== text) element.textContent = text;
    element.title = element.dataset.absolute;
  }
}

refresh();
setInterval(() => document.hidden || refresh(), 30_000);
document.addEventListener("htmx:load", (event) => refresh(event.target.parentNode ?? document));
