/* The bar "Sign in as": one click, and the requests carry that person's headers. Development only. */
"use strict";

const people = (() => {
  const CHOICE = "lyceum:person";
  let listed = [];
  let chosen = null;
  let showQuery = () => {};

  const key = (person) => `${person.tenant}/${person.role}/${person.name}`;

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function choose(person) {
    chosen = person;
    if (person) localStorage.setItem(CHOICE, key(person));
    else localStorage.removeItem(CHOICE);
    draw();
  }

  function chip(person) {
    const pressed = chosen !== null && key(chosen) === key(person);
    const button = element(
      "button",
      { type: "button", class: "chip", "aria-pressed": String(pressed), title: `${person.name}: ${person.description}` },
      person.role,
    );
    button.addEventListener("click", () => choose(pressed ? null : person));
    return button;
  }

  function queryButton() {
    const button = element("button", { type: "button", class: "query", title: chosen.description }, "Show their query");
    button.addEventListener("click", () => showQuery(chosen.query));
    return button;
  }

  function tenantSelect() {
    const tenants = [...new Set(listed.map((person) => person.tenant))];
    const select = element("select", { "aria-label": "Tenant", class: "tenant" });
    for (const tenant of tenants) select.append(element("option", { value: tenant }, tenant));
    select.value = shownTenant();
    select.addEventListener("change", () => {
      localStorage.setItem("lyceum:tenant", select.value);
      draw();
    });
    return select;
  }

  function shownTenant() {
    const remembered = localStorage.getItem("lyceum:tenant");
    if (listed.some((person) => person.tenant === remembered)) return remembered;
    return (chosen ?? listed[0]).tenant;
  }

  function draw() {
    const bar = document.getElementById("people");
    const tenant = shownTenant();
    const place = chosen && chosen.tenant !== tenant ? ` (${chosen.tenant})` : "";
    const you = chosen ? [element("strong", {}, chosen.name), place, queryButton()] : ["no one"];
    bar.replaceChildren(
      element("span", { class: "label" }, "Sign in as"),
      tenantSelect(),
      element("span", { class: "chips" }, ...listed.filter((person) => person.tenant === tenant).map(chip)),
      element("span", { class: "you", role: "status" }, "You are ", ...you),
    );
    bar.classList.add("shown");
  }

  async function start(onQuery) {
    showQuery = onQuery;
    const address = document.body.dataset.people;
    if (!address) return;
    const response = await fetch(address);
    if (!response.ok) return;
    listed = await response.json();
    if (listed.length === 0) return;
    const remembered = localStorage.getItem(CHOICE);
    chosen = listed.find((person) => key(person) === remembered) ?? listed[0];
    draw();
  }

  return { start, headers: () => chosen?.headers ?? {} };
})();
