// Reads the stored answers and interpolates between grid points: the twin of `Answers` in grid.py.

const GAP = 65535;
const LARGEST = 65534;

// Give a function from stops ([stop of each control]) to answers ({key: number or Float64Array}).
// The arrays are used again at the next call.
function createAnswers(controls, keys, view) {
  const codes = new Uint16Array(view.byteLength / 2);
  for (let i = 0; i < codes.length; i += 1) codes[i] = view.getUint16(2 * i, true);
  const stored = Object.entries(keys).map(([key, spec]) => ({
    key,
    ...spec,
    out: new Float64Array(spec.length),
  }));
  return (stops) => {
    const corners = cornersAround(controls, stops);
    let nearest = corners[0];
    for (const corner of corners) if (corner.weight > nearest.weight) nearest = corner;
    const answers = {};
    for (const spec of stored) {
      readRows(codes, spec, spec.nearest ? [{ row: nearest.row, weight: 1 }] : corners);
      answers[spec.key] = spec.scalar ? spec.out[0] : spec.out;
    }
    return answers;
  };
}

// Grid rows around the stops with their weights (above zero, adding to one).
function cornersAround(controls, stops) {
  let corners = [{ row: 0, weight: 1 }];
  controls.forEach(({ steps, perCell }, i) => {
    const below = Math.floor(stops[i] / perCell);
    const share = (stops[i] - below * perCell) / perCell;
    corners = corners.flatMap(({ row, weight }) => {
      const first = { row: row * steps + below, weight: weight * (1 - share) };
      return share ? [first, { row: first.row + 1, weight: weight * share }] : [first];
    });
  });
  return corners;
}

function readRows(codes, spec, rows) {
  const scale = (spec.high - spec.low) / LARGEST;
  for (let j = 0; j < spec.length; j += 1) {
    let total = 0;
    for (const { row, weight } of rows) {
      const code = codes[spec.offset + row * spec.length + j];
      total += weight * (code === GAP ? NaN : spec.low + code * scale);
    }
    const value = spec.log ? 10 ** total : total;
    spec.out[j] = spec.nearest ? Math.round(value) : value; // nearest keys are whole numbers
  }
}
