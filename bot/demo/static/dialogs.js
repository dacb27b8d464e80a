// Toasts, alerts, the list of places, and menus that open above their button.

const $ = (id) => document.getElementById(id);
const PLACES = [
  ["Berlin", 52.52, 13.405], ["London", 51.507, -0.128], ["New York", 40.713, -74.006],
  ["Los Angeles", 34.052, -118.244], ["São Paulo", -23.55, -46.633], ["Nairobi", -1.286, 36.817],
  ["Delhi", 28.614, 77.209], ["Tokyo", 35.676, 139.65], ["Sydney", -33.869, 151.209],
];

export function toast(text) {
  const made = document.createElement("p");
  made.className = "toast";
  made.textContent = text;
  $("toasts").append(made);
  setTimeout(() => made.remove(), 4000 + 40 * text.length);
}

export function showNotice({ text, alert }) {
  if (!alert) {
    toast(text);
    return;
  }
  $("alert-text").textContent = text;
  if (!$("alert").open) $("alert").showModal();
}

export function askPlace() {
  const dialog = $("places");
  return new Promise((done) => {
    const choose = (place) => { dialog.close(); done(place); };
    $("cities").replaceChildren(...PLACES.map(([name, latitude, longitude]) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = name;
      made.addEventListener("click", () => choose({ latitude, longitude }));
      return made;
    }));
    dialog.addEventListener("close", () => done(null), { once: true });
    dialog.showModal();
  });
}

export function popup(button, menu) {
  const open = (shown) => {
    menu.hidden = !shown;
    button.setAttribute("aria-expanded", shown);
    if (shown) menu.querySelector("button")?.focus();
  };
  button.addEventListener("click", () => open(menu.hidden));
  menu.addEventListener("click", (event) => {
    if (event.target.closest("button")) { open(false); button.focus(); }
  });
  menu.addEventListener("keydown", (event) => {
    const rows = [...menu.querySelectorAll("button")];
    const at = rows.indexOf(document.activeElement);
    if (event.key === "ArrowDown") rows[(at + 1) % rows.length].focus();
    else if (event.key === "ArrowUp") rows.at(at - 1).focus();
    else if (event.key === "Escape") { open(false); button.focus(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !button.contains(event.target)) open(false);
  });
}
