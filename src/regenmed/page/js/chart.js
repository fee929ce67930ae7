// Draws a chart into an SVG element and keeps its nodes from one picture to the next.

const SVG = "http://www.w3.org/2000/svg";

function svgNode(tag, attributes = {}) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// Make the children of `group` show `shapes`, changing only what differs.
function paint(group, shapes) {
  shapes.forEach((shape, i) => {
    let node = group.childNodes[i];
    if (node?.tagName !== shape.tag) {
      const fresh = svgNode(shape.tag);
      fresh.shown = {};
      if (node) group.replaceChild(fresh, node);
      else group.append(fresh);
      node = fresh;
    }
    for (const name of Object.keys(node.shown)) {
      if (!(name in shape)) node.removeAttribute(name);
    }
    for (const [name, value] of Object.entries(shape)) {
      if (node.shown[name] === value || name === "tag") continue;
      if (name === "text") node.textContent = value;
      else node.setAttribute(name, value);
    }
    node.shown = shape;
  });
  while (group.childNodes.length > shapes.length) group.lastChild.remove();
}

// A chart: `svg` to place in the page, `resize(size)` for "wide" or "narrow", `draw(answers)`,
// `describe(text)` for its text alternative.
function createChart(chart) {
  const svg = svgNode("svg", { role: "img" });
  const back = svgNode("g");
  const plot = svgNode("svg");
  const front = svgNode("g");
  // Unseen and as large as the drawing: what is painted keeps its bounds from step to step, so the
  // browser need not sort the layers of the page anew.
  const still = [plot, front].map(() => svgNode("rect", { fill: "transparent" }));
  const [marks, labels] = [svgNode("g"), svgNode("g")];
  plot.append(still[0], marks);
  front.append(still[1], labels);
  svg.append(back, plot, front);
  let box = null;
  return {
    svg,
    resize(size) {
      box = chart.layouts[size];
      svg.setAttribute("class", `rm-chart rm-chart-${size}`);
      svg.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
      svg.setAttribute("font-size", box.font);
      const [x, y] = [box.left - PAD, box.top - PAD];
      const [width, height] = [box.right - box.left + 2 * PAD, box.bottom - box.top + 2 * PAD];
      for (const [name, value] of Object.entries({ x, y, width, height }))
        plot.setAttribute(name, value);
      plot.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
      for (const rect of still) {
        rect.setAttribute("width", box.width);
        rect.setAttribute("height", box.height);
      }
      paint(back, frame(chart, box));
    },
    draw(answers) {
      const shapes = picture(chart, answers, box);
      paint(marks, shapes.marks);
      paint(labels, shapes.front);
    },
    describe(text) {
      svg.setAttribute("aria-label", text);
    },
  };
}
