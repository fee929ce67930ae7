// What quiz and record are built of: an element in one call, a control that JupyterLab leaves alone.

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
