// What others change in a plan while its page is open: asked every few seconds as long as somebody looks at it.
// Nothing that is being typed is touched. It ends when the session does, and is quiet when nobody answers.
(() => {
  const place = document.querySelector("[data-news]");
  if (!place) return;
  const EVERY = 15000;
  const LONGEST = 240000;
  let pause = EVERY;
  let timer;
  let asking = false;

  const address = () => {
    const there = new URL(place.dataset.news, location.href);
    for (const form of document.querySelectorAll("form[data-editing]")) there.searchParams.append("item", form.dataset.editing);
    return there;
  };

  const tell = (text) => {
    const piece = new DOMParser().parseFromString(text, "text/html").body.firstElementChild;
    const known = place.firstElementChild?.dataset.latest;
    // The same news with another "ago" is not read out again.
    place.setAttribute("aria-live", known === piece.dataset.latest ? "off" : "polite");
    if (!place.contains(document.activeElement)) place.replaceChildren(piece);
  };

  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden || asking) return;
    asking = true;
    let goOn = true;
    try {
      const answer = await fetch(address(), { redirect: "manual", headers: { Accept: "text/html" } });
      if (answer.status === 200) tell(await answer.text());
      // Signed out, no member any more, no such plan: there is nothing to wait for.
      goOn = answer.ok || answer.status >= 500 || answer.status === 429;
      pause = answer.ok ? EVERY : Math.min(2 * pause, LONGEST);
    } catch {
      pause = Math.min(2 * pause, LONGEST);
    }
    asking = false;
    if (goOn) timer = setTimeout(ask, pause);
    else document.removeEventListener("visibilitychange", ask);
  };

  document.addEventListener("visibilitychange", ask);
  timer = setTimeout(ask, EVERY);
})();
