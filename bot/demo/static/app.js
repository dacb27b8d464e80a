// Wires the page together: what the person does goes out by POST, what changes comes in as events.
import { draw, dayMark } from "/page/bubbles.js";
import { Clock } from "/page/clock.js";
import { drawKeyboard } from "/page/keyboard.js";
import { askPlace, popup, showNotice, toast } from "/page/dialogs.js";

const $ = (id) => document.getElementById(id);
const list = $("messages");
const scroll = $("scroll");
const field = $("text");
const items = new Map(); // message id -> list item
const clock = new Clock(post, redrawTimes);
let typing = 0;

async function post(what, body) {
  const response = await fetch(`/page/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  if (response?.ok) return response.json();
  toast(response ? (await response.text()).slice(0, 200) : "The demo does not answer.");
  return null;
}

// The list of messages

const atBottom = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;

function toBottom() {
  scroll.scrollTop = scroll.scrollHeight;
  $("down").hidden = true;
}

function put(message) {
  const stay = !message.mine && !atBottom();
  const known = items.get(message.id);
  const item = known ?? document.createElement("li");
  const focused = item.contains(document.activeElement);
  item.message = message;
  item.dataset.id = message.id;
  draw(item, message, { send, tap, zone: clock.zone });
  if (!known) {
    items.set(message.id, item);
    markDay(message);
    list.append(item);
  } else if (focused) {
    (item.querySelector("button, a") ?? scroll).focus();
  }
  $("hello").hidden = true;
  if (!message.mine) presence("bot");
  if (stay) $("down").hidden = Boolean(known);
  else toBottom();
}

function markDay(message) {
  const day = dayMark(message.date, clock.zone);
  if (list.lastDay !== day) {
    list.lastDay = day;
    const mark = document.createElement("li");
    mark.className = "day";
    mark.textContent = day;
    list.append(mark);
  }
}

function remove(id) {
  items.get(id)?.remove();
  items.delete(id);
}

function redrawTimes() {
  const kept = [...items.values()].map((item) => item.message);
  restart(kept);
}

function restart(messages) {
  list.replaceChildren();
  list.lastDay = null;
  items.clear();
  messages.forEach(put);
  $("hello").hidden = messages.length > 0;
  toBottom();
}

function presence(text) {
  clearTimeout(typing);
  $("presence").textContent = text;
}

// What the person does

function send(text) {
  if (!text.trim()) return;
  post("text", { text });
}

async function tap(id, data, button) {
  button.classList.add("waiting");
  if (!(await post("tap", { message: id, data }))) button.classList.remove("waiting");
}

function submit(event) {
  event?.preventDefault();
  send(field.value);
  field.value = "";
  grow();
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 132)}px`;
}

async function location_() {
  const place = await askPlace();
  if (place) post("location", place);
}

$("write").addEventListener("submit", submit);
field.addEventListener("input", grow);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
});
$("start").addEventListener("click", () => send("/start"));
$("down").addEventListener("click", toBottom);
scroll.addEventListener("scroll", () => { if (atBottom()) $("down").hidden = true; });
popup($("slash"), $("menu"));
popup($("clip"), $("clips"));
$("clips").addEventListener("click", (event) => {
  const what = event.target.closest("[data-clip]")?.dataset.clip;
  if (what === "location") location_();
  else if (what) post("attach", { what });
});
$("keys").addEventListener("click", () => showKeys($("keyboard").hidden));

function showKeys(shown) {
  const stay = atBottom();
  $("keyboard").hidden = !shown;
  $("keys").setAttribute("aria-expanded", shown);
  if (stay) toBottom();
}

function keyboard(markup) {
  drawKeyboard($("keyboard"), markup, { send, location: location_, contact: () => toast("Not in the demo.") });
  $("keys").hidden = !markup;
  field.placeholder = markup?.input_field_placeholder ?? "Message";
  showKeys(Boolean(markup));
}

function about({ name, description, commands }) {
  $("name").textContent = name;
  if (description) $("description").textContent = description;
  $("slash").hidden = commands.length === 0;
  $("menu").replaceChildren(...commands.map(({ command, description: text }) => {
    const row = document.createElement("button");
    row.type = "button";
    row.setAttribute("role", "menuitem");
    const label = document.createElement("b");
    label.textContent = `/${command}`;
    const what = document.createElement("span");
    what.textContent = text;
    row.append(label, " ", what);
    row.addEventListener("click", () => send(`/${command}`));
    return row;
  }));
}

// Light and dark

const dark = matchMedia("(prefers-color-scheme: dark)");

function paint(choice) {
  const isDark = choice ? choice === "dark" : dark.matches;
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  $("theme").setAttribute("aria-pressed", isDark);
}

$("theme").addEventListener("click", () => {
  const choice = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", choice);
  paint(choice);
});
dark.addEventListener("change", () => paint(localStorage.getItem("theme")));
paint(localStorage.getItem("theme"));

// What comes in

const told = {
  state: (value) => { about(value.about); restart(value.messages); keyboard(value.keyboard); },
  message: put,
  deleted: remove,
  keyboard,
  commands: about,
  notice: showNotice,
  answered: (id) => items.get(id)?.querySelectorAll(".waiting").forEach((button) => button.classList.remove("waiting")),
  moving: (value) => clock.moving(value),
  typing: () => { presence("typing…"); typing = setTimeout(presence, 4000, "bot"); },
};

const events = new EventSource("/page/events");
for (const [name, handle] of Object.entries(told)) {
  events.addEventListener(name, (event) => {
    const { now, zone, value } = JSON.parse(event.data);
    clock.set(now, zone);
    handle(value);
  });
}
events.addEventListener("error", () => presence("connecting…"));
events.addEventListener("open", () => presence("bot"));
