// After htmx swapped something: where focus goes, what is said when the server could not.
(() => {
  const toast = document.getElementById("toast");
  const CONTROLS = "a[href], button, summary, input:not([type=hidden]), select, textarea";
  const rows = () => [...document.querySelectorAll("main .items > li, main tbody tr")];
  let timer;
  let came = {};

  const say = (text) => {
    clearTimeout(timer);
    toast.textContent = text;
    toast.hidden = false;
    timer = setTimeout(() => { toast.hidden = true; }, 12000);
  };

  const wanted = (root) =>
    (root.matches?.("[data-focus], [autofocus]") && root) || root.querySelector?.("[data-focus], [autofocus]");

  const firstIn = (root) =>
    root && [...root.querySelectorAll(CONTROLS)].find((control) => control.checkVisibility());

  // What a page asks for by itself once it is there moves no focus.
  const asked = (event) => Boolean(event.detail.requestConfig?.triggeringEvent);

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!asked(event)) return;
    came = { id: event.target.id, row: rows().indexOf(event.target.closest("li, tr")) };
    toast.hidden = true;
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    if (!asked(event)) return undefined;
    const named = wanted(part);
    if (named) return named.focus();
    // What had the focus was swapped away: stay in its row or the one that took its place.
    if (document.activeElement !== document.body || part.id === "messages") return undefined;
    const same = came.id && document.getElementById(came.id);
    const row = came.row >= 0 && rows()[Math.min(came.row, rows().length - 1)];
    return (same || firstIn(row) || firstIn(part))?.focus({ preventScroll: true });
  });

  // What a page asks for by itself was not pressed by anybody: nothing of theirs is lost when it fails.
  document.addEventListener("htmx:responseError", (event) => {
    if (!asked(event)) return;
    const { status } = event.detail.xhr;
    if (status !== 401) say(status === 403 ? toast.dataset.refused : toast.dataset.failed);
  });
  document.addEventListener("htmx:sendError", (event) => { if (asked(event)) say(toast.dataset.offline); });

  // Escape in an edit form presses its Cancel.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.target.closest?.("form")?.querySelector("[data-cancel]")?.click();
  });

  wanted(document.querySelector("main"))?.focus();
})();
