// Draws one message. Text becomes text nodes, never HTML; offsets count UTF-16 as JavaScript does.

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["PRE", "BLOCKQUOTE"]);
const SAFE = /^(https?|mailto|tel|tg):/i;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function link(href, text) {
  const made = element("a", "", text);
  if (SAFE.test(href)) {
    made.href = href;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
  }
  return made;
}

function spoiler() {
  const made = element("button", "spoiler");
  made.type = "button";
  made.setAttribute("aria-label", "Show hidden text");
  made.addEventListener("click", () => {
    made.classList.add("open");
    made.removeAttribute("aria-label");
  });
  return made;
}

function wrap(entity, text, send) {
  if (entity.type === "text_link") return link(entity.url);
  if (entity.type === "url") return link(text);
  if (entity.type === "email") return link(`mailto:${text}`);
  if (entity.type === "spoiler") return spoiler();
  if (entity.type === "bot_command") {
    const made = element("button", "command");
    made.type = "button";
    made.addEventListener("click", () => send(text));
    return made;
  }
  return element(TAGS[entity.type] ?? "span");
}

const PARTS = {
  w: { weekday: "short" },
  d: { day: "numeric", month: "numeric", year: "numeric" },
  D: { day: "numeric", month: "long", year: "numeric" },
  t: { hour: "2-digit", minute: "2-digit" },
  T: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

// An instant by the reader's own clock, as Telegram shows it; what was sent is its title.
function moment(entity, text) {
  const at = new Date(entity.unix_time * 1000);
  const form = entity.date_time_format ?? "";
  const shown = Object.assign({}, ...[...form].map((sign) => PARTS[sign] ?? {}));
  const plain = form === "" || form === "r";
  const made = element("time", "moment", plain ? text : at.toLocaleString("en-GB", shown));
  made.dateTime = at.toISOString();
  made.title = text;
  return made;
}

// Entities nest and are sorted by where they begin, the longest first.
export function formatted(text, entities, send, from = 0, to = text.length) {
  const piece = document.createDocumentFragment();
  let at = from;
  for (let n = 0; n < entities.length; n += 1) {
    const entity = entities[n];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || entity.offset >= to) continue;
    piece.append(text.slice(at, entity.offset));
    if (entity.type === "date_time") {
      piece.append(moment(entity, text.slice(entity.offset, end)));
      at = end;
      continue;
    }
    const inside = entities.slice(n + 1).filter((one) => one.offset < end);
    const made = wrap(entity, text.slice(entity.offset, end), send);
    made.append(formatted(text, inside, send, entity.offset, end));
    piece.append(made);
    at = BLOCKS.has(made.tagName) && text[end] === "\n" ? end + 1 : end; // blocks end their line
  }
  piece.append(text.slice(at, to));
  return piece;
}

const bytes = (size) => (size < 1e6 ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / 1048576).toFixed(1)} MB`);

function picture(file, text) {
  const made = element("a", "photo");
  made.href = file.url;
  made.target = "_blank";
  made.setAttribute("aria-label", "Open the picture");
  const image = element("img");
  image.src = file.url;
  image.alt = text || "Picture";
  if (file.width && file.height) {
    image.width = file.width;
    image.height = file.height;
  }
  made.append(image);
  return made;
}

function voice(file) {
  const made = element("figure", "voice");
  const player = element("audio");
  player.controls = true;
  player.preload = "metadata";
  player.src = file.url;
  player.setAttribute("aria-label", "Voice message; its words stand below it");
  made.append(player);
  return made;
}

function attached(file, text, mine) {
  if (file.kind === "photo") return picture(file, text);
  if (file.kind === "sticker") return element("span", "sticker", "🙂");
  if (file.kind === "voice" && !mine) return voice(file);
  if (file.kind === "voice") return element("span", "voice", `🎙 Voice message, ${file.seconds} s`);
  const made = element("a", "document");
  made.href = file.url;
  made.download = file.name;
  const words = element("span", "words");
  words.append(element("b", "", file.name), element("small", "", bytes(file.size)));
  made.append(element("span", "sheet", "↓"), words);
  return made;
}

function button(message, one, tap) {
  if (one.url) {
    const made = link(one.url, one.text);
    made.classList.add("key", "out");
    return made;
  }
  const made = element("button", "key", one.text);
  made.type = "button";
  made.addEventListener("click", () => tap(message.id, one.callback_data, made));
  return made;
}

function rows(message, tap) {
  const made = element("div", "rows");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", "Buttons of this message");
  for (const row of message.rows) {
    const line = element("div", "row");
    line.append(...row.map((one) => button(message, one, tap)));
    made.append(line);
  }
  return made;
}

const time = (date, zone) =>
  new Date(date).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });

export const dayMark = (date, zone) =>
  new Date(date).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: zone });

function stamp(message, zone) {
  const made = element("small", "stamp");
  if (message.edited) made.append(element("span", "", "edited "));
  const at = element("time", "", time(message.date, zone));
  at.dateTime = message.date;
  made.append(at);
  if (message.mine) made.append(element("span", "ticks", " ✓"));
  return made;
}

export function draw(item, message, { send, tap, zone }) {
  item.className = message.mine ? "mine" : "theirs";
  const bubble = element("div", "bubble");
  bubble.append(element("span", "unseen", message.mine ? "You: " : "Bot: "));
  if (message.reply) bubble.append(element("div", "reply", message.reply));
  if (message.file) bubble.append(attached(message.file, message.text, message.mine));
  if (message.label) {
    const place = message.location;
    const where = place ? ` ${place.latitude.toFixed(2)}, ${place.longitude.toFixed(2)}` : "";
    bubble.append(element("div", "label", message.label + where));
  }
  if (message.text) {
    const words = element("div", "text");
    words.dir = "auto";
    words.append(formatted(message.text, message.entities, send));
    bubble.append(words);
  }
  bubble.append(stamp(message, zone));
  if (message.reaction) bubble.append(element("span", "reaction", message.reaction));
  item.replaceChildren(bubble);
  if (message.rows.length) item.append(rows(message, tap));
}
