// The shapes of a chart: the twin of picture.py. Both give the same shapes for the same
// specification and answers. A shape is an object: tag, its SVG attributes, and for text its text.

const PAD = 4;
const FIELDS = {
  line: ["x", "y"],
  band: ["x", "low", "high"],
  point: ["x", "y"],
  rule: ["at"],
  bars: ["heights"],
};

function tenth(value) {
  return Math.floor(value * 10 + 0.5) / 10;
}

// The pixel of a value on an axis that runs from pixel `start` to `end`.
function place(value, axis, start, end) {
  const { low, high } = axis;
  const share = axis.log
    ? Math.log10(Math.max(value, 1e-300) / low) / Math.log10(high / low)
    : (value - low) / (high - low);
  return start + Math.min(2, Math.max(-1, share)) * (end - start);
}

function segment(x1, y1, x2, y2, name) {
  return { tag: "line", x1, y1, x2, y2, class: name };
}

function textShape(x, y, text, anchor, name) {
  return { tag: "text", x, y, "text-anchor": anchor, class: name, text };
}

// The axes: grid lines, ticks, titles.
function frame(chart, box) {
  const { left, right, top, bottom, row } = box;
  const shapes = [textShape(0, row - 4, chart.y.title, "start", "rm-axis-title")];
  for (const [at, text] of chart.y.ticks) {
    const py = tenth(place(at, chart.y, bottom, top));
    shapes.push(segment(left, py, right, py, "rm-grid"));
    shapes.push(textShape(tenth(left - 8), tenth(py + row * 0.28), text, "end", "rm-tick"));
  }
  shapes.push(segment(left, bottom, right, bottom, "rm-base"));
  for (const [at, lines] of box.xTicks) {
    const px = tenth(place(at, chart.x, left, right));
    shapes.push(segment(px, bottom, px, bottom + 5, "rm-base"));
    lines.forEach((line, i) =>
      shapes.push(textShape(px, bottom + (i + 1) * row + 3, line, "middle", "rm-tick")),
    );
  }
  shapes.push(textShape(box.titleX, box.height - 6, chart.x.title, "middle", "rm-axis-title"));
  return shapes;
}

// The moving shapes: `marks` (clipped to the plot) and `front` (labels above them).
function picture(chart, answers, box) {
  const scene = { marks: [], front: [], beside: [], taken: [] };
  const draw = { line: drawLine, band: drawBand, point: drawPoint, rule: drawRule, bars: drawBars };
  chart.marks.forEach((mark, index) => {
    const data = {};
    for (const field of FIELDS[mark.kind]) data[field] = asList(answers[mark[field]]);
    draw[mark.kind](scene, chart, box, mark, data, box.labels[index]);
  });
  labelsBeside(scene, box);
  return { marks: scene.marks, front: scene.front };
}

function asList(values) {
  return typeof values === "number" ? [values] : values;
}

// Pixel pairs; null where either number is a gap.
function pixels(chart, box, xs, ys) {
  const points = [];
  for (let i = 0; i < Math.min(xs.length, ys.length); i += 1) {
    if (Number.isNaN(xs[i]) || Number.isNaN(ys[i])) points.push(null);
    else
      points.push([
        tenth(place(xs[i], chart.x, box.left, box.right)),
        tenth(place(ys[i], chart.y, box.bottom, box.top)),
      ]);
  }
  return points;
}

function pathText(points) {
  let text = "";
  let pen = "M";
  for (const point of points) {
    if (!point) {
      pen = "M";
      continue;
    }
    text += `${pen}${point[0]} ${point[1]}`;
    pen = "L";
  }
  return text;
}

