// Icon arrays: 100 figures for each arm. Parts and drawing are those of people_fallback.py.

const SVG = "http://www.w3.org/2000/svg";
const HEAD = "M10 1a3.7 3.7 0 1 1 0 7.4a3.7 3.7 0 1 1 0-7.4Z";
const BODY = "M5.2 9.6h9.6a2.4 2.4 0 0 1 2.4 2.4v9.6H2.8V12a2.4 2.4 0 0 1 2.4-2.4Z";
const MARKS = {
  helped: "M9 12.1h2v2.4h2.4v2H11v2.4H9v-2.4H6.6v-2H9Z",
  harmed: "M6.6 14.5h6.8v2H6.6Z",
};
const PER_ROW = 10;
const [STEP_X, STEP_Y] = [24, 27];

function svgOf(className, viewBox) {
  const node = document.createElementNS(SVG, "svg");
  node.setAttribute("class", className);
  node.setAttribute("viewBox", viewBox);
  return node;
}

function person(kind, place) {
  const node = document.createElementNS(SVG, "path");
  const [x, y] = [STEP_X * (place % PER_ROW), STEP_Y * Math.floor(place / PER_ROW)];
  node.setAttribute("class", `rm-person-${kind}`);
  node.setAttribute("transform", `translate(${x} ${y})`);
  node.setAttribute("d", HEAD + BODY + (MARKS[kind] ?? ""));
  return node;
}

function makeArm({ title, groups }) {
  const node = make("div", "rm-people-arm");
  const array = svgOf("rm-people-array", "0 0 236 266");
  array.setAttribute("role", "img");
  const words = groups.map(([, count, text]) => `${count} ${text}`).join(", ");
  array.setAttribute("aria-label", `${title}: ${words}`);
  const kinds = groups.flatMap(([kind, count]) => Array(count).fill(kind));
  array.append(...kinds.map(person));
  const key = make("ul", "rm-people-key");
  for (const [kind, count, text] of groups) {
    const item = make("li");
    const icon = svgOf("", "0 0 20 23");
    icon.setAttribute("aria-hidden", "true");
    icon.append(person(kind, 0));
    const says = make("span");
    says.append(make("b", "", String(count)), ` ${text}`);
    item.append(icon, says);
    key.append(item);
  }
  node.append(make("p", "rm-people-title", title), array, key);
  return node;
}

function render({ model, el }) {
  const spec = model.get("spec");
  const root = make("div", "rm-explorer rm-people");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", spec.title);
  const arms = make("div", "rm-people-arms");
  const says = makeStatus(root, model.get("name"));
  const caption = make("p", "rm-caption");
  const numbers = makeNumbers(() => [spec.table]);
  const show = (index) => {
    const outcome = spec.outcomes[index];
    arms.replaceChildren(...outcome.arms.map(makeArm));
    says.textContent = outcome.sentence;
    caption.textContent = `${outcome.counts} ${outcome.source}`;
  };
  root.append(make("p", "rm-explorer-title", spec.title));
  if (spec.outcomes.length > 1) {
    const options = spec.outcomes.map(({ label }) => label);
    const control = { label: "Outcome", options };
    const choice = makeChoice(control, `${model.get("name")}-outcome`, show);
    choice.show(0);
    root.append(choice.node);
  }
  root.append(arms, says, caption, numbers.node);
  el.append(root);
  show(0);
}

export default { render };
