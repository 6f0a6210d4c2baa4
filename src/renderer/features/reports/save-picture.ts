import { saveFile } from "#renderer/components/save-file.ts";
import type { Line } from "./Chart.tsx";

const HEAD_PX = 56;
const MARGIN_PX = 16;

/** Hands the drawing to the person as a PNG, with its title, what each line is, and a ground, which the drawing itself has not. */
export function savePicture(drawing: HTMLCanvasElement, title: string, lines: readonly Line[]): void {
  const scale = window.devicePixelRatio;
  const canvas = document.createElement("canvas");
  const [head, margin] = [HEAD_PX * scale, MARGIN_PX * scale];
  canvas.width = drawing.width + 2 * margin;
  canvas.height = drawing.height + head + margin;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const styles = getComputedStyle(document.documentElement);
  const colour = (name: string) => styles.getPropertyValue(name).trim();
  context.fillStyle = colour("--pd-surface");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = colour("--pd-text");
  context.font = `600 ${15 * scale}px system-ui, sans-serif`;
  context.fillText(title, margin, 24 * scale);
  context.font = `${12 * scale}px system-ui, sans-serif`;
  let left = margin;
  for (const { label, colour: name } of lines) {
    context.fillStyle = colour(`--stage-${name}-solid`);
    context.fillRect(left, 36 * scale, 10 * scale, 10 * scale);
    context.fillStyle = colour("--pd-muted");
    context.fillText(label, left + 14 * scale, 45 * scale);
    left += context.measureText(label).width + 34 * scale;
  }
  context.drawImage(drawing, margin, head);
  const fileName = `${title.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.png`;
  canvas.toBlob((picture) => {
    if (picture !== null) saveFile(fileName, picture);
  }, "image/png");
}
