import { realpath, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json",
};

export type StaticFile = {
  readonly path: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly etag: string;
  /** Its name has the content's hash in it, so it never changes. */
  readonly immutable: boolean;
};

/**
 * Finds the file of the built renderer that a path of an address means; undefined where there is none. Only files with a known type below
 * `directory`, never a listing, never a dot file, never through a link that leads elsewhere.
 */
export async function findStaticFile(directory: string, pathname: string): Promise<StaticFile | undefined> {
  const path = filePathOf(directory, pathname);
  const contentType = path === undefined ? undefined : CONTENT_TYPES[extname(path)];
  if (path === undefined || contentType === undefined) return undefined;
  const file = await stat(path).catch(() => undefined);
  if (!file?.isFile() || !(await staysBelow(directory, path))) return undefined;
  return {
    path,
    contentType,
    sizeBytes: file.size,
    etag: `"${file.size.toString(36)}-${Math.trunc(file.mtimeMs).toString(36)}"`,
    // Vite puts the hash into the names below assets/.
    immutable: pathname.startsWith("/assets/"),
  };
}

/** False where a link leads out of the directory, which itself may be reached by one. */
async function staysBelow(directory: string, path: string): Promise<boolean> {
  const [root, real] = await Promise.all([realpath(directory), realpath(path)]);
  return real.startsWith(root + sep);
}

/** Undefined where the path leaves the directory or can't be a file of ours. */
function filePathOf(directory: string, pathname: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decoded.includes("\0") || decoded.includes("\\") || decoded.split("/").some((part) => part.startsWith("."))) {
    return undefined;
  }
  const path = normalize(join(directory, decoded === "/" ? "index.html" : decoded));
  return path.startsWith(normalize(directory + sep)) ? path : undefined;
}
