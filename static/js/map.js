// The map: a card that is pointed at or focused lights its trace; arrow keys follow the connectors.
(() => {
  const mapOf = (node) => node?.closest?.(".map");
  const cardOf = (node) => node?.closest?.(".map [data-card]") ?? null;
  const cardsOf = (place) => [...place.querySelectorAll("[data-card]")];
  const hopsOf = (map) => [...map.querySelectorAll("[data-upper]")];

  // Everything that can be reached over the connectors in one direction; adds the connectors to `lit`.
  const walk = (hops, start, from, to, lit) => {
    const reached = new Set([start]);
    for (const ref of reached) {
      for (const hop of hops.filter((one) => one.dataset[from] === ref)) {
        lit.add(hop);
        reached.add(hop.dataset[to]);
      }
    }
    return reached;
  };
  const light = (map, ref) => {
    const hops = hopsOf(map);
    const lit = new Set();
    const refs = ref ? [...walk(hops, ref, "lower", "upper", lit), ...walk(hops, ref, "upper", "lower", lit)] : [];
    map.classList.toggle("tracing", Boolean(ref));
    hops.forEach((hop) => hop.classList.toggle("lit", lit.has(hop)));
    cardsOf(map).forEach((card) => card.classList.toggle("lit", refs.includes(card.dataset.card)));
  };
  // What a pointer is on comes first, then what has the keyboard, then what was chosen by its link.
  const settle = (map, card) => {
    const held = document.activeElement?.matches(":focus-visible") ? cardOf(document.activeElement) : null;
    light(map, (card || held)?.dataset.card || map.dataset.chosen);
  };

  let pointed = null;
  document.addEventListener("pointerover", (event) => {
    const card = event.pointerType === "touch" ? null : cardOf(event.target);
    if (card === pointed) return;
    settle(mapOf(card || pointed), (pointed = card));
  });
  document.addEventListener("focusin", ({ target }) => cardOf(target) && settle(mapOf(target), null));
  document.addEventListener("focusout", ({ target }) => cardOf(target) && settle(mapOf(target), pointed));

  // A chosen card stays in sight where the picture is wider than its place.
  const show = () => {
    const card = document.querySelector(".map-beside [aria-current].map-card");
    const place = card?.closest(".map-scroll");
    if (!place) return;
    const middle = (box) => box.left + box.width / 2;
    place.scrollLeft += middle(card.getBoundingClientRect()) - middle(place.getBoundingClientRect());
  };
  document.addEventListener("htmx:afterSettle", show);
  show();

  const beside = (map, card, from, to) => {
    const refs = hopsOf(map).filter((hop) => hop.dataset[from] === card.dataset.card).map((hop) => hop.dataset[to]);
    const far = (other) => Math.abs(other.getBoundingClientRect().top - card.getBoundingClientRect().top);
    return cardsOf(map).filter((other) => refs.includes(other.dataset.card)).sort((a, b) => far(a) - far(b))[0];
  };
  document.addEventListener("keydown", (event) => {
    const card = cardOf(event.target);
    if (!card || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const column = cardsOf(card.closest("section"));
    const next = {
      ArrowLeft: () => beside(mapOf(card), card, "lower", "upper"),
      ArrowRight: () => beside(mapOf(card), card, "upper", "lower"),
      ArrowUp: () => column[column.indexOf(card) - 1],
      ArrowDown: () => column[column.indexOf(card) + 1],
    }[event.key]?.();
    if (next) event.preventDefault();
    next?.focus();
  });
})();
