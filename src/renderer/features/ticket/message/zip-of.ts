/**
 * A ZIP archive (APPNOTE 6.3.10) of files as they are, not compressed: attachments mostly are already. Names are UTF-8; two of the same name are
 * told apart by a number.
 */
export type ZippedFile = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

const LOCAL = 0x04_03_4b_50;
const CENTRAL = 0x02_01_4b_50;
const END = 0x06_05_4b_50;
const VERSION = 20;
const NAMES_ARE_UTF8 = 0x08_00;
/** 1980-01-01, the first day that there is in a ZIP: a mail says nothing of its files' age. */
const NO_DATE = 0x00_21;

export function zipOf(files: readonly ZippedFile[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  const taken = new Set<string>();
  let offset = 0;
  for (const file of files) {
    const name = new TextEncoder().encode(freeName(file.name, taken));
    const facts = [
      [NAMES_ARE_UTF8, 2],
      [0, 2],
      [0, 2],
      [NO_DATE, 2],
      [crc32(file.bytes), 4],
      [file.bytes.length, 4],
      [file.bytes.length, 4],
      [name.length, 2],
      [0, 2],
    ] as const;
    const head = fields([LOCAL, 4], [VERSION, 2], ...facts);
    parts.push(head, name, file.bytes);
    directory.push(
      fields([CENTRAL, 4], [VERSION, 2], [VERSION, 2], ...facts, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      name,
    );
    offset += head.length + name.length + file.bytes.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = fields(
    [END, 4],
    [0, 2],
    [0, 2],
    [files.length, 2],
    [files.length, 2],
    [directoryBytes, 4],
    [offset, 4],
    [0, 2],
  );
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

/** Numbers in order, little end first. */
function fields(...numbers: readonly (readonly [value: number, bytes: 2 | 4])[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(numbers.reduce((sum, [, bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [value, bytes] of numbers) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

function freeName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  let free = name;
  // File systems that fold case would write one over the other.
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} (${number})${ending}`;
  taken.add(free.toLowerCase());
  return free;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xff_ff_ff_ff;
  for (const byte of bytes) value = (value >>> 8) ^ (CRC_TABLE[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xff_ff_ff_ff) >>> 0;
}