function drawLine(scene, chart, box, mark, data, label) {
  const points = pixels(chart, box, data.x, data.y);
  const ink = `rm-ink-${mark.color}`;
  const path = { tag: "path", d: pathText(points), class: `rm-line ${ink}` };
  if (mark.dash) path["stroke-dasharray"] = mark.dash;
  scene.marks.push(path);
  const last = points.findLast((point) => point);
  if (!last) return;
  scene.marks.push({ tag: "circle", cx: last[0], cy: last[1], r: 4, class: `rm-dot ${ink}` });
  if (!label.length) return;
  if (mark.beside) scene.beside.push({ point: last, label, ink });
  else labelNear(scene, box, last, label, ink, true);
}

function drawBand(scene, chart, box, mark, data, label) {
  const lows = pixels(chart, box, data.x, data.low);
  const highs = pixels(chart, box, data.x, data.high);
  const pairs = lows.map((low, i) => [low, highs[i]]).filter(([a, b]) => a && b);
  const outline = [...pairs.map(([a]) => a), ...pairs.map(([, b]) => b).reverse()];
  const ink = `rm-ink-${mark.color}`;
  const closed = pathText(outline) + (outline.length ? "Z" : "");
  scene.marks.push({ tag: "path", d: closed, class: `rm-band ${ink}` });
  if (!pairs.length || !label.length) return;
  const [[x, low], [, high]] = pairs.at(-1);
  scene.beside.push({ point: [x, tenth((low + high) / 2)], label, ink });
}

function drawPoint(scene, chart, box, mark, data, label) {
  const ink = `rm-ink-${mark.color}`;
  const points = pixels(chart, box, data.x, data.y).filter((point) => point);
  for (const [x, y] of points) {
    scene.front.push({ tag: "path", d: shapePath(mark.shape, x, y), class: `rm-point ${ink}` });
    scene.taken.push([x - 7, y - 7, x + 7, y + 7]);
  }
  if (points.length && label.length) labelNear(scene, box, points.at(-1), label, ink, false);
}

const SHAPE_CORNERS = {
  square: [[-6, -6], [6, -6], [6, 6], [-6, 6]],
  triangle: [[0, -8], [7, 6], [-7, 6]],
  diamond: [[0, -8], [8, 0], [0, 8], [-8, 0]],
  cross: [
    [-7, -3], [-3, -7], [0, -4], [3, -7], [7, -3], [4, 0],
    [7, 3], [3, 7], [0, 4], [-3, 7], [-7, 3], [-4, 0],
  ],
};

function shapePath(shape, x, y) {
  if (shape === "circle") return `M${tenth(x - 6.5)} ${y}a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0Z`;
  return pathText(SHAPE_CORNERS[shape].map(([dx, dy]) => [tenth(x + dx), tenth(y + dy)])) + "Z";
}

function drawRule(scene, chart, box, mark, data, label) {
  const at = data.at[0];
  if (Number.isNaN(at)) return;
  const ink = `rm-ink-${mark.color}`;
  const { left, right, top, bottom, row } = box;
  const text = label.length ? [label.join(" ")] : [];
  if (mark.axis === "x") {
    const px = tenth(place(at, chart.x, left, right));
    scene.marks.push(segment(px, top, px, bottom, `rm-rule ${ink}`));
    putLabel(scene, box, text, ink, [[px, top - 8 - row / 2, "middle"]], false);
    return;
  }
  const py = tenth(place(at, chart.y, bottom, top));
  scene.marks.push(segment(left, py, right, py, `rm-rule ${ink}`));
  const [above, below] = [py - row / 2 - 3, py + row / 2 + 3];
  putLabel(scene, box, text, ink, [
    [right - 4, above, "end"],
    [right - 4, below, "end"],
    [left + 6, above, "start"],
    [left + 6, below, "start"],
  ]);
}

