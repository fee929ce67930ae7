// A forest plot: studies switched on and off, and their pooled result looked up among all subsets.
// The parts and texts are those of forest_fallback.py.

const RESULT = ["estimate", "low", "high", "predict_low", "predict_high", "i2", "tau2"];

function axisShare(value, { axis, log }) {
  const part = log
    ? Math.log(Math.max(value, 1e-300) / axis.low) / Math.log(axis.high / axis.low)
    : (value - axis.low) / (axis.high - axis.low);
  return Math.floor(1000 * Math.min(1, Math.max(0, part)) + 0.5) / 10;
}

function estimateText(numbers, { format }) {
  const [estimate, low, high] = ["estimate", "low", "high"].map((key) =>
    formatNumber(numbers[key], format),
  );
  return `${estimate} (${low}\u00a0to\u00a0${high})`;
}

function spreadText(result, { format }) {
  if (Number.isNaN(result.i2)) return "";
  const [low, high] = [result.predict_low, result.predict_high].map((v) => formatNumber(v, format));
  const spread = `I² ${formatNumber(result.i2, ".0f")}%, τ² ${formatNumber(result.tau2, ".3f")}`;
  return `${spread}; a new study’s true effect: ${low} to ${high}`;
}

function summaryText(group, count, result, spec) {
  const studies = group.rows.filter((row) => row.estimate !== null).length;
  const lead = group.title ? `${group.title}: ` : "";
  if (count === 0) return capital(`${lead}no study is switched on.`);
  const of = count < studies ? `${count} of ${studies} studies` : `${studies} studies`;
  const text = withUnit(estimateText(result, spec), spec.unit);
  const what = count === 1 ? "one study" : `${of} pooled`;
  const sentence = capital(`${lead}${what}: ${spec.measure.toLowerCase()} ${text}.`);
  if (spec.null === null) return sentence;
  const verb = result.low <= spec.null && spec.null <= result.high ? "includes" : "excludes";
  return `${sentence} The interval ${verb} ${formatNumber(spec.null)} (no difference).`;
}

function capital(sentence) {
  return sentence[0].toUpperCase() + sentence.slice(1);
}

function makeBar(className, left, right) {
  const bar = make("i", className);
  placeBar(bar, left, right);
  return bar;
}

function placeBar(bar, left, right) {
  bar.style.left = `${left}%`;
  if (right !== undefined) bar.style.right = `${100 - right}%`;
}

// The cell of a row's plot; give the strip to draw in.
function makeStrip(spec) {
  const cell = make("td", "rm-forest-plot");
  cell.setAttribute("aria-hidden", "true");
  const strip = make("div", "rm-strip");
  if (spec.null !== null) strip.append(makeBar("rm-null", axisShare(spec.null, spec)));
  cell.append(strip);
  return { cell, strip };
}

function makeHead(spec) {
  const row = make("tr");
  const study = make("th", "", "Study");
  const unit = spec.unit ? `, ${spec.unit}` : "";
  const measure = make("th", "", `${spec.measure}${unit} (95% interval)`);
  study.scope = "col";
  measure.scope = "col";
  const plot = make("td", "rm-forest-plot");
  plot.setAttribute("aria-hidden", "true");
  if (spec.favours.length) {
    const sides = make("div", "rm-forest-sides");
    sides.append(...spec.favours.map((text) => make("span", "", text)));
    plot.append(sides);
  }
  const ticks = make("div", "rm-forest-ticks");
  for (const [at, text] of spec.axis.ticks) {
    const tick = make("span", "", text);
    tick.style.left = `${axisShare(at, spec)}%`;
    ticks.append(tick);
  }
  plot.append(ticks);
  row.append(study, plot, measure);
  return row;
}

function makeRow(row, spec, onToggle) {
  const node = make("tr");
  const head = make("th");
  head.scope = "row";
  const { cell, strip } = makeStrip(spec);
  let input = null;
  if (row.estimate === null) {
    head.append(make("span", "rm-forest-label", row.label));
    node.append(head, cell, make("td", "rm-forest-number", "not estimable"));
  } else {
    const label = make("label", "rm-forest-label");
    input = make("input");
    input.type = "checkbox";
    input.dataset.lmSuppressShortcuts = "true";
    input.addEventListener("change", onToggle);
    label.append(input, make("span", "", row.label));
    head.append(label);
    const cutLow = row.low < spec.axis.low ? "rm-cut-low " : "";
    const cutHigh = row.high > spec.axis.high ? "rm-cut-high" : "";
    strip.append(
      makeBar(
        `rm-whisker ${cutLow}${cutHigh}`,
        axisShare(row.low, spec),
        axisShare(row.high, spec),
      ),
      makeBar("rm-square", axisShare(row.estimate, spec)),
    );
    node.append(head, cell, make("td", "rm-forest-number", estimateText(row, spec)));
  }
  if (row.note || row.url) {
    const note = make("span", "rm-forest-note", row.note);
    if (row.url) {
      const link = make("a", "", "source");
      link.href = row.url;
      note.append(" ", link);
    }
    head.append(note);
  }
  const show = () => node.classList.toggle("rm-off", input !== null && !input.checked);
  return { node, input, label: row.label, show };
}

