// data-copy="id": a button that copies the text of a field. Without script the field is selected by hand.
(() => {
  // Over http:// from another computer browsers offer no clipboard, but the older way still works.
  const copy = async (field) => {
    field.select();
    if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
    else if (!document.execCommand("copy")) throw new Error("not copied");
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await copy(document.getElementById(button.dataset.copy));
      } catch {
        return; // the text is selected, for a copy by hand
      }
      button.querySelector("span").textContent = button.dataset.copied;
      button.nextElementSibling.textContent = button.dataset.copied; // said aloud
    });
  }
})();