function drawBars(scene, chart, box, mark, data) {
  const slot = (box.right - box.left) / data.heights.length;
  const width = tenth(Math.min(slot * 0.62, 90));
  const low = chart.y.log ? chart.y.low : Math.max(chart.y.low, 0);
  const base = place(low, chart.y, box.bottom, box.top);
  data.heights.forEach((height, i) => {
    const middle = tenth(box.left + slot * (i + 0.5));
    const end = Number.isNaN(height) ? base : place(height, chart.y, box.bottom, box.top);
    scene.marks.push({
      tag: "rect",
      x: tenth(middle - width / 2),
      y: tenth(Math.min(base, end)),
      width,
      height: tenth(Math.abs(base - end)),
      rx: 2,
      class: `rm-bar rm-ink-${mark.colors[i]}`,
    });
    const text = formatNumber(height, chart.y.format);
    const y = end <= base ? end - 6 : end + box.row;
    scene.front.push(textShape(middle, tenth(y), text, "middle", "rm-label rm-halo"));
  });
}

// Set a label beside a point, or above or below the end of a line so as not to cover it.
function labelNear(scene, box, [x, y], label, ink, line) {
  const far = (label.length * box.row) / 2 + 11;
  const beside = [
    [x + 12, y, "start"],
    [x - 12, y, "end"],
  ];
  const around = [
    [x, y - far, "middle"],
    [x, y + far, "middle"],
  ];
  putLabel(scene, box, label, ink, line ? [...around, ...beside] : [...beside, ...around]);
}

// Set a label at the first spot that is inside the plot and free of other labels.
function putLabel(scene, box, label, ink, spots, inside = true) {
  if (!label.length) return;
  const width = Math.max(...label.map((line) => line.length)) * box.letter;
  const height = label.length * box.row;
  let best = null;
  for (const [x, y, anchor] of spots) {
    const shift = { start: 0, middle: width / 2, end: width }[anchor];
    const x0 =
      anchor === "middle" ? Math.min(Math.max(x - shift, 0), box.width - width) : x - shift;
    const area = [x0, y - height / 2, x0 + width, y + height / 2];
    const fits =
      !inside ||
      (area[0] >= box.left &&
        area[2] <= box.width - 2 &&
        area[1] >= box.top - PAD &&
        area[3] <= box.bottom);
    const free = scene.taken.every(
      (t) => area[2] <= t[0] || t[2] <= area[0] || area[3] <= t[1] || t[3] <= area[1],
    );
    const rank = fits && free ? 0 : fits ? 1 : 2;
    if (!best || rank < best.rank) best = { rank, x: x0 + shift, y, anchor };
    if (rank === 0) {
      scene.taken.push(area);
      break;
    }
  }
  stackText(scene, box, best.x, best.y, label, best.anchor, `rm-label rm-halo ${ink}`);
}

// Append the lines of a label, centred on height y.
function stackText(scene, box, x, y, label, anchor, name) {
  const first = y - ((label.length - 1) * box.row) / 2 + box.row * 0.28;
  label.forEach((line, i) =>
    scene.front.push(textShape(tenth(x), tenth(first + i * box.row), line, anchor, name)),
  );
}

// Set the labels of line ends in the margin, in the order of the ends, none on another.
function labelsBeside(scene, box) {
  const items = [...scene.beside].sort((a, b) => a.point[1] - b.point[1]);
  let floor = -Infinity;
  for (const item of items) {
    item.size = item.label.length * box.row + 2;
    item.top = Math.max(item.point[1] - item.size / 2, floor);
    floor = item.top + item.size;
  }
  let limit = box.bottom + box.row;
  for (const item of [...items].reverse()) {
    item.top = Math.min(item.top, limit - item.size);
    limit = item.top;
  }
  const edge = box.right + 12;
  for (const { point, label, ink, top, size } of items) {
    const middle = top + size / 2;
    if (Math.abs(middle - point[1]) > 5 || point[0] < box.right - 6) {
      const d = `M${tenth(point[0] + 5)} ${point[1]}L${tenth(edge - 3)} ${tenth(middle)}`;
      scene.front.push({ tag: "path", d, class: `rm-leader ${ink}` });
    }
    stackText(scene, box, edge, middle, label, "start", `rm-label ${ink}`);
  }
}
