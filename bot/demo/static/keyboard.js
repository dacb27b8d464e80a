// The reply keyboard below the message field.

export function drawKeyboard(place, markup, { send, location, contact }) {
  place.replaceChildren();
  for (const row of markup?.keyboard ?? []) {
    const line = document.createElement("div");
    line.className = "row";
    for (const one of row) {
      const key = document.createElement("button");
      key.type = "button";
      key.textContent = one.text;
      key.addEventListener("click", () => {
        if (one.request_location) location();
        else if (one.request_contact) contact();
        else send(one.text);
      });
      line.append(key);
    }
    place.append(line);
  }
}
