// The numbers of a picture as tables: the twin of data_table.py.

const MOST_ROWS = 12;

function controlValue(control, stop) {
  if (control.kind === "choice") return stop;
  const share = stop / ((control.steps - 1) * control.perCell);
  if (control.log) return control.low * (control.high / control.low) ** share;
  return control.low + (control.high - control.low) * share;
}

function controlText(control, stop) {
  if (control.kind === "choice") return control.options[stop];
  return withUnit(formatNumber(controlValue(control, stop), control.format), control.unit);
}

// The longest text of a slider: room for it is kept free, so that a step moves nothing.
function widestText(control) {
  const last = (control.steps - 1) * control.perCell;
  const [first, second] = [0, last].map((stop) => controlText(control, stop));
  return first.length > second.length ? first : second;
}

// A readout's number and its unit, which is empty where it joins the number (%, $).
function readoutText({ key, unit, format, missing }, answers) {
  const value = answers[key];
  if (Number.isNaN(value)) return [missing, ""];
  const text = formatNumber(value, format);
  const joined = withUnit(text, unit);
  return joined.endsWith(`\u00a0${unit}`) ? [text, unit] : [joined, ""];
}

// Up to two tables {caption, head, rows}: the marks, then settings and results.
function dataTables(spec, stops, answers) {
  const { chart } = spec;
  const rows = [
    ...spec.controls.map((control, i) => [control.label, controlText(control, stops[i])]),
    ...spec.readouts.map((readout) => [
      readout.label,
      readoutText(readout, answers).join(" ").trim(),
    ]),
  ];
  const settings = { caption: "Settings and results", head: ["", "Value"], rows };
  const columns = chart.marks
    .flatMap((mark, i) => markColumns(chart, mark, chart.layouts.wide.labels[i].join(" "), answers))
    .filter((column, i, all) => all.findIndex((c) => c.title === column.title) === i);
  if (!columns.length) return [settings];
  const count = Math.min(MOST_ROWS, Math.max(...columns.map((column) => column.values.length)));
  const body = Array.from({ length: count }, (_, j) =>
    columns.map(({ values, format }) => {
      const value = values[Math.floor((j * (values.length - 1)) / Math.max(1, count - 1) + 0.5)];
      return typeof value === "string" ? value : formatNumber(value, format);
    }),
  );
  return [{ caption: spec.title, head: columns.map((c) => c.title), rows: body }, settings];
}

// The columns of one mark; a shared x repeats and is dropped later.
function markColumns(chart, mark, label, answers) {
  const { x, y } = chart;
  const name = label || y.title;
  const column = (title, values, format) => ({ title, values: asList(values), format });
  if (mark.kind === "bars") {
    const labels = chart.layouts.wide.xTicks.map(([, lines]) => lines.join(" "));
    return [column(x.title, labels, ""), column(y.title, answers[mark.heights], y.format)];
  }
  if (mark.kind === "rule") return [column(name, answers[mark.at], chart[mark.axis].format)];
  const xs = answers[mark.x];
  if (mark.kind === "band") {
    return [
      column(x.title, xs, x.format),
      column(`${name}, lower`, answers[mark.low], y.format),
      column(`${name}, upper`, answers[mark.high], y.format),
    ];
  }
  const ys = answers[mark.y];
  if (mark.kind === "line" && mark.beside)
    return [column(x.title, xs, x.format), column(name, ys, y.format)];
  return [
    column(`${name}: ${x.title}`, xs, x.format),
    column(`${name}: ${y.title}`, ys, y.format),
  ];
}
