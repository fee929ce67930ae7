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

// Tables {caption, head, rows}: curves and clouds, then settings and single values. Marks with as
// many values as each other share a table; a mark without a name is in none.
function dataTables(spec, stops, answers) {
  const columns = unique(spec.chart.marks.flatMap((mark) => markColumns(spec.chart, mark, answers)));
  const lengths = [...new Set(columns.map((column) => column.values.length))];
  const tables = lengths
    .filter((length) => length > 1)
    .map((length) => columns.filter((column) => column.values.length === length))
    .map((group, i) => ({
      caption: i ? `${group[0].mark}: ${spec.title}` : spec.title,
      ...sampled(group),
    }));
  const rows = [
    ...spec.controls.map((control, i) => [control.label, controlText(control, stops[i])]),
    ...spec.readouts.map((readout) => [
      readout.label,
      readoutText(readout, answers).join(" ").trim(),
    ]),
    ...columns.filter((c) => c.values.length === 1).map((c) => [c.title, cellText(c, 0)]),
  ];
  return [...tables, { caption: "Settings and results", head: ["", "Value"], rows }];
}

// The columns {mark, title, values, format} of one mark.
function markColumns(chart, mark, answers) {
  const { x, y } = chart;
  const { kind, name } = mark;
  const column = (title, field, { format }) => ({
    mark: name,
    title,
    values: asList(answers[mark[field]]),
    format,
  });
  if (kind === "bars") {
    const labels = chart.layouts.wide.xTicks.map(([, lines]) => lines.join(" "));
    const bars = { mark: name, title: x.title, values: labels, format: "" };
    return [bars, column(y.title, "heights", y)];
  }
  if (!name) return [];
  if (kind === "rule") return [column(name, "at", chart[mark.axis])];
  if (kind === "band") {
    const ends = [column(`${name}, lower`, "low", y), column(`${name}, upper`, "high", y)];
    return [column(x.title, "x", x), ...ends];
  }
  if (kind === "line" && mark.beside) return [column(x.title, "x", x), column(name, "y", y)];
  return [column(`${name}: ${x.title}`, "x", x), column(`${name}: ${y.title}`, "y", y)];
}

// The columns without those that repeat the title of an earlier one: a shared x.
function unique(columns) {
  return columns.filter((c, i) => columns.findIndex(({ title }) => title === c.title) === i);
}

// Head and rows of columns of one length: all values, or as many as fit from end to end.
function sampled(columns) {
  const last = columns[0].values.length - 1;
  const count = Math.min(MOST_ROWS, last + 1);
  const picked = Array.from({ length: count }, (_, j) =>
    Math.floor((j * last) / (count - 1) + 0.5),
  );
  return {
    head: columns.map((column) => column.title),
    rows: picked.map((index) => columns.map((column) => cellText(column, index))),
  };
}

function cellText({ values, format }, index) {
  return typeof values[index] === "string" ? values[index] : formatNumber(values[index], format);
}
