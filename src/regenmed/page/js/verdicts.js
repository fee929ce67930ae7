// The reader's own verdict on each claim, and the book's, which shows only after it. Kept on the
// device as { given, first }: the latest verdict, and the one given before the book's was seen.

function words(pairs, key) {
  return pairs.find(([name]) => name === key)?.[1] ?? "";
}

// What is kept of one claim, or null; a verdict that no longer exists counts as none.
function judged(claim, spec, data) {
  const saved = data.verdicts[claim.id];
  return saved && words(spec.verdicts, saved.given) ? saved : null;
}

function chooser(pairs, first) {
  const select = control(make("select"));
  for (const [value, label] of [["", first], ...pairs]) {
    const option = make("option", "", label);
    option.value = value;
    select.append(option);
  }
  return select;
}

function labelled(label, select) {
  return make("label", "rm-verdicts-label", make("span", "", label), select);
}

function badge(spec, verdict) {
  return make("span", `rm-verdict rm-verdict-${verdict}`, words(spec.verdicts, verdict));
}

// What stands under a claim once it is judged.
function comparison(claim, spec, saved) {
  const same = saved.given === claim.verdict;
  const mine = words(spec.verdicts, saved.given);
  const change = saved.first !== saved.given ? `, and first ${words(spec.verdicts, saved.first)}` : "";
  return [
    make("p", "rm-verdicts-mine", make("strong", "", same ? "You agree. " : "You differ. "), `You say: ${mine}${change}.`),
    make(
      "p",
      "",
      "The book says ",
      badge(spec, claim.verdict),
      ` with ${words(spec.certainties, claim.certainty)} certainty, because: ${claim.reason}`,
    ),
  ];
}

function claimCard(claim, spec, name, linked, said) {
  const text = make("p", "rm-verdicts-text", claim.text);
  text.id = `${name}-${claim.id}-text`;
  const place = `lesson ${claim.number}`;
  const lesson = make(linked ? "a" : "span", "rm-verdicts-lesson", place);
  if (linked) lesson.href = `${claim.lesson}.html`;
  const select = chooser(spec.verdicts, "choose …");
  select.id = `${name}-${claim.id}`;
  const compare = control(make("button", "", "Compare"));
  compare.type = "button";
  const answer = make("div", "rm-verdicts-answer");
  answer.id = `${name}-${claim.id}-answer`;
  compare.setAttribute("aria-describedby", answer.id);
  const form = make("div", "rm-verdicts-form", labelled("Your verdict", select), compare);
  const node = make("li", "rm-verdicts-claim", make("div", "rm-verdicts-head", text, lesson), form, answer);
  form.setAttribute("role", "group");
  form.setAttribute("aria-labelledby", text.id);
  let shown;

  function show(data) {
    const saved = judged(claim, spec, data);
    const now = JSON.stringify(saved);
    if (now === shown) return;
    shown = now;
    select.value = saved ? saved.given : "";
    answer.replaceChildren(...(saved ? comparison(claim, spec, saved) : []));
    node.dataset.judged = saved ? (saved.given === claim.verdict ? "same" : "other") : "not";
  }

  compare.addEventListener("click", () => {
    const given = select.value;
    const before = judged(claim, spec, storeRead());
    if (!given && !before) return said("Choose a verdict first.");
    storeUpdate((data) => {
      if (given) data.verdicts[claim.id] = { given, first: before?.first ?? given };
      else delete data.verdicts[claim.id];
    });
    if (!given) return said("Your verdict is taken back.");
    said(given === claim.verdict ? "You and the book agree." : "You and the book differ.");
  });
  return { claim, node, show };
}

function agreement(spec) {
  const data = storeRead();
  const mine = spec.claims.flatMap((claim) => {
    const saved = judged(claim, spec, data);
    return saved ? [saved.first === claim.verdict] : [];
  });
  if (!mine.length) return `None of ${spec.claims.length} claims judged yet.`;
  const same = mine.filter(Boolean).length;
  return `${mine.length} of ${spec.claims.length} claims judged; ${same} of your first verdicts ${same === 1 ? "is" : "are"} the book's.`;
}

const MINE = [
  ["not", "not judged yet"],
  ["same", "I agree"],
  ["other", "I differ"],
];

// The book's verdict and certainty can pick only among judged claims: else they would tell.
function fits({ claim, node }, wanted) {
  const seen = node.dataset.judged !== "not";
  return (
    (!wanted.lesson || claim.lesson === wanted.lesson) &&
    (!wanted.mine || node.dataset.judged === wanted.mine) &&
    (!wanted.verdict || (seen && claim.verdict === wanted.verdict)) &&
    (!wanted.certainty || (seen && claim.certainty === wanted.certainty))
  );
}

function render({ model, el }) {
  const name = model.get("name");
  const spec = model.get("spec");
  const linked = Boolean(el.closest(".rm-widget"));
  const status = make("p", "rm-verdicts-status");
  status.setAttribute("role", "status");
  const say = (...parts) => (status.textContent = parts.filter(Boolean).join(" "));
  const said = (first) => say(first, agreement(spec));
  const cards = spec.claims.map((claim) => claimCard(claim, spec, name, linked, said));
  const filters = {
    lesson: chooser(spec.lessons, "all"),
    mine: chooser(MINE, "all"),
    verdict: chooser(spec.verdicts, "all"),
    certainty: chooser(spec.certainties, "all"),
  };

  function draw() {
    const data = storeRead();
    cards.forEach((card) => card.show(data));
  }

  function filter() {
    const wanted = Object.fromEntries(Object.entries(filters).map(([key, { value }]) => [key, value]));
    cards.forEach((card) => (card.node.hidden = !fits(card, wanted)));
    const count = cards.filter((card) => !card.node.hidden).length;
    const hint = wanted.verdict || wanted.certainty ? "Claims not judged yet are left out, so that nothing is given away." : "";
    say(`${count} of ${cards.length} claims shown.`, hint, agreement(spec));
  }

  for (const [key, select] of Object.entries(filters)) {
    select.id = `${name}-${key}`;
    select.addEventListener("change", filter);
  }
  const all = control(make("button", "", "Show all"));
  all.type = "button";
  all.addEventListener("click", () => {
    Object.values(filters).forEach((select) => (select.value = ""));
    filter();
  });
  const bar = make(
    "div",
    "rm-verdicts-filters",
    labelled("Lesson", filters.lesson),
    labelled("Mine", filters.mine),
    labelled("Book's verdict", filters.verdict),
    labelled("Certainty", filters.certainty),
    all,
  );
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Which claims to show");
  const scroll = make("div", "rm-verdicts-scroll", make("ul", "rm-verdicts-list", ...cards.map(({ node }) => node)));
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "The claims");
  const box = make("section", "rm-verdicts", bar, status, scroll);
  box.setAttribute("aria-label", "Your verdicts");
  draw();
  said(storeWorks() ? "" : "This browser does not let the page keep answers.");
  // Told by another tab, or by this one: cards follow, the sentence is said by whoever changed it.
  const end = storeListen(draw);
  el.replaceChildren(box);
  return end;
}

export default { render };
