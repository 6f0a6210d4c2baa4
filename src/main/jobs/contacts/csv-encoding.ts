import { CSV_SEPARATORS, type CsvEncoding, type CsvSeparator } from "#shared/model/contact-columns.ts";

/** How a text file is encoded, by its first bytes: by its mark, by the empty half of each unit, or because it is no UTF-8. */
export function encodingOf(sample: Uint8Array): CsvEncoding {
  const [first, second] = sample;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Of Latin text nearly each unit has one; a stray one elsewhere says nothing.
  if (Math.max(even, odd) > sample.byteLength / 8) return odd > even ? "utf-16le" : "utf-16be";
  try {
    // The sample may end within a character.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** What stands between the cells: what the first line has most of, outside quotes. */
export function separatorOf(text: string): CsvSeparator {
  const [line = ""] = text.replaceAll(/"[^"]*"/gu, "").split(/\r?\n/u);
  const counts = CSV_SEPARATORS.map((separator) => line.split(separator).length);
  return CSV_SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ",";
}
