// Suggestions while typing; without this file everything else works the same.
(() => {
  "use strict";
  for (const input of document.querySelectorAll("input[data-suggest]")) {
    const list = document.createElement("datalist");
    list.id = input.id + "-suggestions";
    input.after(list);
    input.setAttribute("list", list.id);
    let pending = null;
    input.addEventListener("input", async () => {
      const text = input.value.trim();
      if (pending) pending.abort();
      if (text.length < 2) return;
      pending = new AbortController();
      try {
        const address = input.dataset.suggest + "?" + new URLSearchParams({ q: text });
        const answer = await fetch(address, { signal: pending.signal });
        if (!answer.ok) return;
        const { suggestions } = await answer.json();
        list.replaceChildren(...suggestions.map((found) => new Option("", found.text)));
      } catch (error) {
        if (error.name !== "AbortError") throw error;
      }
    });
  }
})();
