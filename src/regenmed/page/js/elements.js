// Small parts that explorers, forests and people share.

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Give a node that holds text alone another text; the text node stays, which costs less.
function setText(node, text) {
  const held = node.firstChild;
  if (!held) node.textContent = text;
  else if (held.data !== text) held.data = text;
}

// Set an attribute only where that changes it, for the same reason.
function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

// A paragraph that a screen reader speaks when it changes, and that describes `root`.
function makeStatus(root, name) {
  const node = make("p", "rm-says");
  node.id = `${name}-says`;
  root.setAttribute("aria-describedby", node.id);
  node.setAttribute("role", "status");
  node.setAttribute("aria-live", "polite");
  return node;
}

// Buttons for settings to try, and one that goes back to the start; `onChoose(preset)` at a press.
// `show(isChosen)` marks the presets for which isChosen(preset) holds.
function makePresets(presets, start, onChoose) {
  const node = make("div", "rm-presets");
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", "Settings to try");
  if (presets.length) node.append(make("span", "rm-presets-lead", "Try this"));
  const makeButton = (preset) => {
    const button = make("button", "rm-button", preset.label);
    button.type = "button";
    button.dataset.lmSuppressShortcuts = "true";
    button.addEventListener("click", () => onChoose(preset));
    node.append(button);
    return button;
  };
  const buttons = presets.map(makeButton);
  makeButton(start).classList.add("rm-reset");
  const show = (isChosen) =>
    buttons.forEach((button, i) => setAttribute(button, "aria-pressed", isChosen(presets[i])));
  return { node, show };
}

// A row of radio buttons; `onStop(index)` at every choice.
function makeChoice(control, id, onStop) {
  const node = make("fieldset", "rm-choice");
  node.append(make("legend", "rm-choice-label", control.label));
  const row = make("div", "rm-options");
  const inputs = control.options.map((option, i) => {
    const label = make("label", "rm-option");
    const input = make("input");
    input.type = "radio";
    input.name = id;
    input.value = i;
    input.dataset.lmSuppressShortcuts = "true";
    input.addEventListener("change", () => onStop(i));
    label.append(input, make("span", "", option));
    row.append(label);
    return input;
  });
  node.append(row);
  const show = (stop) => {
    inputs[stop].checked = true;
  };
  return { node, show };
}

// A disclosure with tables; `readTables()` is asked only while it is open.
function makeNumbers(readTables) {
  const node = make("details", "rm-numbers");
  node.append(make("summary", "", "The numbers in this picture"));
  const body = make("div");
  node.append(body);
  const show = () => {
    if (node.open) body.replaceChildren(...readTables().map(tableNode));
  };
  node.addEventListener("toggle", show);
  return { node, show };
}

// One table {caption, head, rows} in a box that scrolls sideways by itself.
function tableNode({ caption, head, rows }) {
  const table = document.createElement("table");
  table.createCaption().textContent = caption;
  const headRow = table.createTHead().insertRow();
  for (const text of head) headRow.append(cell(text ? "th" : "td", text, "col"));
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((text, i) => line.append(cell(i ? "td" : "th", text, "row")));
  }
  const box = document.createElement("div");
  box.className = "rm-table-box";
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", caption);
  box.append(table);
  return box;
}

function cell(tag, text, scope) {
  const node = document.createElement(tag);
  node.textContent = text;
  if (tag === "th") node.scope = scope;
  return node;
}
