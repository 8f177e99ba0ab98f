// The alignment map: pointing at a card, or moving to it, lights its trace; arrow keys follow the connectors.
// Without this file the cards' own links do the same (?focus=).
(() => {
  const mapOf = (node) => node?.closest?.(".map");
  const cardOf = (node) => node?.closest?.(".map [data-card]");
  const cardsOf = (map) => [...map.querySelectorAll("[data-card]")];
  const hopsOf = (map) => [...map.querySelectorAll("[data-upper]")];

  // Everything that can be reached over the connectors in one direction; adds the connectors to `lit`.
  const walk = (hops, start, from, to, lit) => {
    const reached = new Set([start]);
    for (const ref of reached) {
      for (const hop of hops) {
        if (hop.dataset[from] !== ref) continue;
        lit.add(hop);
        reached.add(hop.dataset[to]);
      }
    }
    return reached;
  };

  const light = (map, ref) => {
    const hops = hopsOf(map);
    const lit = new Set();
    const up = ref ? walk(hops, ref, "lower", "upper", lit) : new Set();
    const down = ref ? walk(hops, ref, "upper", "lower", lit) : new Set();
    map.classList.toggle("tracing", Boolean(ref));
    hops.forEach((hop) => hop.classList.toggle("lit", lit.has(hop)));
    cardsOf(map).forEach((card) => card.classList.toggle("lit", up.has(card.dataset.card) || down.has(card.dataset.card)));
  };

  // What was chosen by a link stays lit; else the card that has the keyboard.
  const settle = (map, card) => {
    const held = document.activeElement?.matches(":focus-visible") ? cardOf(document.activeElement) : null;
    light(map, (card || held)?.dataset.card || map.dataset.focus);
  };

  let pointed = null;
  document.addEventListener("pointerover", (event) => {
    const card = event.pointerType === "touch" ? null : cardOf(event.target);
    if (card === pointed) return;
    const map = mapOf(card || pointed);
    pointed = card;
    if (map) settle(map, card);
  });
  document.addEventListener("focusin", (event) => cardOf(event.target) && settle(mapOf(event.target), null));
  document.addEventListener("focusout", (event) => cardOf(event.target) && settle(mapOf(event.target), pointed));

  const middle = (card) => card.getBoundingClientRect().top + card.offsetHeight / 2;
  const beside = (map, card, from, to) => {
    const refs = new Set(hopsOf(map).filter((hop) => hop.dataset[from] === card.dataset.card).map((hop) => hop.dataset[to]));
    const near = cardsOf(map).filter((other) => refs.has(other.dataset.card));
    return near.sort((a, b) => Math.abs(middle(a) - middle(card)) - Math.abs(middle(b) - middle(card)))[0];
  };
  document.addEventListener("keydown", (event) => {
    const card = cardOf(event.target);
    if (!card || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const map = mapOf(card);
    const column = [...card.closest("section").querySelectorAll("[data-card]")];
    const next = {
      ArrowLeft: () => beside(map, card, "lower", "upper"),
      ArrowRight: () => beside(map, card, "upper", "lower"),
      ArrowUp: () => column[column.indexOf(card) - 1],
      ArrowDown: () => column[column.indexOf(card) + 1],
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
