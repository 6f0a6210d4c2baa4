/** The addresses in what was typed, each once, in lower case. */
export function addressesIn(text: string): string[] {
  return Array.from(
    new Set(
      text
        .split(/[\s,;]+/u)
        .map((one) => one.toLowerCase())
        .filter((one) => one !== ""),
    ),
  );
}
