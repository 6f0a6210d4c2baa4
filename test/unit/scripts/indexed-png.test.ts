import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { decodePng, toIndexedPng } from "../../../scripts/shots/indexed-png.ts";

/** A PNG of true colours as a browser writes it, with the filter "above". */
function truecolourPng(width: number, colours: readonly number[]): Buffer {
  const png = new PNG({ width, height: colours.length / width });
  png.data = Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255, 255]));
  return PNG.sync.write(png, { colorType: 2, filterType: 2 });
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

test("grounds stay apart however alike they are, and however many other colours there are", () => {
  const [page, column] = [0x191b20, 0x131519];
  const many = Array.from({ length: 1024 }, (_, place) => ((place % 32) << 19) | ((place >> 5) << 11) | 0x80);
  const colours = [...many, ...Array<number>(512).fill(page), ...Array<number>(512).fill(column)];
  const { colours: kept } = decodePng(toIndexedPng(truecolourPng(64, colours)));
  expect([...new Set(kept.slice(1024, 1536)), ...new Set(kept.slice(1536))]).toEqual([page, column]);
});
