const MAX_KEY_CHARACTERS = 40;

/** A key made of a property's name, that none of the others has: letters without their marks, what is none becomes `_`. */
export function keyFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    // Upper case first: it takes ß to SS.
    .toUpperCase()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "_")
    .replaceAll(/^_+|_+$/gu, "");
  const begun = /^[a-z]/u.test(plain) ? plain : `property${plain === "" ? "" : `_${plain}`}`;
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? "" : `_${count}`;
    const key = `${begun.slice(0, MAX_KEY_CHARACTERS - suffix.length)}${suffix}`;
    if (!taken.has(key)) return key;
  }
}
