/** What two spellings of a tag have in common: as conditions compare texts, without regard to case, blanks around, and how letters are composed. */
export function tagKey(tag: string): string {
  return tag.trim().normalize("NFKC").toLowerCase();
}

/** Tags without those that are only another spelling of an earlier one: whoever gave a tag first has spelled it. */
export function uniqueTags(tags: readonly string[]): string[] {
  const bySpelling = new Map<string, string>();
  for (const tag of tags) {
    const key = tagKey(tag);
    if (!bySpelling.has(key)) bySpelling.set(key, tag);
  }
  return Array.from(bySpelling.values());
}
