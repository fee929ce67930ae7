// Tables a reader can filter and sort: search box, choices, sort buttons, a spoken count.
// A classic script, so that it also runs from disk. Everything stands in the page already.

(() => {
  function element(tag, properties = {}, ...children) {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  }

  const cellText = (row, index) => row.cells[index].textContent.trim();

  function labelled(label, control) {
    return element("label", { className: "rm-browse-control" }, element("span", { textContent: label }), control);
  }

  function searchBox(name, onChange) {
    const input = element("input", { type: "search", id: `${name}-search`, autocomplete: "off" });
    input.addEventListener("input", onChange);
    return input;
  }

  function choice(rows, index, onChange) {
    const values = [...new Set(rows.map((row) => cellText(row, index)))].sort();
    const select = element("select", {}, element("option", { value: "", textContent: "all" }));
    for (const value of values) select.append(element("option", { value, textContent: value }));
    select.dataset.column = index;
    select.addEventListener("change", onChange);
    return select;
  }

  // Rows without a number stay last, whichever way the column is sorted.
  function compare(kind, up) {
    const sign = up ? 1 : -1;
    if (kind === "text") return (a, b) => sign * a.localeCompare(b);
    return (a, b) => {
      const [one, other] = [parseFloat(a), parseFloat(b)];
      if (Number.isNaN(one) || Number.isNaN(other)) return Number.isNaN(one) - Number.isNaN(other);
      return sign * (one - other);
    };
  }

  function sortBy(body, headers, index) {
    const header = headers[index];
    const up = header.getAttribute("aria-sort") !== "ascending";
    headers.forEach((other) => other.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", up ? "ascending" : "descending");
    const order = compare(header.dataset.kind, up);
    const rows = [...body.rows];
    rows.sort((a, b) => order(cellText(a, index), cellText(b, index)));
    body.append(...rows);
    return `sorted by ${header.textContent}, ${up ? "ascending" : "descending"}`;
  }

  // `say(how)` is told how the table is sorted.
  function addSortButtons(body, headers, say) {
    headers.forEach((header, index) => {
      const button = element("button", { type: "button", className: "rm-browse-sort", textContent: header.textContent });
      button.addEventListener("click", () => say(sortBy(body, headers, index)));
      header.replaceChildren(button);
    });
  }

  function enhance(box) {
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const headers = [...table.tHead.rows[0].cells];
    const status = element("p", { className: "rm-browse-count" });
    status.setAttribute("role", "status");
    let order = "";
    const words = rows.map((row) => row.textContent.toLowerCase());
    const search = searchBox(box.id, apply);
    const choices = headers.flatMap((header, index) =>
      header.dataset.choose ? [choice(rows, index, apply)] : []);

    function apply() {
      const sought = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach((row, i) => {
        const fits = sought.every((word) => words[i].includes(word)) &&
          choices.every((c) => !c.value || cellText(row, c.dataset.column) === c.value);
        row.hidden = !fits;
        count += fits;
      });
      status.textContent = `${count} of ${rows.length} rows shown${order}`;
    }

    function clear() {
      search.value = "";
      choices.forEach((c) => { c.value = ""; });
      apply();
      search.focus();
    }

    const reset = element("button", { type: "button", className: "rm-button", textContent: "Show all" });
    reset.addEventListener("click", clear);
    const controls = element("div", { className: "rm-browse-controls" }, labelled("Search", search));
    for (const c of choices) controls.append(labelled(headers[c.dataset.column].textContent, c));
    controls.append(reset);
    box.prepend(controls, status);
    addSortButtons(body, headers, (how) => {
      order = `, ${how}`;
      apply();
    });
    apply();
  }

  document.querySelectorAll(".rm-browse").forEach(enhance);
})();
