import { crc32, deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodePng, toIndexedPng } from "../../../scripts/shots/indexed-png.ts";

/** A PNG of true colours as a browser writes it, with the filter "above" in each row but the first. */
function truecolourPng(width: number, colours: readonly number[]): Buffer {
  const height = colours.length / width;
  const rows = Array.from({ length: height }, (_, y) => [
    y === 0 ? 0 : 2,
    ...Array.from({ length: width * 3 }, (__, x) => {
      const channel = (place: number) => ((colours[place] ?? 0) >> (16 - 8 * (x % 3))) & 255;
      const place = y * width + Math.floor(x / 3);
      return (channel(place) - (y === 0 ? 0 : channel(place - width)) + 256) % 256;
    }),
  ]).flat();
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [
    { type: "IHDR", data: header },
    { type: "IDAT", data: deflateSync(Buffer.from(rows)) },
    { type: "IEND", data: Buffer.alloc(0) },
  ];
  const parts = chunks.map(({ type, data }) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  });
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

test("a picture of few colours keeps each of them", () => {
  const colours = [0xffffff, 0x4951c5, 0x1c1d22, 0xffffff, 0xda3633, 0x010203];
  expect(decodePng(toIndexedPng(truecolourPng(3, colours)))).toEqual({
    width: 3,
    height: 2,
    colours: Uint32Array.from(colours),
  });
});

test("a picture of many colours keeps them to within what the eye can't tell", () => {
  const colours = Array.from({ length: 64 * 64 }, (_, place) => ((place % 64) << 18) | ((place >> 6) << 10) | 0x80);
  const { colours: kept } = decodePng(toIndexedPng(truecolourPng(64, colours)));
  const channel = (colour: number, shift: number) => (colour >> shift) & 255;
  const errors = colours.flatMap((colour, place) =>
    [16, 8, 0].map((shift) => Math.abs(channel(colour, shift) - channel(kept[place] ?? 0, shift))),
  );
  expect(new Set(kept).size).toBeLessThanOrEqual(256);
  // 4096 evenly spread colours are the worst there is.
  expect(Math.max(...errors)).toBeLessThanOrEqual(16);
});
