/** Which commands, or places, a text finds. Pure. */
export type Findable = {
  readonly label?: string | undefined;
  readonly keywords?: string | readonly string[] | undefined;
};

/** Every word that was typed begins a word of the command, in any order, with or without accents: "ass ada" finds "Assign to Ada". */
export function isFoundBy(query: string, { label = "", keywords = [] }: Findable): boolean {
  const words = wordsOf([label, ...(typeof keywords === "string" ? [keywords] : keywords)].join(" "));
  return wordsOf(query).every((typed) => words.some((word) => word.startsWith(typed)));
}

/** Lower is better: the label begins with what was typed; it holds all of it; the words were found somewhere. */
export function rankOf(query: string, { label = "" }: Findable): number {
  const [typed, shown] = [plain(query).trim(), plain(label)];
  if (shown.startsWith(typed)) return 0;
  return shown.includes(typed) ? 1 : 2;
}

function wordsOf(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}@.]+/u)
    .filter(Boolean);
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}
