// Forms that are sent once, warn before changes are lost, and fill in a sample account.
(() => {
  const changed = new Set();
  const leaveText = () => document.getElementById("toast")?.dataset.leave || "";

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) changed.add(form);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    changed.delete(form);
    if (!form.matches("[data-once]") || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
  });

  // A page taken from the browser's memory may be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  addEventListener("beforeunload", (event) => {
    for (const form of changed) if (!form.isConnected) changed.delete(form);
    if (!changed.size) return;
    event.preventDefault();
    event.returnValue = leaveText();
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) changed.delete(event.target);
  });

  // data-fill='{"login": "…"}': put values into the named fields of the form with that id.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    const form = document.getElementById(button.dataset.fillForm);
    for (const [name, value] of Object.entries(JSON.parse(button.dataset.fill))) {
      form.elements[name].value = value;
    }
    form.querySelector("button:not([type=button])").focus();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });
})();
