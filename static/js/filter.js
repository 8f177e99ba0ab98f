// A search box above a list of checkboxes: hides the rows that do not match, never a ticked one.
(() => {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const apply = (box) => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    for (const row of box.closest("[data-filter]").querySelectorAll("[data-filter-row]")) {
      const text = plain(row.textContent);
      const ticked = row.querySelector("input")?.checked;
      row.hidden = !ticked && !words.every((word) => text.includes(word));
    }
  };

  const show = (root) => {
    for (const box of root.querySelectorAll("[data-filter-box]")) {
      const rows = box.closest("[data-filter]").querySelectorAll("[data-filter-row]");
      box.hidden = rows.length < 6;
    }
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-filter-box]")) apply(event.target);
  });

  // Enter in the box would send the form around it.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-filter-box]")) event.preventDefault();
  });

  document.addEventListener("htmx:load", (event) => show(event.detail.elt));
  show(document);
})();
