/** What a press of a key means, whatever the keyboard's layout. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "getModifierState"
>;

/** Where the letters of other scripts are, on the keys that also bear these signs. */
const SIGNS: Readonly<Record<string, string>> = { BracketLeft: "[", BracketRight: "]", Slash: "/" };

/**
 * The key as shortcuts name it. A letter of another script (Cyrillic, Greek, Hebrew) stands for what its key bears on a Latin keyboard; a Latin letter is
 * the one that was typed, wherever its key is.
 */
export function keyOf({ key, code }: Pick<KeyPress, "key" | "code">): string {
  if (!/^\p{L}\p{M}*$/u.test(key) || /^\p{Script=Latin}/u.test(key)) return key;
  return /^Key(?<letter>[A-Z])$/u.exec(code)?.groups?.["letter"]?.toLowerCase() ?? SIGNS[code] ?? key;
}

/** Held with Ctrl, Alt or Meta a key belongs to the browser. AltGr is how many keyboards type signs such as `[`, and tells itself as Ctrl and Alt. */
export function isHeldDown(press: KeyPress): boolean {
  const isSign = press.key.length === 1 && !/[\p{L}\p{N}\s]/u.test(press.key);
  if (isSign && press.getModifierState("AltGraph")) return press.metaKey;
  return press.ctrlKey || press.metaKey || press.altKey;
}
