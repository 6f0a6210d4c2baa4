/** Every form of import or re-export that names its module by a string. */
const IMPORT = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)"([^"]+)"/gm;

/** The modules that a source names, as it names them; a name in a comment counts too. */
export function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map(([, specifier]) => specifier ?? "");
}
