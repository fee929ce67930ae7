// One check of a lesson: its questions with native controls, feedback, and a score that is kept on
// the reader's device. Knows no subject: everything it says of an item comes from the model.

const ICON_PATHS = {
  right: "M3 8.5l3.2 3.2L13 4.8",
  wrong: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  partly: "M3.5 8h9",
  unreadable: "M8 4v5M8 11.6v.2",
  up: "M8 12.5v-9M4 7l4-4 4 4",
  down: "M8 3.5v9M4 9l4 4 4-4",
};

function quizIcon(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "rm-quiz-icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICON_PATHS[kind]);
  svg.append(path);
  return svg;
}

function decodeKey(text) {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

const NO_RECORD = { given: null, tries: 0, right: false, first: false, checked: false };

// An answer to an earlier wording of the item does not count for this one.
function recordOf(item) {
  const saved = storeRead().quizzes[item.id];
  return saved && saved.stamp === item.stamp ? saved : { ...NO_RECORD, stamp: item.stamp };
}

function questionNode(item, place, total, name, saved) {
  const key = decodeKey(item.key);
  const status = make("div", "rm-quiz-status");
  status.setAttribute("role", "status");
  const why = make("div", "rm-quiz-why");
  const check = control(make("button", "rm-quiz-check", "Check"));
  check.type = "submit";
  const again = control(make("button", "rm-quiz-again", "Try again"));
  again.type = "button";
  const controls = answerControls(item, name, () => {
    hideResult();
    keep({ given: controls.read(), checked: false });
  });
  const legend = make(
    "legend",
    "rm-quiz-stem",
    make("span", "rm-quiz-count", `Question ${place} of ${total}`),
    make("span", "rm-quiz-words", richText(item.stem)),
  );
  const field = make("fieldset", "rm-quiz-field", legend, controls.node);
  const actions = make("div", "rm-quiz-actions", check, again, status);
  const form = make("form", "rm-quiz-item", field, actions, why);
  form.noValidate = true;
  form.id = name;

  function keep(change) {
    const record = { ...recordOf(item), ...change };
    saved(storeUpdate((data) => (data.quizzes[item.id] = record)));
    form.dataset.right = String(record.right);
  }

  function hideResult() {
    status.replaceChildren();
    why.replaceChildren();
    again.hidden = true;
    delete form.dataset.outcome;
    controls.notes.forEach((note) => {
      note.hidden = true;
      note.replaceChildren();
      delete note.parentElement.dataset.mark;
    });
    describe([]);
  }

  // Each control names the note that belongs to it; a number that cannot be read is marked so.
  function describe(shown, invalid = false) {
    controls.described.forEach((input, i) => {
      const ids = [controls.input && `${name}-unit`, shown[i] && controls.notes[i].id];
      const text = ids.filter(Boolean).join(" ");
      if (text) input.setAttribute("aria-describedby", text);
      else input.removeAttribute("aria-describedby");
    });
    if (controls.input) controls.input.setAttribute("aria-invalid", String(invalid));
  }

  function showResult(result) {
    hideResult();
    form.dataset.outcome = result.outcome;
    const spoken = result.outcome === "right" ? [] : result.notes.filter(Boolean);
    status.append(
      make("span", "rm-quiz-badge", quizIcon(result.outcome)),
      make("span", "rm-quiz-verdict", result.message),
      make("span", "rm-visually-hidden", ...spoken.map((note) => ` ${plainText(note.text)}`)),
    );
    result.notes.forEach((note, i) => {
      const place = controls.notes[i];
      const word = note.right ? "Right: " : "Not so: ";
      place.append(quizIcon(note.right ? "right" : "wrong"), make("span", "rm-visually-hidden", word));
      place.append(make("span", "", richText(note.text)));
      place.hidden = false;
      place.parentElement.dataset.mark = note.right ? "right" : "wrong";
    });
    describe(result.notes, result.outcome === "unreadable");
    again.hidden = result.outcome === "right" || result.outcome === "unreadable";
    if (result.outcome === "right") why.append(...explanation(key));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = controls.read();
    const result = grade(item.type, key, given);
    showResult(result);
    if (result.outcome === "unreadable") return;
    const before = recordOf(item);
    const same = before.checked && JSON.stringify(before.given) === JSON.stringify(given);
    const tries = before.right || same ? before.tries : before.tries + 1;
    const right = result.outcome === "right";
    keep({
      given,
      tries,
      checked: true,
      right: before.right || right,
      first: before.first || (right && tries === 1),
    });
  });
  again.addEventListener("click", () => {
    controls.focus();
    controls.clear();
    hideResult();
    keep({ given: controls.read(), checked: false });
  });

  hideResult();
  const record = recordOf(item);
  form.dataset.right = String(record.right);
  if (record.given !== null && controls.write(record.given) && record.checked) {
    showResult(grade(item.type, key, controls.read()));
  }
  return form;
}

function explanation(key) {
  const lines = [make("p", "rm-quiz-explanation", make("strong", "", "Why. "))];
  lines[0].append(richText(key.explanation));
  if (key.sources.length) {
    const line = make("p", "rm-quiz-source", "From ");
    key.sources.forEach(({ text, url }, i) => {
      if (i) line.append("; ");
      const link = control(make("a", "", text));
      link.href = url;
      line.append(link);
    });
    lines.push(line);
  }
  return lines;
}

function scoreWords(items) {
  const records = items.map(recordOf);
  const right = records.filter((record) => record.right).length;
  const first = records.filter((record) => record.first).length;
  if (!records.some((record) => record.tries)) return `${items.length} questions`;
  return `${first} of ${items.length} right at first try, ${right} of ${items.length} right in all`;
}

function render({ model, el }) {
  const spec = model.get("spec");
  const name = model.get("name");
  const title = make("p", "rm-quiz-title", make("span", "rm-quiz-kind", "Check"), spec.title);
  title.id = `${name}-title`;
  title.tabIndex = -1;
  const score = make("p", "rm-quiz-score");
  const note = make("p", "rm-quiz-kept");
  const over = control(make("button", "rm-quiz-over", "Start this check over"));
  over.type = "button";
  const box = make("section", "rm-quiz", title, score);
  box.setAttribute("aria-labelledby", title.id);
  const foot = make("div", "rm-quiz-foot", note, over);

  function saved(kept) {
    score.textContent = scoreWords(spec.items);
    over.hidden = !spec.items.some((item) => storeRead().quizzes[item.id]);
    note.textContent = kept
      ? "Your answers are kept on this device only."
      : "This browser does not let the page keep your answers: they last until you leave it.";
  }

  function questions() {
    return spec.items.map((item, i) =>
      questionNode(item, i + 1, spec.items.length, `${name}-${i + 1}`, saved),
    );
  }

  over.addEventListener("click", () => {
    storeUpdate((data) => spec.items.forEach((item) => delete data.quizzes[item.id]));
    box.querySelectorAll("form").forEach((form) => form.remove());
    foot.before(...questions());
    saved(storeWorks());
    title.focus();
  });
  box.append(...questions(), foot);
  saved(storeWorks());
  el.replaceChildren(box);
}

export default { render };
