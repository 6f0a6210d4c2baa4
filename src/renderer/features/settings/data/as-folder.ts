/** What ends on a separator is a folder, also one that is not there yet. */
export function asFolder(path: string): string {
  if (path === "" || /[/\\]$/u.test(path)) return path;
  return `${path}${path.includes("\\") ? "\\" : "/"}`;
}