function makePooled(spec) {
  const node = make("tr", "rm-forest-pooled");
  const head = make("th");
  head.scope = "row";
  const spread = make("span", "rm-forest-note");
  const label = make("span", "rm-forest-label");
  head.append(label, spread);
  const { cell, strip } = makeStrip(spec);
  const predicted = make("i", "rm-predict-bar");
  const diamond = make("i", "rm-diamond");
  strip.append(predicted, diamond);
  const number = make("td", "rm-forest-number");
  node.append(head, cell, number);
  const show = (result, count) => {
    diamond.hidden = count === 0;
    predicted.hidden = Number.isNaN(result.i2);
    number.textContent = count ? estimateText(result, spec) : MISSING;
    label.textContent = ["No study", "One study"][count] ?? "Pooled";
    spread.textContent = spreadText(result, spec);
    if (!count) return;
    const [low, middle, high] = [result.low, result.estimate, result.high].map((value) =>
      axisShare(value, spec),
    );
    placeBar(diamond, low, high);
    const peak = high === low ? 50 : (100 * (middle - low)) / (high - low);
    diamond.style.setProperty("--rm-peak", `${peak.toFixed(1)}%`);
    if (!predicted.hidden)
      placeBar(predicted, axisShare(result.predict_low, spec), axisShare(result.predict_high, spec));
  };
  return { node, show };
}

// One group: its rows and its pooled result, read from `view` at float `offset`.
function makeGroup(group, spec, view, offset, onToggle) {
  const nodes = [];
  if (group.title) {
    const line = make("tr", "rm-forest-group");
    const head = make("th", "", group.title);
    head.scope = "rowgroup";
    head.colSpan = 3;
    line.append(head);
    nodes.push(line);
  }
  const rows = group.rows.map((row) => makeRow(row, spec, onToggle));
  const pooled = makePooled(spec);
  nodes.push(...rows.map(({ node }) => node), pooled.node);
  const switches = rows.filter(({ input }) => input);
  const show = () => {
    let index = 0;
    switches.forEach(({ input }, i) => {
      if (input.checked) index += 2 ** i;
    });
    const result = {};
    RESULT.forEach((key, i) => {
      result[key] = view.getFloat32(4 * (offset + index * RESULT.length + i), true);
    });
    const count = switches.filter(({ input }) => input.checked).length;
    rows.forEach((row) => row.show());
    pooled.show(result, count);
    return summaryText(group, count, result, spec);
  };
  return { nodes, switches, show, size: 2 ** switches.length * RESULT.length };
}

function render({ model, el }) {
  const spec = model.get("spec");
  const view = model.get("pooled");
  const root = make("div", "rm-explorer rm-forest");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", spec.title);
  const table = make("table");
  table.append(make("caption", "rm-visually-hidden", spec.title));
  const body = make("tbody");
  const says = makeStatus(root, model.get("name"));
  let offset = 0;
  const groups = spec.groups.map((group) => {
    const made = makeGroup(group, spec, view, offset, () => show());
    offset += made.size;
    body.append(...made.nodes);
    return made;
  });
  const switches = groups.flatMap((group) => group.switches);
  const everything = { label: "All studies", on: switches.map(({ label }) => label) };
  const choose = ({ on }) => {
    for (const { input, label } of switches) input.checked = on.includes(label);
    show();
  };
  const presets = makePresets(spec.presets, everything, choose);
  const show = () => {
    says.textContent = groups.map((group) => group.show()).join(" ");
    presets.show(({ on }) => switches.every(({ input, label }) => input.checked === on.includes(label)));
  };
  const head = make("thead");
  head.append(makeHead(spec));
  table.append(head, body);
  const caption = make("p", "rm-caption", `${spec.caption} ${spec.method}; intervals are 95%.`.trim());
  root.append(make("p", "rm-explorer-title", spec.title), table, presets.node, says, caption);
  el.append(root);
  choose(everything);
}

export default { render };
