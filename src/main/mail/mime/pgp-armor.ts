/** OpenPGP within a text (RFC 9580 §7): what is only signed is read without its armour, what is encrypted is told. Signatures are not checked here. */

const SIGNED_BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
const SIGNATURE_BEGIN = "-----BEGIN PGP SIGNATURE-----";
const SIGNATURE_END = "-----END PGP SIGNATURE-----";
const MESSAGE_BEGIN = "-----BEGIN PGP MESSAGE-----";

export interface ReadArmour {
  readonly text: string;
  readonly kind: "signed" | "encrypted" | null;
}

export function readArmour(text: string): ReadArmour {
  if (text.trimStart().startsWith(MESSAGE_BEGIN)) return { text, kind: "encrypted" };
  const lines = text.split("\n");
  const begin = lines.findIndex((line) => line.trim() === SIGNED_BEGIN);
  const signature = lines.findIndex((line, index) => index > begin && line.trim() === SIGNATURE_BEGIN);
  if (begin < 0 || signature < 0) return { text, kind: null };
  const end = lines.findIndex((line, index) => index > signature && line.trim() === SIGNATURE_END);
  // "Hash: SHA256" and its like, up to an empty line.
  const head = lines.findIndex((line, index) => index > begin && line.trim() === "");
  const signed = lines
    .slice(head < 0 || head > signature ? begin + 1 : head + 1, signature)
    // Lines that begin with a dash are escaped by one more.
    .map((line) => line.replace(/^- /u, ""));
  const around = [lines.slice(0, begin), signed, end < 0 ? [] : lines.slice(end + 1)];
  return { text: around.flat().join("\n"), kind: "signed" };
}
