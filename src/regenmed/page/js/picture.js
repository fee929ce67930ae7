// The shapes of a chart: the twin of picture.py. Both give the same shapes for the same
// specification and answers. A shape is an object: tag, its SVG attributes, and for text its text.

const PAD = 4;
// What a spot for a label costs: out of the plot, on another label or marker, across a line (1
// each), away from the end of its own line.
const [OUTSIDE, ON_ANOTHER, BACK] = [100, 10, 2];
const BACK_ALONG = [0.75, 0.5, 0.25];
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
  const scene = { marks: [], front: [], beside: [], near: [], taken: [], lines: [] };
  const draw = { line: drawLine, band: drawBand, point: drawPoint, rule: drawRule, bars: drawBars };
  chart.marks.forEach((mark, index) => {
    const data = {};
    for (const field of FIELDS[mark.kind]) data[field] = asList(answers[mark[field]]);
    draw[mark.kind](scene, chart, box, mark, data, box.labels[index]);
  });
  labelsBeside(scene, box);
  for (const { label, ink, spots } of scene.near) putLabel(scene, box, label, ink, spots);
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
  scene.lines.push(points);
  const last = points.findLast((point) => point);
  if (!last) return;
  scene.marks.push({ tag: "circle", cx: last[0], cy: last[1], r: 4, class: `rm-dot ${ink}` });
  if (!label.length) return;
  if (mark.beside) scene.beside.push({ point: last, label, ink });
  else {
    const drawn = points.filter((point) => point);
    scene.near.push({ label, ink, spots: spotsByLine(box, drawn, label) });
  }
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
  const name = points.length > 1 ? "rm-cloud" : "rm-point"; // a cloud is one node: quick to move
  const d = points.map(([x, y]) => shapePath(mark.shape, x, y)).join("");
  if (d) scene.front.push({ tag: "path", d, class: `${name} ${ink}` });
  for (const [x, y] of points) scene.taken.push([x - 7, y - 7, x + 7, y + 7]);
  if (!points.length || !label.length) return;
  const { beside, around, corners } = spotsAround(box, points.at(-1), label, 0);
  scene.near.push({ label, ink, spots: [...beside, ...around, ...corners] });
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
  let ends, spots;
  if (mark.axis === "x") {
    const px = tenth(place(at, chart.x, left, right));
    ends = [[px, top], [px, bottom]];
    spots = [[px, top - 8 - row / 2, "middle", 0]];
  } else {
    const py = tenth(place(at, chart.y, bottom, top));
    ends = [[left, py], [right, py]];
    const levels = [py - row / 2 - 3, py + row / 2 + 3];
    const sides = [[right - 4, "end"], [left + 6, "start"], [(left + right) / 2, "middle"]];
    spots = sides.flatMap(([x, anchor]) => levels.map((y) => [x, y, anchor, 0]));
  }
  scene.marks.push(segment(...ends[0], ...ends[1], `rm-rule ${ink}`));
  scene.lines.push(ends);
  if (text.length) scene.near.push({ label: text, ink, spots });
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

// Places for a label next to a point: beside it, above or below it, at its corners. A spot is
// [x, y, anchor, cost]; the higher the cost, the less it is wanted.
function spotsAround(box, [x, y], label, cost) {
  const far = (label.length * box.row) / 2 + 11;
  const corner = ([dx, anchor]) => [-far, far].map((dy) => [x + dx, y + dy, anchor, cost]);
  return {
    beside: [[x + 12, y, "start", cost], [x - 12, y, "end", cost]],
    around: [[x, y - far, "middle", cost], [x, y + far, "middle", cost]],
    corners: [[9, "start"], [-9, "end"]].flatMap(corner),
  };
}

// Places for the label of a line: at its end, else further back along it.
function spotsByLine(box, points, label) {
  const { beside, around, corners } = spotsAround(box, points.at(-1), label, 0);
  const spots = [...around, ...beside, ...corners];
  for (const share of BACK_ALONG) {
    const point = points[Math.floor(share * (points.length - 1) + 0.5)];
    const back = spotsAround(box, point, label, BACK);
    spots.push(...back.beside, ...back.around, ...back.corners);
  }
  return spots;
}

// Set a label at the spot where it is least in the way; the first of equals.
function putLabel(scene, box, label, ink, spots) {
  const width = Math.max(...label.map((line) => line.length)) * box.letter;
  const height = label.length * box.row;
  let best = null;
  for (const [x, y, anchor, cost] of spots) {
    const shift = { start: 0, middle: width / 2, end: width }[anchor];
    const x0 =
      anchor === "middle" ? Math.min(Math.max(x - shift, 0), box.width - width) : x - shift;
    const area = [x0, y - height / 2, x0 + width, y + height / 2];
    const most = best ? best.total - cost : Infinity;
    const total = cost + obstruction(scene, box, area, most);
    if (!best || total < best.total) best = { total, x: x0 + shift, y, anchor, area };
    if (total === 0) break;
  }
  scene.taken.push(best.area);
  stackText(scene, box, best.x, best.y, label, best.anchor, `rm-label rm-halo ${ink}`);
}

// How much a label over this area is in the way: of the frame, of others, of lines.
// From `most` on it no longer matters how much.
function obstruction(scene, box, area, most) {
  const [x0, y0, x1, y1] = area;
  const inside =
    x0 >= box.left && x1 <= box.width - 2 && y0 >= box.top - PAD && y1 <= box.bottom;
  let cost = inside ? 0 : OUTSIDE;
  for (const t of scene.taken) {
    if (x1 > t[0] && t[2] > x0 && y1 > t[1] && t[3] > y0) cost += ON_ANOTHER;
  }
  if (cost >= most) return cost;
  for (const line of scene.lines) if (crosses(area, line)) cost += 1;
  return cost;
}

// Does a line of points (null at gaps) run through an area?
function crosses(area, line) {
  for (let i = 1; i < line.length; i += 1) {
    if (line[i - 1] && line[i] && meets(area, line[i - 1], line[i])) return true;
  }
  return false;
}

// Asked some thousand times a picture: most segments are far away, and answered at once.
function meets(area, start, end) {
  if (Math.max(start[0], end[0]) <= area[0] || Math.min(start[0], end[0]) >= area[2]) return false;
  if (Math.max(start[1], end[1]) <= area[1] || Math.min(start[1], end[1]) >= area[3]) return false;
  const [x0, y0, x1, y1] = area;
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const side = (x, y) => dx * (y - start[1]) - dy * (x - start[0]);
  const [a, b, c, d] = [side(x0, y0), side(x0, y1), side(x1, y0), side(x1, y1)];
  return (Math.min(a, b, c, d) < 0 && Math.max(a, b, c, d) > 0) || dx === 0 || dy === 0;
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
    const width = Math.max(...label.map((line) => line.length)) * box.letter;
    scene.taken.push([edge, top, edge + width, top + size]);
    if (Math.abs(middle - point[1]) > 5 || point[0] < box.right - 6) {
      const d = `M${tenth(point[0] + 5)} ${point[1]}L${tenth(edge - 3)} ${tenth(middle)}`;
      scene.front.push({ tag: "path", d, class: `rm-leader ${ink}` });
    }
    stackText(scene, box, edge, middle, label, "start", `rm-label ${ink}`);
  }
}
