"use strict";
(() => {
  const body = document.body;
  const get = (id) => document.getElementById(id);
  const cards = [...document.querySelectorAll(".card")];
  const chunks = [...document.querySelectorAll(".chunk")];
  const parts = [...document.querySelectorAll(".part, .document")].reverse();
  const own = new Map(chunks.map((chunk) => [chunk, [...chunk.querySelectorAll(".card")]]));
  const documents = new Map(cards.map((card) => [card, card.closest(".document").id]));
  const filters = { document: get("document"), impact: get("impact"), field: get("field") };
  const position = get("position");
  let texts = null;
  let shown = [];
  let current = -1;

  // The text of each chunk is gathered when somebody first searches.
  const matching = (wanted) => {
    if (!wanted) return null;
    texts ??= new Map(chunks.map((chunk) => [chunk, chunk.textContent.normalize("NFC").toLowerCase()]));
    return new Set(chunks.filter((chunk) => texts.get(chunk).includes(wanted)));
  };

  const fits = (card) =>
    (!filters.document.value || documents.get(card) === filters.document.value) &&
    (!filters.impact.value || card.dataset.impact === filters.impact.value) &&
    (!filters.field.value || (card.dataset.fields || "").split(" ").includes(filters.field.value)) &&
    (get("minor").checked || !card.classList.contains("minor"));

  const filter = () => {
    const found = matching(get("search").value.normalize("NFC").trim().toLowerCase());
    shown = [];
    for (const chunk of chunks) {
      const fitting = found && !found.has(chunk) ? [] : own.get(chunk).filter(fits);
      for (const card of own.get(chunk)) card.classList.toggle("gone", !fitting.includes(card));
      chunk.classList.toggle("gone", fitting.length === 0);
      shown.push(...fitting);
    }
    for (const part of parts) part.classList.toggle("gone", !part.querySelector(".chunk:not(.gone)"));
    for (const entry of document.querySelectorAll("nav li[data-in]")) entry.hidden = get(entry.dataset.in).classList.contains("gone");
    get("none").hidden = shown.length > 0 || cards.length === 0;
    current = -1;
    tell();
  };

  const tell = () => { position.textContent = `${current < 0 ? "–" : current + 1} / ${shown.length}`; };

  const go = (step) => {
    if (!shown.length) return;
    document.querySelectorAll(".now").forEach((element) => element.classList.remove("now"));
    current = current < 0 ? (step > 0 ? 0 : shown.length - 1) : (current + step + shown.length) % shown.length;
    const card = shown[current];
    const chunk = card.closest(".chunk");
    card.classList.add("now");
    chunk.classList.add("now");
    if (body.classList.contains("side")) split(chunk);
    const side = body.classList.contains("side");
    const mark = side ? chunk : get(card.dataset.for);
    for (let outer = mark.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    mark.scrollIntoView({ block: "center" });
    if (!side) mark.focus({ preventScroll: true });
    tell();
    position.textContent += ` · ${card.querySelector(".kind").parentElement.textContent}`;
  };

  // Side by side, each chunk is drawn twice: once without what is new, once without what is old.
  const split = (chunk) => {
    const whole = chunk.querySelector(":scope > .shown");
    if (whole.querySelector(":scope > .halves")) return;
    const inner = document.createElement("div");
    inner.className = "whole";
    inner.append(...whole.childNodes);
    const halves = document.createElement("div");
    halves.className = "halves";
    for (const [unwanted, title] of [["ins, .ins", "before"], ["del, .del", "after"]]) {
      const half = document.createElement("div");
      half.dataset.title = document.querySelectorAll("header dt")[title === "before" ? 0 : 1].textContent;
      half.append(inner.cloneNode(true));
      half.querySelectorAll(unwanted).forEach((element) => element.remove());
      half.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
      half.querySelectorAll("[tabindex]").forEach((element) => element.removeAttribute("tabindex"));
      half.querySelectorAll(".whole").forEach((element) => element.classList.remove("whole"));
      halves.append(half);
    }
    whole.append(halves, inner);
  };

  // Only what is near the window is drawn twice, the rest when it comes near.
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting && body.classList.contains("side")) split(entry.target);
  }, { rootMargin: "1500px" });

  const view = () => {
    const side = get("view").value === "side";
    body.classList.toggle("side", side);
    for (const chunk of chunks) side ? near.observe(chunk) : near.unobserve(chunk);
  };

  const only = (field) => {
    filters.field.value = field;
    filter();
    go(1);
  };

  Object.values(filters).forEach((select) => select.addEventListener("change", filter));
  get("minor").addEventListener("change", () => { body.classList.toggle("no-minor", !get("minor").checked); filter(); });
  get("context").addEventListener("change", () => body.classList.toggle("only-changes", !get("context").checked));
  get("view").addEventListener("change", view);
  get("theme").addEventListener("change", () => { document.documentElement.dataset.theme = get("theme").value; });
  get("search").addEventListener("input", filter);
  get("next").addEventListener("click", () => go(1));
  get("previous").addEventListener("click", () => go(-1));
  document.querySelector(".controls").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-show]");
    if (button) only(button.dataset.show);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("input[type=search], select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    // A Korean keyboard gives its own letter for the same key, or leaves it to the input method.
    const letters = { "ㅜ": "n", "ㅔ": "p", "ㅍ": "v" };
    const key = event.key === "Process" ? event.code.slice(3).toLowerCase() : letters[event.key] || event.key;
    if (key === "n") go(1);
    else if (key === "p") go(-1);
    else if (key === "v") { get("view").value = body.classList.contains("side") ? "inline" : "side"; view(); }
    else if (key === "/") { event.preventDefault(); get("search").focus(); }
  });
  window.addEventListener("beforeprint", () => body.classList.remove("side"));
  window.addEventListener("afterprint", view);
  filter();
})();
