// Elements in one call.

function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

// JupyterLab would otherwise take the arrow and letter keys for itself.
function control(node) {
  node.dataset.lmSuppressShortcuts = "true";
  return node;
}
