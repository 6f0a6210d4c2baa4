import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { zipOf } from "#renderer/features/ticket/message/zip-of.ts";

/** What stands in an archive's directory, read as APPNOTE 6.3.10 has it. */
async function entriesOf(archive: Blob) {
  const bytes = Buffer.from(await archive.arrayBuffer());
  const end = bytes.length - 22;
  expect(bytes.readUInt32LE(end)).toBe(0x06_05_4b_50);
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameBytes);
    const start = bytes.readUInt32LE(at + 42);
    const content = start + 30 + bytes.readUInt16LE(start + 26);
    const file = bytes.subarray(content, content + bytes.readUInt32LE(at + 24));
    expect(bytes.readUInt32LE(at + 16)).toBe(crc32(file));
    at += 46 + nameBytes;
    return [name, file.toString()];
  });
}

test("an archive has each file whole, names of any script, and tells files of one name apart", async () => {
  const file = (name: string, text: string) => ({ name, bytes: new Uint8Array(Buffer.from(text)) });
  const files = [file("a.txt", "one"), file("A.txt", "two"), file("a.txt", ""), file("חשבונית 🎟.pdf", "three")];
  expect(await entriesOf(zipOf(files))).toEqual([
    ["a.txt", "one"],
    ["A (2).txt", "two"],
    ["a (3).txt", ""],
    ["חשבונית 🎟.pdf", "three"],
  ]);
  expect(await entriesOf(zipOf([]))).toEqual([]);
});
