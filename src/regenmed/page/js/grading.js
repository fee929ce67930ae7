// Is an answer right, and what is there to say about it? Each function takes the item's key and what
// the reader gave, and gives { outcome, message, notes }.
//   outcome: "right", "partly", "wrong", or "unreadable" (asks again and counts as no try)
//   notes:   one { right, text } for each option that has something to say, by place in the item

function grade(type, key, given) {
  return { single: gradeSingle, multiple: gradeMultiple, numeric: gradeNumeric, order: gradeOrder }[
    type
  ](key, given);
}

function gradeSingle(key, given) {
  if (given === null) return unreadable("Choose an answer first.");
  const right = key.correct[given];
  return {
    outcome: right ? "right" : "wrong",
    message: right ? "Right." : "Not this one.",
    notes: optionNotes(key, right ? key.correct.map((_, i) => i) : [given]),
  };
}

function gradeMultiple(key, given) {
  if (!given || !given.length) return unreadable("Choose at least one answer first.");
  const hits = given.filter((i) => key.correct[i]).length;
  const missing = key.correct.filter(Boolean).length - hits;
  if (hits === given.length && !missing) {
    const all = key.correct.map((_, i) => i);
    return { outcome: "right", message: "Right, every one.", notes: optionNotes(key, all) };
  }
  const chosen =
    given.length === 1
      ? `your choice is ${hits ? "right" : "not right"}`
      : `${hits} of your ${given.length} choices ${hits === 1 ? "is" : "are"} right`;
  const more = missing ? `, and ${missing} right one${missing > 1 ? "s are" : " is"} missing` : "";
  return {
    outcome: hits ? "partly" : "wrong",
    message: `Not yet: ${chosen}${more}.`,
    notes: optionNotes(key, given),
  };
}

function gradeNumeric(key, given) {
  const { value, problem } = readNumber(given ?? "", key.unit);
  if (problem) return unreadable(problem);
  if (Math.abs(value - key.answer) <= key.tolerance) {
    return { outcome: "right", message: `Right: ${key.shown} ${key.unit}.`, notes: [] };
  }
  const near = key.near.find((miss) => Math.abs(value - miss.value) <= miss.tolerance);
  return {
    outcome: near ? "partly" : "wrong",
    message: near ? "Not yet, but you are on to something." : "Not yet.",
    notes: [
      {
        right: false,
        text: near
          ? near.feedback
          : "Read once more which numbers the question compares, and work it through step by step.",
      },
    ],
  };
}

// given: places of the steps as shown, in the reader's order; key.places: where each belongs.
function gradeOrder(key, given) {
  if (given === null) return unreadable("Put them in order first.");
  const wrong = given.findIndex((step, place) => key.places[step] !== place);
  if (wrong < 0) {
    const notes = [];
    given.forEach((step) => (notes[step] = { right: true, text: key.feedback[step] }));
    return { outcome: "right", message: "Right, that is the order.", notes };
  }
  const notes = [];
  notes[given[wrong]] = { right: false, text: `Comes later. ${key.feedback[given[wrong]]}` };
  const before = wrong ? `The first ${wrong === 1 ? "is" : `${wrong} are`} in place, but ` : "";
  return {
    outcome: wrong ? "partly" : "wrong",
    message: `Not yet. ${before}${before ? "number" : "Number"} ${wrong + 1} is too early.`,
    notes,
  };
}

function optionNotes(key, places) {
  const notes = [];
  places.forEach((i) => (notes[i] = { right: key.correct[i], text: key.feedback[i] }));
  return notes;
}

function unreadable(message) {
  return { outcome: "unreadable", message, notes: [] };
}

// Read a number as people type it: decimal point or comma, spaces between thousands, any minus sign,
// a percent sign or the unit behind it. Gives { value } or { problem: one sentence }.
function readNumber(text, unit) {
  let rest = text.trim().replace(/[\u2212\u2013\u2010\u2011]/g, "-");
  if (!rest) return { problem: "Write a number first." };
  if (rest.toLowerCase().endsWith(unit.toLowerCase())) rest = rest.slice(0, -unit.length).trim();
  const percent = rest.endsWith("%");
  rest = (percent ? rest.slice(0, -1) : rest).replace(/\s/g, "");
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(rest)) {
    const digits = rest.replace(",", "");
    return {
      problem: `“${text.trim()}” can be read in two ways: write ${digits} or ${rest.replace(",", ".")}.`,
    };
  }
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(rest)) rest = rest.replaceAll(",", "");
  else if (/^[+-]?\d*,\d+$/.test(rest)) rest = rest.replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(rest)) {
    const short = text.trim().length > 30 ? `${text.trim().slice(0, 30)}…` : text.trim();
    return { problem: `“${short}” cannot be read as a number: write it like 12 or 12.5.` };
  }
  const scale = percent && !/percent/i.test(unit) ? 0.01 : 1;
  return { value: Number(rest) * scale };
}
