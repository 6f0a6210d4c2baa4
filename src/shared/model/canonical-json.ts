/** JSON with the keys of every object in code unit order: equal values have equal texts. Undefined members count as absent. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** A total order over JSON values: absent, null, false, true, numbers by size, all others by their canonical text. Zero means equal. */
export function compareValues(a: unknown, b: unknown): number {
  const rankOfA = rankOf(a);
  const rankOfB = rankOf(b);
  if (rankOfA !== rankOfB) return rankOfA - rankOfB;
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [textOfA, textOfB] = [canonicalJson(a), canonicalJson(b)];
  if (textOfA === textOfB) return 0;
  return textOfA < textOfB ? -1 : 1;
}

function rankOf(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  if (typeof value === "boolean") return 2;
  return typeof value === "number" ? 3 : 4;
}
