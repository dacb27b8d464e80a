// The clock beside the phone: shows the bot's instant, moves it, and lets it flow in between.
import { toast } from "/page/dialogs.js";

const $ = (id) => document.getElementById(id);
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export class Clock {
  constructor(post, onZone) {
    this.zone = HERE;
    this.post = post;
    this.onZone = onZone;
    this.instant = null; // milliseconds, as last heard
    this.heard = 0;
    this.busy = 0;
    for (const button of document.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => this.move(button.dataset.move));
    }
    setInterval(() => this.show(), 1000);
  }

  set(now, zone) {
    this.instant = Date.parse(now);
    this.heard = performance.now();
    if ((zone ?? HERE) !== this.zone) {
      this.zone = zone ?? HERE;
      this.onZone();
    }
    this.show();
  }

  show() {
    if (this.instant === null) return;
    const at = new Date(this.instant + performance.now() - this.heard);
    const say = (options) => at.toLocaleString("en-GB", { ...options, timeZone: this.zone });
    $("time").textContent = say({ hour: "2-digit", minute: "2-digit" });
    $("time").dateTime = at.toISOString();
    $("day").textContent = say({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
    $("zone").textContent = this.zone.replaceAll("_", " ");
  }

  moving(now) {
    $("clock").setAttribute("aria-busy", now);
    $("moving").textContent = now ? "Time is passing…" : "";
    for (const button of document.querySelectorAll("[data-move]")) {
      button.setAttribute("aria-disabled", now);
    }
  }

  async move(action) {
    if ($("clock").getAttribute("aria-busy") === "true") return;
    this.moving(true);
    const answer = await this.post("time", { action, zone: this.zone });
    this.moving(false);
    if (!answer) return;
    this.set(answer.now, this.zone === HERE ? null : this.zone);
    if (!answer.moved) toast("Nothing is ahead: the plan has no reminder.");
  }
}
