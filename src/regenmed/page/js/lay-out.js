// While a page loads, its sections and cells are laid out only when near what is shown (book.css), so
// that the text stands sooner. Afterwards, one after another, all of them: a page is whole when it
// rests.
(() => {
  const root = document.documentElement;
  const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 20));
  const parts = [
    ...document.querySelectorAll(".bd-article > section > section ~ section, div.cell"),
  ];
  const next = () => {
    const part = parts.shift();
    if (part) {
      part.style.contentVisibility = "visible";
      idle(next, { timeout: 100 });
    } else {
      delete root.dataset.loading;
      dispatchEvent(new Event("resize")); // the theme looks again which boxes scroll
    }
  };
  addEventListener("load", () => idle(next, { timeout: 500 }));
})();
