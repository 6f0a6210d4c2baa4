/** Writes winmail.dat as Outlook does, for tests. */

export type TestProperty = readonly [id: number, type: number, value: Buffer | number];
export type TestAttribute = readonly [level: 1 | 2, id: number, data: Buffer];

export const STRING8 = 0x1e;
export const UNICODE = 0x1f;
export const BINARY = 0x102;
export const LONG = 0x03;
export const OBJECT = 0x0d;

export function tnef(attributes: readonly TestAttribute[]): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x223e9f78);
  return Buffer.concat([head, ...attributes.map(attribute)]);
}

function attribute([level, id, data]: TestAttribute): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  const checksum = Buffer.alloc(2);
  checksum.writeUInt16LE(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0));
  return Buffer.concat([head, data, checksum]);
}

export function properties(list: readonly TestProperty[]): Buffer {
  return Buffer.concat([u32(list.length), ...list.map(property)]);
}

function property([id, type, value]: TestProperty): Buffer {
  const head = Buffer.concat([u16(type), u16(id)]);
  // A named property has a GUID and a name of its own.
  const name = id < 0x8000 ? [] : [Buffer.alloc(16), u32(1), u32(6), padded(Buffer.from("ab\0", "utf16le"))];
  if (typeof value === "number") return Buffer.concat([head, ...name, u32(value)]);
  return Buffer.concat([head, ...name, u32(1), u32(value.length), padded(value)]);
}

/** RTF in the form that says of itself that it is not compressed. */
export function storedRtf(rtf: string): Buffer {
  const bytes = Buffer.from(rtf, "latin1");
  return Buffer.concat([u32(bytes.length + 12), u32(bytes.length), Buffer.from("MELA"), u32(0), bytes]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
