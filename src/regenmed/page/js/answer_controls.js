// The native controls of each type of item. Each function gives
//   { node, read, write, clear, focus, notes }
// read() gives the answer (null if there is none), write(given) puts a saved one back and is false if
// it does not fit, notes[i] is the place for what is said about option i.

function answerControls(item, name, changed) {
  if (item.type === "numeric") return numberControl(item, name, changed);
  if (item.type === "order") return orderControls(item, name, changed);
  return choiceControls(item, name, changed);
}

function noteFor(id) {
  const note = make("p", "rm-quiz-note");
  note.id = id;
  note.hidden = true;
  return note;
}

function choiceControls(item, name, changed) {
  const single = item.type === "single";
  const node = make("div", "rm-quiz-options");
  const inputs = [];
  const notes = [];
  item.options.forEach((text, i) => {
    const input = control(make("input"));
    input.type = single ? "radio" : "checkbox";
    input.name = name;
    input.id = `${name}-${i + 1}`;
    input.value = String(i);
    input.addEventListener("change", changed);
    const label = make("label", "rm-quiz-label", input, make("span", "", richText(text)));
    const note = noteFor(`${name}-${i + 1}-note`);
    node.append(make("div", "rm-quiz-option", label, note));
    inputs.push(input);
    notes.push(note);
  });
  const chosen = () => inputs.flatMap((input, i) => (input.checked ? [i] : []));
  const fits = (i) => Number.isInteger(i) && i >= 0 && i < inputs.length;
  return {
    node,
    notes,
    described: inputs,
    read: () => (single ? (chosen()[0] ?? null) : chosen()),
    write(given) {
      const places = single ? [given] : given;
      if (!Array.isArray(places) || !places.every(fits)) return false;
      places.forEach((i) => (inputs[i].checked = true));
      return true;
    },
    clear: () => inputs.forEach((input) => (input.checked = false)),
    focus: () => inputs[chosen()[0] ?? 0].focus(),
  };
}

function numberControl(item, name, changed) {
  const input = control(make("input", "rm-quiz-number"));
  input.type = "text";
  input.inputMode = item.signed ? "text" : "decimal";
  input.autocomplete = "off";
  input.id = `${name}-number`;
  input.addEventListener("input", changed);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault(); // in JupyterLab, Enter would not reach the form
    input.form.requestSubmit();
  });
  const unit = make("span", "rm-quiz-unit", item.unit);
  unit.id = `${name}-unit`;
  const label = make("label", "rm-quiz-answer-label", "Your answer");
  label.htmlFor = input.id;
  input.setAttribute("aria-describedby", unit.id);
  const note = noteFor(`${name}-number-note`);
  return {
    node: make("div", "rm-quiz-numeric", label, make("span", "rm-quiz-entry", input, unit), note),
    notes: [note],
    described: [input],
    input,
    read: () => input.value,
    write(given) {
      if (typeof given !== "string") return false;
      input.value = given;
      return true;
    },
    clear: () => {},
    focus() {
      input.focus();
      input.select();
    },
  };
}

function orderControls(item, name, changed) {
  const list = make("ol", "rm-quiz-order");
  const said = make("span", "rm-visually-hidden");
  said.setAttribute("role", "status");
  let moved = false;
  const rows = item.options.map((text, i) => {
    const note = noteFor(`${name}-${i + 1}-note`);
    const words = make("span", "rm-quiz-step", richText(text));
    const row = make("li", "rm-quiz-option", make("div", "rm-quiz-row", words), note);
    const buttons = make("span", "rm-quiz-moves");
    for (const [step, word] of [[-1, "up"], [1, "down"]]) {
      const button = control(make("button", "rm-quiz-move", quizIcon(word)));
      button.type = "button";
      button.setAttribute("aria-label", `Move ${word}: ${plainText(text)}`);
      button.addEventListener("click", () => move(row, step, button, plainText(text)));
      buttons.append(button);
    }
    row.firstChild.append(buttons);
    row.step = i;
    row.note = note;
    return row;
  });
  list.append(...rows);
  limitMoves();

  // A button at the end of the list stays in reach, so that focus is never lost.
  function limitMoves() {
    const last = list.children.length - 1;
    [...list.children].forEach((row, place) => {
      const [up, down] = row.querySelectorAll(".rm-quiz-move");
      up.setAttribute("aria-disabled", String(place === 0));
      down.setAttribute("aria-disabled", String(place === last));
    });
  }

  function move(row, step, button, text) {
    const beside = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!beside) return;
    if (step < 0) beside.before(row);
    else beside.after(row);
    moved = true;
    limitMoves();
    button.focus();
    changed();
    said.textContent = `${text}: now ${[...list.children].indexOf(row) + 1} of ${rows.length}.`;
  }

  return {
    node: make("div", "", list, said),
    notes: rows.map((row) => row.note),
    described: [],
    read: () => (moved ? [...list.children].map((row) => row.step) : null),
    write(given) {
      const sorted = Array.isArray(given) ? [...given].sort((a, b) => a - b) : [];
      if (sorted.length !== rows.length || sorted.some((step, i) => step !== i)) return false;
      list.append(...given.map((step) => rows[step]));
      moved = true;
      limitMoves();
      return true;
    },
    clear: () => {},
    focus: () => list.querySelector(".rm-quiz-move[aria-disabled=false]").focus(),
  };
}
