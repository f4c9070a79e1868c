"use strict";

const tables = [...document.querySelectorAll("table.papers")];
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

// A paper is a tbody of two rows: what the table shows, and the details below it.
function sort(table, place, direction) {
  const isNumber = table.tHead.rows[0].cells[place].classList.contains("number");
  // A cell has a value of its own where it shows something else.
  const value = ({ rows: [{ cells }] }) => cells[place].dataset.value ?? cells[place].textContent;
  const compare = (one, other) => {
    const [a, b] = [Number(one), Number(other)];
    return isNumber && !isNaN(a) && !isNaN(b) ? a - b : order.compare(one, other);
  };
  const sorted = [...table.tBodies].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    // What is unknown stays last, whichever way the rest goes.
    if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
    return direction * compare(a, b);
  });
  table.append(...sorted);
}

for (const table of tables) {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, place) => {
    heading.querySelector("button").addEventListener("click", () => {
      // Of numbers the greatest are wanted first, of words the beginning of the alphabet.
      const first = heading.classList.contains("number") ? "descending" : "ascending";
      const second = first === "ascending" ? "descending" : "ascending";
      const wanted = heading.getAttribute("aria-sort") === first ? second : first;
      for (const each of headings) each.setAttribute("aria-sort", "none");
      heading.setAttribute("aria-sort", wanted);
      sort(table, place, wanted === "ascending" ? 1 : -1);
    });
  });
}

const papers = tables.flatMap((table) => [...table.tBodies]);
const texts = new Map();
const text = (paper) => {
  if (!texts.has(paper)) texts.set(paper, plain(paper.textContent));
  return texts.get(paper);
};
const count = document.getElementById("count");
const input = document.getElementById("filter");

function filter() {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const paper of papers) {
    paper.hidden = !words.every((word) => text(paper).includes(word));
    shown += paper.hidden ? 0 : 1;
  }
  for (const table of tables) {
    table.closest("section").hidden = words.length > 0 && [...table.tBodies].every((paper) => paper.hidden);
  }
  count.textContent = words.length ? `${shown} of ${papers.length}` : "";
}

input.addEventListener("input", filter);
filter();

const unfold = document.getElementById("unfold");
unfold.addEventListener("click", () => {
  const open = unfold.getAttribute("aria-pressed") !== "true";
  unfold.setAttribute("aria-pressed", String(open));
  for (const details of document.querySelectorAll("tr.more details")) details.open = open;
});
