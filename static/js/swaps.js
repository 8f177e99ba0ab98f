// After htmx swapped something: where focus goes, what is said when the server could not.
(() => {
  const toast = document.getElementById("toast");
  let timer;
  let came = null;

  const say = (text) => {
    clearTimeout(timer);
    toast.textContent = text;
    toast.hidden = false;
    timer = setTimeout(() => { toast.hidden = true; }, 12000);
  };

  const focusOn = (root) =>
    (root.matches?.("[data-focus], [autofocus]") && root) || root.querySelector?.("[data-focus], [autofocus]");

  document.addEventListener("htmx:beforeRequest", (event) => {
    came = event.target.id || null;
    toast.hidden = true;
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const wanted = focusOn(event.detail.elt);
    if (wanted) return wanted.focus();
    // What was focused was swapped away: stay near, not at the top of the page.
    if (document.activeElement !== document.body) return undefined;
    const near = (came && document.getElementById(came)) || event.detail.elt.querySelector?.("a, button, input:not([type=hidden])");
    return near?.focus({ preventScroll: true });
  });

  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    if (status !== 401) say(status === 403 ? toast.dataset.refused : toast.dataset.failed);
  });
  document.addEventListener("htmx:sendError", () => say(toast.dataset.offline));

  // Escape in an edit form presses its Cancel.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.target.closest?.("form")?.querySelector("[data-cancel]")?.click();
  });

  const first = focusOn(document.querySelector("main"));
  if (first) first.focus();
})();
