import { constants } from "node:zlib";
import { PNG } from "pngjs";
import { createRandom, type Random } from "../random.ts";

const WIDTH = 320;
const HEIGHT = 240;
const BYTES_A_PIXEL = 3;
const RIDGES = 4;
/** PNG's number for colours without transparency. */
const RGB = 2;

type Colour = readonly [red: number, green: number, blue: number];

const SKIES: readonly (readonly [top: Colour, bottom: Colour])[] = [
  [
    [70, 130, 200],
    [215, 230, 245],
  ],
  [
    [40, 60, 120],
    [250, 190, 140],
  ],
  [
    [120, 130, 150],
    [225, 225, 230],
  ],
];

/** A small photograph of mountains, as PNG: ridges before a sky, each seed another view. */
export function drawPicture(seed: number): Uint8Array {
  const random = createRandom(seed);
  const [top, bottom] = random.pick(SKIES);
  const ridges = Array.from({ length: RIDGES }, (_, index) => ridgeLine(index, random));
  const rocks = ridges.map((_, index) => between(bottom, [28, 60, 52], (index + 1) / RIDGES));
  const pixels = Buffer.alloc(HEIGHT * WIDTH * BYTES_A_PIXEL);
  let offset = 0;
  for (let y = 0; y < HEIGHT; y += 1) {
    const sky = between(top, bottom, y / HEIGHT);
    for (let x = 0; x < WIDTH; x += 1) {
      pixels.set(rockAt(ridges, rocks, x, y) ?? sky, offset);
      offset += BYTES_A_PIXEL;
    }
  }
  const png = new PNG({ width: WIDTH, height: HEIGHT });
  png.data = pixels;
  return PNG.sync.write(png, {
    colorType: RGB,
    inputColorType: RGB,
    inputHasAlpha: false,
    // Flat colours get half as large by rows as they are and the usual deflate.
    filterType: 0,
    deflateStrategy: constants.Z_DEFAULT_STRATEGY,
    deflateLevel: constants.Z_DEFAULT_COMPRESSION,
  });
}

/** Colour of the nearest ridge that covers the point; undefined for the sky. */
function rockAt(
  ridges: readonly (readonly number[])[],
  rocks: readonly Colour[],
  x: number,
  y: number,
): Colour | undefined {
  for (let index = RIDGES - 1; index >= 0; index -= 1) {
    if (y >= (ridges[index]?.[x] ?? HEIGHT)) return rocks[index];
  }
  return undefined;
}

/** Height of a ridge for each column: three waves and some rock. */
function ridgeLine(index: number, random: Random): number[] {
  const waves = [60, 27, 9].map((length) => ({
    length: length * (0.7 + random.next()),
    phase: random.next() * 7,
    size: length / 3,
  }));
  const base = 80 + index * 40;
  return Array.from({ length: WIDTH }, (_, x) => {
    const height = waves.reduce(
      (sum, { length, phase, size }) => sum + Math.abs(Math.sin(x / length + phase)) * size,
      0,
    );
    return Math.round(base - height + random.next() * 2);
  });
}

function between(from: Colour, to: Colour, share: number): Colour {
  const mix = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}
