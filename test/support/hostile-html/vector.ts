/** A way in which a mail's HTML attacks: what it tries, in words, and the markup. `RUN` is a script that tells that it ran; `NET` a host that nobody may ask. */
export type Vector = readonly [name: string, html: string];

/** The markup of a vector, told apart from all others by its number. */
export function armed(html: string, number: number): string {
  return html.replaceAll("RUN", `top.hit(${number})`).replaceAll("NET", hostOf(number));
}

/** `.example` belongs to nobody (RFC 2606). */
const HOST = /^v(\d+)\.hostile\.example$/u;

export function hostOf(number: number): string {
  return `v${number}.hostile.example`;
}

/** Which vector asked for an address; null for everything else. */
export function numberOf(address: string): number | null {
  const host = URL.parse(address)?.hostname ?? "";
  const [, number] = HOST.exec(host) ?? [];
  return number === undefined ? null : Number(number);
}
