/** Lists of MAPI properties as TNEF writes them (MS-OXTNEF §2.1.3.4): read by id, as bytes; what is cut off ends the list. */
import { MAX_TNEF_PROPERTIES } from "../../limits.ts";

export interface MapiProperty {
  type: number;
  bytes: Buffer;
}

export const MapiType = { string8: 0x1e, unicode: 0x1f, object: 0x0d, binary: 0x102 } as const;

const MULTIPLE = 0x1000;
const FIRST_NAMED = 0x8000;
const FIXED_SIZES = new Map([
  [0x02, 2],
  [0x03, 4],
  [0x04, 4],
  [0x05, 8],
  [0x06, 8],
  [0x07, 8],
  [0x0a, 4],
  [0x0b, 2],
  [0x14, 8],
  [0x40, 8],
  [0x48, 16],
]);
const GUID_BYTES = 16;

/** The properties by their ids; named ones, whose ids mean nothing by themselves, are stepped over. */
export function readMapiProperties(source: Buffer): Map<number, MapiProperty> {
  const found = new Map<number, MapiProperty>();
  const reader = new Reader(source);
  const count = Math.min(reader.u32(), MAX_TNEF_PROPERTIES);
  for (let index = 0; index < count && !reader.isOver; index += 1) {
    const type = reader.u16();
    const id = reader.u16();
    if (id >= FIRST_NAMED) skipName(reader);
    const values = readValues(reader, type);
    if (values === null) break;
    const [first] = values;
    if (first && !reader.isOver && id < FIRST_NAMED && !found.has(id))
      found.set(id, { type: type & ~MULTIPLE, bytes: first });
  }
  return found;
}

function skipName(reader: Reader): void {
  reader.take(GUID_BYTES);
  if (reader.u32() === 0) reader.take(4);
  else reader.take(padded(reader.u32()));
}

/** null where the type is unknown: nothing behind it can be found any more. */
function readValues(reader: Reader, type: number): Buffer[] | null {
  const base = type & ~MULTIPLE;
  const size = FIXED_SIZES.get(base);
  const isVariable =
    base === MapiType.string8 || base === MapiType.unicode || base === MapiType.object || base === MapiType.binary;
  if (size === undefined && !isVariable) return null;
  const count = isVariable || (type & MULTIPLE) !== 0 ? reader.u32() : 1;
  const values: Buffer[] = [];
  for (let index = 0; index < count && !reader.isOver; index += 1) {
    const length = size ?? reader.u32();
    const value = reader.take(padded(length)).subarray(0, length);
    if (index === 0) values.push(value);
  }
  return values;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Steps through bytes; behind their end it is over and gives nothing but zeros. */
export class Reader {
  isOver = false;
  private at = 0;
  private readonly source: Buffer;

  constructor(source: Buffer) {
    this.source = source;
  }

  take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.source.length) this.isOver = true;
    const bytes = this.source.subarray(this.at, Math.min(end, this.source.length));
    this.at = Math.min(end, this.source.length);
    return bytes;
  }

  u8(): number {
    return this.take(1)[0] ?? 0;
  }

  u16(): number {
    const bytes = this.take(2);
    return bytes.length === 2 ? bytes.readUInt16LE() : 0;
  }

  u32(): number {
    const bytes = this.take(4);
    return bytes.length === 4 ? bytes.readUInt32LE() : 0;
  }
}
