/** A text file of the repository, its path from the root with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
const EXPORT = /^export (?:async )?(?:function\*?|const|type|class) (\w+)/gm;

/**
 * Exports that no file names but by declaring them: `path: name`. By names alone, so that one which shares its name with
 * something that is used is not found.
 */
export function deadExports(files: readonly SourceFile[]): string[] {
  const uses = files.map(({ path, text }) => ({ path, words: countWords(text.replace(COMMENT, "")) }));
  const total = new Map<string, number>();
  for (const { words } of uses) for (const [word, count] of words) total.set(word, (total.get(word) ?? 0) + count);
  return files
    .filter(({ path }) => path.startsWith("src/"))
    .flatMap(({ path, text }) => {
      const declared = countWords([...text.matchAll(EXPORT)].map(([, name]) => name ?? "").join(" "));
      return [...declared].filter(([name, count]) => total.get(name) === count).map(([name]) => `${path}: ${name}`);
    });
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.match(/\b[A-Za-z_]\w*\b/g) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
