import { deflateSync } from "node:zlib";
import { chunk, decodePng, headerOf, type Pixels, rowsOf, paletteOf, SIGNATURE } from "./indexed-png.ts";

/** A picture and how long it is looked at. */
export type Frame = { readonly png: Buffer; readonly shownMs: number };

/**
 * Pictures of one size that follow each other for ever: an animated PNG (APNG 1.0, PNG third edition 2025, §11.3.6), with one palette for all of them. Programs that know no
 * animations show the first. Lossless where the pictures have 256 colours; small, since screens of an interface have few more, and without a library: those that
 * write animations in JavaScript are no longer looked after.
 */
export function toAnimatedPng(frames: readonly Frame[]): Buffer {
  const decoded = frames.map(({ png }) => decodePng(png));
  const [first] = decoded;
  if (first === undefined) throw new RangeError("An animation needs a picture.");
  const { width, height } = first;
  if (decoded.some((pixels) => pixels.width !== width || pixels.height !== height))
    throw new RangeError("All pictures of an animation have one size.");
  const { palette, indexOf } = paletteOf(allColours(decoded));
  let sequence = 0;
  const next = () => {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(sequence++);
    return number;
  };
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames.length);
  const parts = decoded.flatMap((pixels, index) => {
    const place = Buffer.alloc(22);
    place.writeUInt32BE(width, 0);
    place.writeUInt32BE(height, 4);
    // The offset is 0, 0; the time is a fraction of a second; a frame stays until the next covers it.
    place.writeUInt16BE(frames[index]?.shownMs ?? 0, 16);
    place.writeUInt16BE(1000, 18);
    const frame = chunk("fcTL", Buffer.concat([next(), place]));
    const data = deflateSync(rowsOf(pixels, indexOf), { level: 9, memLevel: 9 });
    return [frame, index === 0 ? chunk("IDAT", data) : chunk("fdAT", Buffer.concat([next(), data]))];
  });
  return Buffer.concat([
    SIGNATURE,
    ...headerOf(width, height, palette, chunk("acTL", control)),
    ...parts,
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function allColours(pictures: readonly Pixels[]): Uint32Array {
  const all = new Uint32Array(pictures.reduce((sum, { colours }) => sum + colours.length, 0));
  let at = 0;
  for (const { colours } of pictures) {
    all.set(colours, at);
    at += colours.length;
  }
  return all;
}
