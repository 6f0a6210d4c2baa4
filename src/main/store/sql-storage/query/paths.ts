/** A property path, one element per property. */
export type SqlPath = readonly string[];

/** Names every object answers to without owning them: mingo finds them, JSON doesn't. */
const INHERITED = new Set([...Object.getOwnPropertyNames(Object.prototype), "length"]);

// Digits may mean an array position; quotes, backslashes and control characters can't be written in a JSON path; a question
// mark would be taken for a parameter.
const UNWRITABLE = /^\d+$|["\\?\u0000-\u001f]|^$/;

/** Undefined when SQL can't follow the path exactly as JavaScript would. */
export function parsePath(dottedPath: string): SqlPath | undefined {
  const path = dottedPath.split(".");
  for (const segment of path) {
    if (UNWRITABLE.test(segment) || INHERITED.has(segment) || !segment.isWellFormed()) return undefined;
  }
  return path;
}
