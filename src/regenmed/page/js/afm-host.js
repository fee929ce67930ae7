// Draws the widgets of a built page: there is no kernel here, only the state the build left behind.
// A classic script, so that it also runs from a page opened straight from disk. It knows anywidget's
// front-end modules (`export default { initialize, render }`) and nothing else.
(() => {
  const STATE = 'script[type="application/vnd.jupyter.widget-state+json"]';
  const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';
  const entries = {}; // model id -> saved model
  const models = {}; // model id -> promise of { model, widget }
  const imports = new Map(); // module source -> its default export, or a promise of it
  const styles = new Set();
  const known = new Set(); // boxes that are drawn or will be

  function toDataView(base64) {
    return new DataView(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)).buffer);
  }

  // The saved values, with each binary buffer back in its place.
  function valuesOf(entry) {
    const values = { ...entry.state };
    for (const { path, data } of entry.buffers ?? []) {
      const last = path[path.length - 1];
      const parent = path.slice(0, -1).reduce((place, key) => place[key], values);
      parent[last] = toDataView(data);
    }
    return values;
  }

  function createModel(values) {
    const listeners = {};
    const names = (event) => event.split(" ").filter(Boolean);
    const emit = (event, ...details) =>
      [...(listeners[event] ?? [])].forEach((listener) => listener(...details));
    const model = {
      get: (name) => values[name],
      set(name, value) {
        const changes = typeof name === "object" ? name : { [name]: value };
        const changed = Object.keys(changes).filter((key) => values[key] !== changes[key]);
        Object.assign(values, changes);
        changed.forEach((key) => emit(`change:${key}`, model, values[key]));
        if (changed.length) emit("change", model);
      },
      save_changes() {}, // no kernel to tell
      send() {},
      on(event, listener) {
        names(event).forEach((name) => (listeners[name] ??= new Set()).add(listener));
      },
      off(event, listener) {
        for (const name of event ? names(event) : Object.keys(listeners)) {
          if (listener) listeners[name]?.delete(listener);
          else delete listeners[name];
        }
      },
      widget_manager: {
        get_model: async (id) => (await load(id.replace("IPY_MODEL_", ""))).model,
      },
    };
    return model;
  }

  // A module is run once, however many widgets use it. The book's own come as functions that give
  // what the module exports; any other comes as text.
  function importModule(source) {
    if (!imports.has(source))
      imports.set(source, typeof source === "function" ? source() : importText(source));
    return imports.get(source);
  }

  async function importText(source) {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    try {
      return (await import(url)).default;
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  function addStyle(css) {
    if (!css || styles.has(css)) return;
    styles.add(css);
    const sheet = new CSSStyleSheet(); // unlike a <style> element, allowed by a strict policy
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }

  function load(id) {
    models[id] ??= (async () => {
      const entry = entries[id];
      if (!entry) throw new Error("its saved state is not in this page");
      const values = valuesOf(entry);
      const source = values._esm ?? window.regenmedModules?.[values._esm_file];
      if (!source) throw new Error("it needs a running notebook");
      addStyle(values._css);
      const model = createModel(values);
      const exported = await importModule(source);
      const widget = typeof exported === "function" ? await exported() : exported;
      await widget.initialize?.({ model });
      return { model, widget };
    })();
    return models[id];
  }

  function explain(box, error) {
    const note = document.createElement("p");
    note.className = "rm-widget-error";
    note.textContent = `The interactive version could not start (${error.message}).`;
    if (box.childNodes.length) note.textContent += " The plain version stands below.";
    box.prepend(note);
    console.warn("widget", box.dataset.modelId, error);
  }

  // The plain version leaves the page only while the live one is there: their ids are the same.
  async function draw(box) {
    const plain = document.createDocumentFragment();
    const el = document.createElement("div");
    try {
      const { model, widget } = await load(box.dataset.modelId);
      plain.append(...box.childNodes);
      box.append(el);
      await widget.render?.({ model, el });
      box.dataset.state = "live";
    } catch (error) {
      el.remove();
      box.append(plain);
      box.dataset.state = "plain";
      explain(box, error);
    }
  }

  function boxFor(script) {
    const box = document.createElement("div");
    box.className = "rm-widget";
    box.dataset.modelId = JSON.parse(script.textContent).model_id;
    script.replaceWith(box);
    return box;
  }

  // The boxes that have been read, each once; what they need to know leaves the page.
  function newBoxes() {
    for (const script of document.querySelectorAll(STATE)) {
      Object.assign(entries, JSON.parse(script.textContent).state);
      script.remove();
    }
    const boxes = [...document.querySelectorAll(".rm-widget[data-model-id]")];
    return boxes.filter((box) => !known.has(box) && known.add(box));
  }

  function drawOthers() {
    document.querySelectorAll(VIEW).forEach(boxFor);
    newBoxes().forEach(draw);
  }

  // A page that is still read has this script after its first widget. That one is drawn as soon as
  // the text above has been shown; the others when all has been read, before the theme's scripts run.
  if (document.readyState === "loading") {
    const early = newBoxes();
    const drawEarly = () => early.splice(0).forEach(draw);
    if (performance.getEntriesByName("first-contentful-paint").length) drawEarly();
    else requestAnimationFrame(() => setTimeout(drawEarly));
    const drawAll = () => (drawEarly(), drawOthers());
    document.addEventListener("readystatechange", drawAll, { once: true });
  } else drawOthers();
})();
