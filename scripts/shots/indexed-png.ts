import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture as rows of colours, each `0xRRGGBB`. */
export type Pixels = { readonly width: number; readonly height: number; readonly colours: Uint32Array };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_PALETTE = 256;

/**
 * Makes a screenshot less than half as large, by a palette of 256 colours (PNG, W3C 2003, §11.2.3). A screen of an interface has few
 * more than that: the differences can't be seen.
 */
export function toIndexedPng(png: Buffer): Buffer {
  const { width, height, colours } = decodePng(png);
  const { palette, indexOf } = paletteOf(colours);
  const rows = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, place) => {
    // Each row begins with its filter; 0, none, is best for indices.
    rows[Math.floor(place / width) * (width + 1) + 1 + (place % width)] = indexOf(colour);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const entries = Buffer.from(palette.flatMap((colour) => channels(colour)));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", entries),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Reads a PNG of 8 bits a channel, not interlaced: what browsers write for a screenshot, and what is written here. */
export function decodePng(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data ?? Buffer.alloc(13);
  const [width, height, kind] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9]];
  const bytes = kind === 6 ? 4 : kind === 2 ? 3 : 1;
  const data = chunks.filter(({ type }) => type === "IDAT").map((part) => part.data);
  const samples = unfilter(inflateSync(Buffer.concat(data)), width * bytes, height, bytes);
  const palette = chunks.find(({ type }) => type === "PLTE")?.data;
  const colours = Uint32Array.from({ length: width * height }, (_, place) =>
    palette === undefined ? samples.readUIntBE(place * bytes, 3) : palette.readUIntBE((samples[place] ?? 0) * 3, 3),
  );
  return { width, height, colours };
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Undoes the filters of the rows (§9.2). */
function unfilter(raw: Buffer, stride: number, height: number, bytes: number): Buffer {
  const samples = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < bytes ? 0 : (samples[at - bytes] ?? 0);
      const above = y === 0 ? 0 : (samples[at - stride] ?? 0);
      const corner = x < bytes || y === 0 ? 0 : (samples[at - stride - bytes] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      samples[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return samples;
}

function paeth(left: number, above: number, corner: number): number {
  const [byLeft, byAbove, byCorner] = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
  if (byLeft === undefined || byAbove === undefined || byCorner === undefined) return 0;
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}

/** The commonest colours, spread as thinly as needed for each colour to have one near it. */
function paletteOf(colours: Uint32Array): { palette: number[]; indexOf: (colour: number) => number } {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const common = [...counts].toSorted(([, a], [, b]) => b - a).map(([colour]) => colour);
  for (let tolerance = 0; ; tolerance += 1) {
    const palette: number[] = [];
    const indices = new Map<number, number>();
    for (const colour of common) {
      const near = palette.findIndex((entry) => distance(entry, colour) <= tolerance);
      if (near === -1 && palette.length === MAX_PALETTE) break;
      indices.set(colour, near === -1 ? palette.push(colour) - 1 : near);
    }
    if (indices.size === common.length) return { palette, indexOf: (colour) => indices.get(colour) ?? 0 };
  }
}

/** The largest difference in a channel. */
function distance(one: number, other: number): number {
  const others = channels(other);
  return Math.max(...channels(one).map((value, channel) => Math.abs(value - (others[channel] ?? 0))));
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
