// An explorer: a picture that answers at once when the reader moves a control.
// It draws stored answers; where a Python kernel is there, that then sends the exact ones.

const NARROW = 540;
const SPEAK_AFTER = 150;
const GLIDE = 450;

// A labelled slider; `onStop(stop)` at every move. `show(stop)` sets it.
function makeSlider(control, id, onStop) {
  const node = make("div", "rm-slider");
  const label = make("label", "rm-slider-label", control.label);
  const value = make("span", "rm-slider-value"); // the input itself speaks it
  const input = make("input", "rm-range");
  input.type = "range";
  input.id = id;
  label.htmlFor = id;
  input.min = 0;
  input.max = (control.steps - 1) * control.perCell;
  input.step = 1;
  input.dataset.lmSuppressShortcuts = "true";
  input.addEventListener("input", () => onStop(Number(input.value)));
  const track = make("div", "rm-slider-track");
  const ends = [control.low, control.high].map((end) => formatNumber(end, control.format));
  track.append(make("span", "", ends[0]), input, make("span", "", ends[1]));
  value.dataset.widest = widestText(control);
  node.append(label, value, track);
  const show = (stop) => {
    const text = controlText(control, stop);
    if (Number(input.value) !== stop) input.value = stop;
    input.style.setProperty("--rm-share", stop / input.max);
    setAttribute(input, "aria-valuetext", text);
    setText(value, text);
  };
  return { node, show };
}

function makeReadouts(readouts) {
  const node = make("dl", "rm-readouts");
  const parts = readouts.map((readout) => {
    const item = make("div");
    const value = make("dd");
    const pair = [make("span"), make("span", "rm-readout-unit")];
    value.append(pair[0], " ", pair[1]);
    item.append(make("dt", "", readout.label), value);
    node.append(item);
    return pair;
  });
  const show = (answers) =>
    readouts.forEach((readout, i) =>
      readoutText(readout, answers).forEach((text, j) => setText(parts[i][j], text)),
    );
  return { node, show };
}

// Move from one setting of the controls to another in small steps, unless the reader prefers not.
function createGlide(controls, show) {
  let request = 0;
  const stop = () => cancelAnimationFrame(request);
  const to = (from, target) => {
    stop();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return show(target);
    let begin = null;
    const step = (now) => {
      begin ??= now;
      const part = Math.min(1, (now - begin) / GLIDE);
      const eased = 1 - (1 - part) ** 3;
      const between = (i) => Math.round(from[i] + (target[i] - from[i]) * eased);
      show(target.map((end, i) => (controls[i].kind === "choice" ? end : between(i))));
      if (part < 1) request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
  };
  return { to, stop };
}

// Tell the browser the height of `root`, so that a step lays out the explorer and not its page.
function layOutAlone(root, content) {
  const { height } = content.getBoundingClientRect();
  root.style.containIntrinsicBlockSize = `${height}px`;
  root.classList.toggle("rm-alone", height > 0);
}

// What the reader sees now: stops of the controls and the answers that belong to them.
function createState(model, spec) {
  const stored = createAnswers(spec.controls, spec.keys, model.get("answers"));
  const state = { stops: spec.controls.map((control) => control.start), origin: "" };
  const join = (answers) => ({ ...state.values, ...spec.fixed, ...answers });
  state.move = (stops) => {
    state.stops = [...stops];
    state.values = {};
    spec.controls.forEach(({ key }, i) => {
      state.values[key] = controlValue(spec.controls[i], stops[i]);
    });
    state.answers = join(stored(stops));
    state.origin = "From stored answers.";
  };
  // Take over what Python computed; false if the reader has moved on since.
  state.takeExact = ({ values, answers, error }) => {
    if (!values || spec.controls.some(({ key }) => values[key] !== state.values[key])) return false;
    if (error) {
      state.origin = `Python could not compute this (${error}). From stored answers.`;
      return true;
    }
    const number = (value) => (value === null ? NaN : value);
    const exact = {};
    for (const [key, value] of Object.entries(answers))
      exact[key] = Array.isArray(value) ? value.map(number) : number(value);
    state.answers = join(exact);
    state.origin = "Computed now by Python.";
    return true;
  };
  state.sentence = () => {
    const words = {};
    spec.controls.forEach((control, i) => {
      if (control.kind === "choice") words[control.key] = control.options[state.stops[i]];
    });
    const template = spec.sentences[state.answers.case ?? 0];
    return fillTemplate(template, { ...state.answers, ...words }, spec.formats);
  };
  state.move(state.stops);
  return state;
}

function render({ model, el }) {
  const spec = model.get("spec");
  const name = model.get("name");
  const live = !el.closest(".rm-widget");
  const state = createState(model, spec);
  const root = make("div", "rm-explorer");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", spec.title);
  const chart = createChart(spec.chart);
  const picture = make("div", "rm-picture");
  picture.append(chart.svg);
  const controls = spec.controls.map((control, i) =>
    (control.kind === "choice" ? makeChoice : makeSlider)(control, `${name}-${control.key}`, (stop) => {
      glide.stop();
      go(state.stops.map((old, j) => (j === i ? stop : old)));
    }),
  );
  const controlBox = make("div", "rm-controls");
  controlBox.append(...controls.map(({ node }) => node));
  const start = { label: "Reset", stops: spec.controls.map((control) => control.start) };
  const presets = makePresets(spec.presets, start, ({ stops }) => glide.to(state.stops, stops));
  const readouts = makeReadouts(spec.readouts);
  const says = makeStatus(root, name);
  const caption = make("p", "rm-caption", `${spec.caption} `);
  const origin = make("span", "rm-origin");
  caption.append(origin);
  const numbers = makeNumbers(() => dataTables(spec, state.stops, state.answers));

  const speak = () => {
    const sentence = state.sentence();
    if (says.textContent !== sentence) says.textContent = sentence;
    chart.describe(sentence);
    numbers.show();
  };
  let timer = 0;
  const show = () => {
    chart.draw(state.answers);
    readouts.show(state.answers);
    controls.forEach((control, i) => control.show(state.stops[i]));
    presets.show(({ stops }) => stops.every((stop, i) => stop === state.stops[i]));
    setText(origin, state.origin);
    clearTimeout(timer);
    timer = setTimeout(speak, SPEAK_AFTER);
  };
  const go = (stops) => {
    state.move(stops);
    show();
    if (!live) return;
    model.set("values", state.values);
    model.save_changes();
  };
  const glide = createGlide(spec.controls, go);
  const onExact = () => state.takeExact(model.get("exact")) && show();
  model.on("change:exact", onExact);

  const content = make("div");
  content.append(make("p", "rm-explorer-title", spec.title), picture, controlBox, presets.node);
  if (spec.readouts.length) content.append(readouts.node);
  content.append(says, caption, numbers.node);
  root.append(content);
  el.append(root);
  let size = "";
  const resize = () => {
    const width = root.clientWidth;
    const fitting = width && width < NARROW ? "narrow" : "wide";
    if (fitting === size) return;
    size = fitting;
    chart.resize(size);
    chart.draw(state.answers);
  };
  const observer = new ResizeObserver(() => {
    resize();
    layOutAlone(root, content);
  });
  resize();
  show();
  speak();
  observer.observe(content);
  return () => {
    observer.disconnect();
    glide.stop();
    clearTimeout(timer);
    model.off("change:exact", onExact);
  };
}

export default { render };
