// Finds elements by role and name, step inside step, with @testing-library/dom.
window.look = (steps, explain) => {
  const library = window.TestingLibraryDom;
  // What keeps a name's direction to itself is not seen.
  const plain = (text) => text.replace(/[\u2066-\u2069]/gu, "");
  const same = (name) => name.is !== undefined ? (text) => plain(text) === name.is
    : name.has !== undefined ? (text) => plain(text).includes(name.has)
    : (text) => plain(text).trim().startsWith(name.begins);
  const all = (inside, step) =>
    step.role !== undefined ? library.queryAllByRole(inside, step.role, step.name ? { name: same(step.name) } : {})
    : step.label !== undefined ? library.queryAllByLabelText(inside, same(step.label))
    : library.queryAllByText(inside, same(step.text), { ignore: "script, style, option" });
  const words = (element) => (element.getAttribute("aria-label") || element.labels?.[0]?.innerText
    || element.innerText || element.value || "").slice(0, 80);
  let inside = [document.body];
  let instead = "";
  for (const step of steps) {
    const found = step.nth !== undefined ? inside.slice(step.nth, step.nth + 1) : [...new Set(inside.flatMap((element) => all(element, step)))];
    if (found.length === 0 && explain && !instead && step.role !== undefined) {
      const others = inside.flatMap((element) => all(element, { role: step.role }));
      instead = `${step.role}: ${others.slice(0, 40).map((element) => JSON.stringify(words(element))).join(", ")}`;
    }
    inside = found;
  }
  return { elements: inside, texts: inside.map(({ innerText }) => innerText && plain(innerText)), instead };
};
