// The reader's record over all lessons, and the ways to take it along or forget it.

const PROGRESS_HEADS = ["Lesson", "Read", "Right at first try", "Right in all"];

// Counts of one lesson: { total, right, first, read }.
function lessonCounts(lesson, data) {
  const records = lesson.items.flatMap(({ id, stamp }) => {
    const saved = data.quizzes[id];
    return saved && saved.stamp === stamp ? [saved] : [];
  });
  const right = records.filter((record) => record.right).length;
  const total = lesson.items.length;
  return {
    total,
    right,
    first: records.filter((record) => record.first).length,
    read: data.lessons[lesson.id]?.read ?? (total > 0 && right === total),
  };
}

function cell(tag, ...children) {
  return make(tag, "", ...children);
}

function shareBar(part, total) {
  const bar = make("span", "rm-progress-bar");
  bar.style.setProperty("--rm-share", total ? part / total : 0);
  return bar;
}

function lessonRow(lesson, counts, name, linked) {
  const box = control(make("input"));
  box.type = "checkbox";
  box.checked = counts.read;
  box.id = `${name}-${lesson.id}`;
  box.setAttribute("aria-label", `I have read: ${lesson.title}`);
  box.addEventListener("change", () =>
    storeUpdate((data) => (data.lessons[lesson.id] = { read: box.checked })),
  );
  const title = linked ? make("a", "", lesson.title) : lesson.title;
  if (linked) title.href = `${lesson.id}.html`;
  const head = cell("th", title);
  head.scope = "row";
  return make(
    "tr",
    "",
    head,
    cell("td", make("label", "rm-progress-read", box)),
    cell("td", `${counts.first} of ${counts.total}`),
    cell("td", `${counts.right} of ${counts.total}`, shareBar(counts.right, counts.total)),
  );
}

function progressTable(lessons, name, linked) {
  const data = storeRead();
  const counts = lessons.map((lesson) => lessonCounts(lesson, data));
  const sum = (part) => counts.reduce((total, count) => total + Number(count[part]), 0);
  const heads = PROGRESS_HEADS.map((words) => {
    const head = cell("th", words);
    head.scope = "col";
    return head;
  });
  const all = cell("th", "All lessons");
  all.scope = "row";
  return make(
    "table",
    "",
    make("caption", "", summary(sum("right"), sum("total"), sum("read"), lessons.length)),
    make("thead", "", make("tr", "", ...heads)),
    make(
      "tbody",
      "",
      ...lessons.map((lesson, i) => lessonRow(lesson, counts[i], name, linked)),
    ),
    make(
      "tfoot",
      "",
      make(
        "tr",
        "",
        all,
        cell("td", `${sum("read")} of ${lessons.length}`),
        cell("td", `${sum("first")} of ${sum("total")}`),
        cell("td", `${sum("right")} of ${sum("total")}`),
      ),
    ),
  );
}

function summary(right, total, read, lessons) {
  if (!right && !read) return "Nothing is kept yet. Answer a question in a lesson and it shows here.";
  return `You have answered ${right} of ${total} questions right and read ${read} of ${lessons} lessons.`;
}

function button(words, press) {
  const node = control(make("button", "", words));
  node.type = "button";
  node.addEventListener("click", press);
  return node;
}

function saveFile() {
  const link = make("a");
  link.href = URL.createObjectURL(new Blob([storeExport()], { type: "application/json" }));
  link.download = "repair-retrain-remit-answers.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// A file chooser with a label that looks like a button; the input itself takes the focus.
function fileChooser(name, say) {
  const input = control(make("input"));
  input.type = "file";
  input.accept = ".json,application/json";
  input.id = `${name}-file`;
  const label = make("label", "rm-progress-file", "Load answers from a file", input);
  label.htmlFor = input.id;
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    const { error, added } = storeImport(await file.text());
    input.value = "";
    say(error ? `${error} Nothing was changed.` : `Loaded ${added} entries from ${file.name}.`);
  });
  return label;
}

function eraseDialog(name, done) {
  const dialog = make("dialog", "rm-progress-dialog");
  const question = make("p", "", "Erase all your answers and marks on this device? This cannot be undone.");
  question.id = `${name}-erase`;
  dialog.setAttribute("aria-labelledby", question.id);
  const keep = button("Keep them", () => dialog.close());
  const erase = button("Erase everything", () => {
    dialog.close();
    storeErase();
    done();
  });
  erase.className = "rm-progress-erase";
  dialog.append(question, make("p", "rm-progress-actions", keep, erase));
  return dialog;
}

function render({ model, el }) {
  const name = model.get("name");
  const { lessons } = model.get("spec");
  const linked = Boolean(el.closest(".rm-widget"));
  const place = make("div", "rm-progress-table");
  place.tabIndex = 0;
  place.setAttribute("role", "region");
  place.setAttribute("aria-label", "Your progress");
  const status = make("p", "rm-progress-status");
  status.setAttribute("role", "status");
  const say = (words) => (status.textContent = words);

  // The table is drawn anew; the box that was just ticked keeps the focus.
  function draw() {
    const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
    place.replaceChildren(progressTable(lessons, name, linked));
    if (focused) document.getElementById(focused)?.focus();
  }

  const dialog = eraseDialog(name, () => say("Everything is erased."));
  const actions = make(
    "div",
    "rm-progress-actions",
    button("Save answers to a file", saveFile),
    fileChooser(name, say),
    button("Erase everything …", () => dialog.showModal()),
  );
  const box = make("section", "rm-progress", place, actions, status, dialog);
  box.setAttribute("aria-label", "Your record");
  draw();
  if (!storeWorks()) say("This browser does not let the page keep answers.");
  const end = storeListen(draw);
  el.replaceChildren(box);
  return end;
}

export default { render };
