// What was typed survives a sign-in that came in between: it is kept in this tab when a form is sent,
// and put back if the next page was the sign-in page. Passwords, files and tokens are never kept.
(() => {
  const KEY = "throughline-draft";
  const entrance = document.body.classList.contains("entrance");
  const read = () => JSON.parse(sessionStorage.getItem(KEY) || "null");
  const write = (draft) => sessionStorage.setItem(KEY, JSON.stringify(draft));

  const kept = (field) =>
    field.name && field.name !== "csrfmiddlewaretoken" && !["password", "file", "submit"].includes(field.type);
  const typed = (field) => kept(field) && (field.type !== "hidden" || field.hasAttribute("data-carried"));

  const putBack = (form, values) => {
    for (const field of form.elements) {
      if (!kept(field) || !(field.name in values)) continue;
      const wanted = values[field.name];
      if (["checkbox", "radio"].includes(field.type)) field.checked = wanted.includes(field.value);
      else field.value = wanted.shift() ?? "";
    }
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    form.querySelector("details.more")?.setAttribute("open", "");
    const note = document.createElement("p");
    note.className = "note";
    note.tabIndex = -1;
    note.setAttribute("role", "status");
    note.textContent = document.getElementById("toast").dataset.restored;
    form.prepend(note);
    note.focus();
  };

  const restore = (draft) => {
    sessionStorage.removeItem(KEY);
    if (!draft.lost) return;
    const form = [...document.querySelectorAll("main form")].find((one) => one.action === draft.action);
    if (form) return putBack(form, draft.values);
    // It was opened in the middle of this page. Its address shows it on a page of its own.
    if (draft.sought) return;
    write({ ...draft, sought: true });
    location.assign(draft.action);
  };

  const draft = read();
  if (draft && entrance) write({ ...draft, lost: true });
  if (draft && !entrance) restore(draft);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (entrance || form.method !== "post" || !form.closest("main") || ![...form.elements].some(typed)) return;
    const values = {};
    for (const field of form.elements) {
      if (!kept(field)) continue;
      values[field.name] ??= [];
      if (!["checkbox", "radio"].includes(field.type) || field.checked) values[field.name].push(field.value);
    }
    write({ action: form.action, values, lost: false });
  }, true);

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) sessionStorage.removeItem(KEY);
  });
})();
