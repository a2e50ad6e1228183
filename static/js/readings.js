// <details data-reading="/reviews/7/reading/">: when first opened, fetches how the review was read into its
// [data-reading-body]. Until then, without this script and when the fetch fails, a link there leads to the same on a page.
async function load(details) {
  const body = details.querySelector("[data-reading-body]");
  const url = details.dataset.reading;
  delete details.dataset.reading;
  body.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { headers: { "HX-Request": "true" } });
    if (!response.ok) throw new Error(String(response.status));
    body.innerHTML = await response.text();
  } catch {
    details.dataset.reading = url; // opening it again tries again
  } finally {
    body.removeAttribute("aria-busy");
  }
}

// "toggle" does not bubble; it is caught on its way down.
document.addEventListener(
  "toggle",
  (event) => {
    const details = event.target;
    if (details.open && details.dataset?.reading) load(details);
  },
  true,
);
