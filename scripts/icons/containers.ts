/** The containers that Windows and macOS keep a program's icon in: one file with the picture in several sizes. */
import { PNG } from "pngjs";

/** A square picture as PNG, and its edge in pixels. */
export type Drawing = { readonly edgePixels: number; readonly png: Buffer };

const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;
const BITMAP_HEADER_BYTES = 40;
/** From this edge on Windows reads PNG; smaller ones, parts of it and of installers still want as bitmaps. */
const FIRST_PNG_EDGE = 256;

/** Apple's types by the edge of their picture; those of one edge are a plain one and one for dense screens. */
const ICNS_TYPES = [
  ["icp4", 16],
  ["icp5", 32],
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic13", 256],
  ["ic08", 256],
  ["ic14", 512],
  ["ic09", 512],
  ["ic10", 1024],
] as const;

/** Edges that `toIcns` needs a drawing of. */
export const ICNS_EDGES: readonly number[] = [...new Set(ICNS_TYPES.map(([, edge]) => edge))];

/** Windows' .ico: a directory, then each picture (bitmaps with alpha, the largest as PNG). */
export function toIco(drawings: readonly Drawing[]): Buffer {
  const images = drawings.map(({ edgePixels, png }) => (edgePixels < FIRST_PNG_EDGE ? toBitmap(png) : png));
  const header = Buffer.alloc(ICO_HEADER_BYTES);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(drawings.length, 4);
  let offset = ICO_HEADER_BYTES + ICO_ENTRY_BYTES * drawings.length;
  const entries = drawings.map(({ edgePixels }, index) => {
    const bytes = images[index]?.length ?? 0;
    const entry = Buffer.alloc(ICO_ENTRY_BYTES);
    // 0 stands for 256.
    entry.writeUInt8(edgePixels % FIRST_PNG_EDGE, 0);
    entry.writeUInt8(edgePixels % FIRST_PNG_EDGE, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(bytes, 8);
    entry.writeUInt32LE(offset, 12);
    offset += bytes;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...images]);
}

/** macOS' .icns: each picture behind its type and length. @throws where an edge has no drawing */
export function toIcns(drawings: readonly Drawing[]): Buffer {
  const parts = ICNS_TYPES.map(([type, edge]) => {
    const drawing = drawings.find(({ edgePixels }) => edgePixels === edge);
    if (drawing === undefined) throw new Error(`No drawing of ${edge} pixels.`);
    return section(type, drawing.png);
  });
  return section("icns", Buffer.concat(parts));
}

function section(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 0, "latin1");
  header.writeUInt32BE(header.length + content.length, 4);
  return Buffer.concat([header, content]);
}

/** 32 bits a pixel, bottom row first, and after it the mask of one bit a pixel, which alpha makes idle. */
function toBitmap(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png);
  const maskRowBytes = Math.ceil(width / 32) * 4;
  const bitmap = Buffer.alloc(BITMAP_HEADER_BYTES + width * height * 4 + maskRowBytes * height);
  bitmap.writeUInt32LE(BITMAP_HEADER_BYTES, 0);
  bitmap.writeInt32LE(width, 4);
  // Both the picture and its mask count.
  bitmap.writeInt32LE(height * 2, 8);
  bitmap.writeUInt16LE(1, 12);
  bitmap.writeUInt16LE(32, 14);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * 4;
      const to = BITMAP_HEADER_BYTES + ((height - 1 - row) * width + column) * 4;
      bitmap.set([data[from + 2] ?? 0, data[from + 1] ?? 0, data[from] ?? 0, data[from + 3] ?? 0], to);
    }
  }
  return bitmap;
}
