// Text with *emphasis*, **strong** and `code`, built as nodes: what an author writes is never
// read as HTML. The Python twin is rich_text.py.

const RICH_MARKS = /\*\*([^\s*](?:[^*]*[^\s*])?)\*\*|\*([^\s*](?:[^*]*[^\s*])?)\*|`([^`]+)`/g;

function richText(text) {
  const whole = document.createDocumentFragment();
  let from = 0;
  for (const found of text.matchAll(RICH_MARKS)) {
    const [all, strong, emphasis, code] = found;
    whole.append(text.slice(from, found.index));
    const node = document.createElement(strong ? "strong" : emphasis ? "em" : "code");
    node.textContent = strong ?? emphasis ?? code;
    whole.append(node);
    from = found.index + all.length;
  }
  whole.append(text.slice(from));
  return whole;
}

function plainText(text) {
  return text.replace(RICH_MARKS, (_, strong, emphasis, code) => strong ?? emphasis ?? code);
}
