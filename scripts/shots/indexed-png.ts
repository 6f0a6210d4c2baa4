import { crc32, deflateSync } from "node:zlib";
import { PNG } from "pngjs";

/** A picture as rows of colours, each `0xRRGGBB`. */
export type Pixels = { readonly width: number; readonly height: number; readonly colours: Uint32Array };

export const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_PALETTE = 256;
/** Of a pixel as pngjs reads it. */
const RGBA_BYTES = 4;

/**
 * Makes a screenshot less than half as large, by a palette of 256 colours (PNG, W3C 2003, §11.2.3). A screen of an interface has few
 * more than that: the differences can't be seen. pngjs reads palettes and writes none.
 */
export function toIndexedPng(png: Buffer): Buffer {
  const pixels = decodePng(png);
  const { width, height } = pixels;
  const { palette, indexOf } = paletteOf(pixels.colours);
  return Buffer.concat([
    SIGNATURE,
    ...headerOf(width, height, palette),
    chunk("IDAT", deflateSync(rowsOf(pixels, indexOf), { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** What stands before a picture's pixels. @param between what has its place before the palette */
export function headerOf(width: number, height: number, palette: readonly number[], ...between: Buffer[]): Buffer[] {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const entries = Buffer.from(palette.flatMap((colour) => channels(colour)));
  return [chunk("IHDR", header), ...between, chunk("PLTE", entries)];
}

/** The pixels as places in the palette. Each row begins with its filter; 0, none, is best for indices. */
export function rowsOf({ width, height, colours }: Pixels, indexOf: (colour: number) => number): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, place) => {
    rows[Math.floor(place / width) * (width + 1) + 1 + (place % width)] = indexOf(colour);
  });
  return rows;
}

export function decodePng(png: Buffer): Pixels {
  const { width, height, data } = PNG.sync.read(png);
  const colours = Uint32Array.from({ length: width * height }, (_, place) => data.readUIntBE(place * RGBA_BYTES, 3));
  return { width, height, colours };
}

/** What covers so much of a picture is a ground. The grounds of a dark scheme are so alike that one could stand for the other, and the card's edge is gone. */
const GROUND_SHARE = 1 / 200;

/** The grounds, then the commonest colours, spread as thinly as needed for each colour to have one near it. */
export function paletteOf(colours: Uint32Array): { palette: number[]; indexOf: (colour: number) => number } {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const common = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour);
  const grounds = new Set(common.filter((colour) => (counts.get(colour) ?? 0) >= colours.length * GROUND_SHARE));
  for (let tolerance = 0; ; tolerance += 1) {
    const palette: number[] = [];
    const fits = common.every((colour) => {
      if (!grounds.has(colour) && palette.some((entry) => distance(entry, colour) <= tolerance)) return true;
      return palette.length < MAX_PALETTE && palette.push(colour) > 0;
    });
    if (!fits) continue;
    const indices = new Map(common.map((colour) => [colour, nearest(palette, colour)]));
    return { palette, indexOf: (colour) => indices.get(colour) ?? 0 };
  }
}

/** A shadow on a ground takes the ground's colour, not that of a brighter one which is near enough. */
function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Infinity;
  palette.forEach((entry, index) => {
    const difference = distance(entry, colour);
    if (difference < least) [best, least] = [index, difference];
  });
  return best;
}

/** The largest difference in a channel. */
function distance(one: number, other: number): number {
  const others = channels(other);
  return Math.max(...channels(one).map((value, channel) => Math.abs(value - (others[channel] ?? 0))));
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

export function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
