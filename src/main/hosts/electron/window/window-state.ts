import { z } from "zod";

/** A rectangle of the desktop, in device-independent pixels. */
export const Bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Bounds = z.infer<typeof Bounds>;

/** How a window stood when it was last seen. */
export const WindowState = z.object({
  /** Of the window when it is neither maximised nor on the full screen. */
  bounds: Bounds,
  isMaximised: z.boolean(),
  isFullScreen: z.boolean(),
  /** 1: as designed. */
  zoom: z.number().min(0.25).max(5),
});
export type WindowState = z.infer<typeof WindowState>;

/** What must be seen of a window for it to be found and moved. */
const MIN_VISIBLE = { width: 120, height: 60 };

/**
 * Where a window opens: where it was, if enough of it lies on a screen that is there now. Else, when a screen was unplugged, with its size as far as that fits, in the middle of the first.
 * @param areas the work areas of the screens, the first is the main one
 */
export function placeOnScreens(bounds: Bounds, areas: readonly Bounds[]): Bounds {
  const [main] = areas;
  if (main === undefined || areas.some((area) => isReachable(bounds, area))) return bounds;
  const width = Math.min(bounds.width, main.width);
  const height = Math.min(bounds.height, main.height);
  return {
    x: main.x + Math.round((main.width - width) / 2),
    y: main.y + Math.round((main.height - height) / 2),
    width,
    height,
  };
}

/** The title bar is at the top: a window whose top lies above the screen can't be moved by hand. */
function isReachable(bounds: Bounds, area: Bounds): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
  return width >= MIN_VISIBLE.width && height >= MIN_VISIBLE.height && bounds.y >= area.y;
}
