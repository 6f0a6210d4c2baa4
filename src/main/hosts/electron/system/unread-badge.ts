/** A count as an icon shows it: beyond that it says only "many". */
const MAX_SHOWN = 99;

/** '' for none. */
export function badgeText(unread: number): string {
  if (unread <= 0) return "";
  return unread > MAX_SHOWN ? `${MAX_SHOWN}+` : String(unread);
}

export type Bitmap = { readonly width: number; readonly height: number; readonly pixels: Buffer };

/** `--pd-danger` of the light theme, as blue, green, red. */
const DOT_BGR = [0x2b, 0x2b, 0xe0] as const;

/**
 * The icon with a dot in its upper right corner: something is unread. Text would be a blot at the size of a tray.
 * @param icon 4 bytes a pixel, blue first, as Electron's bitmaps are on all systems
 */
export function withDot({ width, height, pixels }: Bitmap): Bitmap {
  const marked = Buffer.from(pixels);
  const radius = width * 0.25;
  const [centreX, centreY] = [width - radius - 0.5, radius - 0.5];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = Math.hypot(x - centreX, y - centreY);
      // A pixel of soft edge.
      const cover = Math.max(0, Math.min(1, radius - distance + 0.5));
      if (cover === 0) continue;
      const at = (y * width + x) * 4;
      for (const [channel, value] of [...DOT_BGR, 255].entries()) {
        marked[at + channel] = Math.round((marked[at + channel] ?? 0) * (1 - cover) + value * cover);
      }
    }
  }
  return { width, height, pixels: marked };
}
