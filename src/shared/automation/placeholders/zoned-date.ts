/** A moment that is written in a time zone where no `date` filter says how: `2026-11-23 14:05`. */
export class ZonedDate extends Date {
  readonly #timeZone: string;

  constructor(epochMs: number, timeZone: string) {
    super(epochMs);
    this.#timeZone = timeZone;
  }

  override toString(): string {
    // Sweden writes dates as ISO 8601 does.
    return new Intl.DateTimeFormat("sv-SE", {
      dateStyle: "short",
      timeStyle: "short",
      timeZone: this.#timeZone,
    }).format(this);
  }
}
