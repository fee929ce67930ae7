// What a reader did, kept on the reader's own device: one key, one versioned JSON text.
//   { version: 1,
//     quizzes:  { item id: { given, tries, right, first, checked, stamp } },
//     lessons:  { lesson: { read } },
//     verdicts: { claim id: { … } } }
// Where the browser keeps nothing (private mode, storage full or switched off) the answers live in
// memory until the page is left. A text that cannot be read is moved to STORE_BROKEN, never lost.

const STORE_KEY = "regenmed.v1";
const STORE_BROKEN = "regenmed.v1.broken";
const STORE_EVENT = "regenmed-store";
const STORE_SECTIONS = ["quizzes", "lessons", "verdicts"];

function storeEmpty() {
  return { version: 1, quizzes: {}, lessons: {}, verdicts: {} };
}

// All that is stored; always whole, never null.
function storeRead() {
  let text = null;
  try {
    text = window.localStorage.getItem(STORE_KEY);
  } catch {
    // storage is switched off: memory below
  }
  text = window.regenmedMemory ?? text;
  if (text === null) return storeEmpty();
  const { data, error } = storeParse(text);
  if (!error) return data;
  storeKeepBroken(text);
  return storeEmpty();
}

// Change what is stored with change(data). True if it will be there on the next visit.
function storeUpdate(change) {
  const data = storeRead();
  change(data);
  return storeWrite(JSON.stringify(data));
}

// The text of a file that storeImport takes.
function storeExport() {
  return JSON.stringify(storeRead(), null, 1);
}

// Take over what such a text holds; where both have an entry, the text's entry wins.
// Gives { error } as one sentence, and then nothing has changed; or { added: number of entries }.
function storeImport(text) {
  const { data, error } = storeParse(text);
  if (error) return { error };
  let added = 0;
  storeUpdate((mine) => {
    for (const section of STORE_SECTIONS) {
      Object.assign(mine[section], data[section]);
      added += Object.keys(data[section]).length;
    }
  });
  return { added };
}

// Forget everything, the unreadable texts too.
function storeErase() {
  window.regenmedMemory = undefined;
  window.regenmedStuck = false;
  try {
    window.localStorage.removeItem(STORE_KEY);
    window.localStorage.removeItem(STORE_BROKEN);
  } catch {
    // nothing was stored
  }
  window.dispatchEvent(new Event(STORE_EVENT));
}

// Does this browser keep what it is told to?
function storeWorks() {
  const probe = `${STORE_KEY}.probe`;
  try {
    window.localStorage.setItem(probe, "1");
    window.localStorage.removeItem(probe);
    return true;
  } catch {
    return false;
  }
}

// Call listener() whenever what is stored changes, here or in another tab. Gives a function that
// ends it.
function storeListen(listener) {
  const other = (event) => {
    if (event.key === STORE_KEY || event.key === null) listener();
  };
  window.addEventListener("storage", other);
  window.addEventListener(STORE_EVENT, listener);
  return () => {
    window.removeEventListener("storage", other);
    window.removeEventListener(STORE_EVENT, listener);
  };
}

function storeWrite(text) {
  let kept = false;
  try {
    if (!window.regenmedStuck) {
      window.localStorage.setItem(STORE_KEY, text);
      kept = true;
    }
  } catch {
    // no storage, or no room
  }
  window.regenmedMemory = kept ? undefined : text;
  window.dispatchEvent(new Event(STORE_EVENT));
  return kept;
}

// Broken texts gather line by line, so a second accident does not overwrite the first.
function storeKeepBroken(text) {
  try {
    const before = window.localStorage.getItem(STORE_BROKEN);
    window.localStorage.setItem(STORE_BROKEN, before ? `${before}\n${text}` : text);
    window.localStorage.removeItem(STORE_KEY);
    window.regenmedStuck = false;
  } catch {
    window.regenmedStuck = true; // no room for a copy: it stays where it is, and nothing is written
  }
}

// { data } or { error: one sentence }.
function storeParse(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { error: "This file does not hold saved answers: it is not JSON." };
  }
  const error = storeFault(data);
  if (error) return { error };
  return { data: { ...storeEmpty(), ...data } };
}

function storeFault(data) {
  const plain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  if (!plain(data) || !("version" in data)) {
    return "This file does not hold saved answers: it has no version.";
  }
  if (data.version !== 1) {
    return `These answers are of version ${String(data.version).slice(0, 20)}; this page reads version 1.`;
  }
  for (const section of STORE_SECTIONS) {
    const entries = data[section] ?? {};
    if (!plain(entries)) return `The part ${section} of the saved answers cannot be read.`;
    for (const [name, entry] of Object.entries(entries)) {
      const sound = /^[a-z0-9][a-z0-9_.-]*$/i.test(name) && plain(entry);
      if (!sound || (section === "quizzes" && !storeSoundAnswer(entry))) {
        return `The entry ${name.slice(0, 40)} in ${section} cannot be read.`;
      }
    }
  }
  return "";
}

function storeSoundAnswer({ tries, right, first, checked }) {
  const flags = [right, first, checked];
  return Number.isInteger(tries) && tries >= 0 && flags.every((f) => typeof f === "boolean");
}
