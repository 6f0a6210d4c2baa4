/** A key as it is shown: `Escape` as Esc, a letter as it is on the keyboard. Of two in a row, both. */
export function keyLabel(keys: string): string {
  return keys
    .split(" ")
    .map((key) => key.replace("Escape", "Esc").replace("Arrow", ""))
    .join(" ");
}
