// <form method="get" data-autosubmit>: a changed select, tick box or radio applies at once, and the Apply button
// ([data-apply]) steps aside. Without this script the button does the work.
function hideApply(root) {
  for (const button of root.querySelectorAll("form[data-autosubmit] [data-apply]")) button.hidden = true;
}

document.addEventListener("change", (event) => {
  const control = event.target;
  const form = control.form;
  if (!form || !("autosubmit" in form.dataset)) return;
  if (control.matches('select, input[type="checkbox"], input[type="radio"]')) form.requestSubmit();
});

// Empty fields would only make the address longer.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !("autosubmit" in form.dataset)) return;
  const blank = [...form.elements].filter((control) => control.name && !control.disabled && control.value === "");
  for (const control of blank) control.disabled = true;
  setTimeout(() => {
    for (const control of blank) control.disabled = false;
  });
});

hideApply(document);
document.addEventListener("htmx:load", (event) => hideApply(event.target.parentNode ?? document));
