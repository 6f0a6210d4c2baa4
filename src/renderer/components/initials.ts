/** The first letters of the first and the last word, as written in the name's own script. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._@-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (
    [first, last].map((word) => word?.match(/^[\p{L}\p{N}]\p{M}*/u)?.[0].toLocaleUpperCase() ?? "").join("") || "?"
  );
}
