/** Letters of international host names (RFC 3492), for showing them: browsers and Node know how, and neither tells a page. */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const MAX_CODE_POINT = 0x10_ff_ff;

/** A host name in its own letters; the same where it has no others, or where a part of it can't be read. @param host in ASCII, as `URL` gives it */
export function readableHost(host: string): string {
  return host
    .split(".")
    .map((label) => (label.startsWith("xn--") ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join(".");
}

function decodeLabel(encoded: string): string | null {
  const delimiter = encoded.lastIndexOf("-");
  const output = delimiter > 0 ? [...encoded.slice(0, delimiter)].map((char) => char.charCodeAt(0)) : [];
  const digits = encoded.slice(delimiter > 0 ? delimiter + 1 : 0);
  let code = FIRST_CODE;
  let bias = FIRST_BIAS;
  let at = 0;
  let next = 0;
  while (next < digits.length) {
    const before = at;
    let weight = 1;
    for (let threshold = BASE; ; threshold += BASE) {
      const digit = digitOf(digits.charAt(next));
      next += 1;
      if (digit === null) return null;
      at += digit * weight;
      const bound = Math.min(Math.max(threshold - bias, T_MIN), T_MAX);
      if (digit < bound) break;
      weight *= BASE - bound;
    }
    const length = output.length + 1;
    bias = adapted(at - before, length, before === 0);
    code += Math.floor(at / length);
    at %= length;
    if (code > MAX_CODE_POINT) return null;
    output.splice(at, 0, code);
    at += 1;
  }
  return String.fromCodePoint(...output);
}

function digitOf(char: string): number | null {
  if (/^[a-z]$/u.test(char)) return char.charCodeAt(0) - 97;
  return /^\d$/u.test(char) ? Number(char) + 26 : null;
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let left = isFirst ? Math.floor(delta / DAMP) : delta >> 1;
  left += Math.floor(left / length);
  let bias = 0;
  while (left > ((BASE - T_MIN) * T_MAX) >> 1) {
    left = Math.floor(left / (BASE - T_MIN));
    bias += BASE;
  }
  return bias + Math.floor(((BASE - T_MIN + 1) * left) / (left + SKEW));
}
