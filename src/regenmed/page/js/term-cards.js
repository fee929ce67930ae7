// Term cards: what a linked term means, on a small card beside it; on hover, on keyboard focus, or
// at the first tap. A classic script, so that it runs from disk too. Without it a term is a link.
(() => {
  const SHOW_AFTER = 150; // ms; a pointer that only passes by opens nothing
  const HIDE_AFTER = 300; // ms; time to move from the term to its card
  const EDGE = 8; // px kept free at the sides of the window
  const GAP = 4; // px between term and card

  const cards = new Map(); // link -> its card
  let open = null; // the link whose card is shown
  let timer = 0;
  let press = {}; // the last press: which term, was it a touch, was the card open already

  function element(tag, className, text = "") {
    return Object.assign(document.createElement(tag), { className, textContent: text });
  }

  // The card is in the page, hidden, from the start: aria-describedby reads it out at any time.
  function build(link) {
    const card = element("div", "rm-term-card");
    const meaning = element("div", "rm-term-meaning");
    meaning.id = `card-${link.hash.slice(1)}`;
    meaning.setAttribute("role", "tooltip");
    meaning.append(element("strong", "", link.dataset.term), " ", link.dataset.meaning);
    const more = element("a", "rm-term-more", "Open the glossary");
    more.href = link.href;
    card.append(meaning, more);
    card.hidden = true;
    link.setAttribute("aria-describedby", meaning.id);
    cards.set(link, card);
    return card;
  }

  function place() {
    const card = cards.get(open);
    const words = open.getClientRects()[0]; // of the first line, should the term be broken
    const { clientWidth, clientHeight } = document.documentElement;
    if (!words || words.bottom < 0 || words.top > clientHeight) return hide();
    const right = clientWidth - card.offsetWidth - EDGE;
    const below = words.bottom + GAP;
    const above = words.top - GAP - card.offsetHeight;
    card.style.left = `${Math.max(EDGE, Math.min(words.left, right))}px`;
    card.style.top = `${below + card.offsetHeight > clientHeight && above > 0 ? above : below}px`;
  }

  // `touched`: a finger cannot both read and follow the term, so the card holds the link.
  function show(link, touched = false) {
    clearTimeout(timer);
    if (open && open !== link) hide();
    open = link;
    const card = cards.get(link);
    card.lastChild.hidden = !touched;
    card.hidden = false;
    place();
  }

  function hide() {
    clearTimeout(timer);
    if (open) cards.get(open).hidden = true;
    open = null;
  }

  function later(act, ms) {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  }

  const termAt = (node) => (node instanceof Element ? node.closest("a.rm-term") : null);
  const inCard = (node) => Boolean(open && node instanceof Node && cards.get(open).contains(node));

  const main = document.querySelector("main") ?? document.body;
  const terms = document.querySelectorAll("a.rm-term");
  main.append(...[...terms].map(build));

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = termAt(event.target);
    if (link && link === open) clearTimeout(timer);
    else if (link) later(() => show(link), SHOW_AFTER);
    else if (inCard(event.target)) clearTimeout(timer);
    else if (open && document.activeElement !== open) later(hide, HIDE_AFTER);
    else clearTimeout(timer);
  });

  document.addEventListener("focusin", (event) => {
    const link = termAt(event.target);
    if (link && link !== open) show(link);
  });

  document.addEventListener("focusout", (event) => {
    if (event.target !== open && !inCard(event.target)) return;
    if (!inCard(event.relatedTarget) && !cards.get(open).matches(":hover")) hide();
  });

  document.addEventListener("pointerdown", (event) => {
    const link = termAt(event.target);
    press = { link, touched: event.pointerType === "touch", wasOpen: link === open };
    if (open && link !== open && !inCard(event.target)) hide();
  });

  document.addEventListener("click", (event) => {
    const link = termAt(event.target);
    if (!link || link !== press.link || !press.touched || press.wasOpen) return;
    event.preventDefault();
    show(link, true);
  });

  document.addEventListener("keydown", (event) => {
    press = {};
    if (event.key === "Escape") hide();
  });

  document.addEventListener("scroll", () => open && place(), { passive: true, capture: true });
  window.addEventListener("resize", hide);
})();
