/** Tags without those that differ from an earlier one in case only: whoever gave a tag first has spelled it. */
export function uniqueTags(tags: readonly string[]): string[] {
  const bySpelling = new Map<string, string>();
  for (const tag of tags) {
    const key = tag.trim().toLowerCase();
    if (!bySpelling.has(key)) bySpelling.set(key, tag);
  }
  return Array.from(bySpelling.values());
}
