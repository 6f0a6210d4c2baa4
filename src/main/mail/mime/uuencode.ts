/**
 * Uuencoded files, which programs without MIME put straight into the text: `begin 644 name`, lines of up to 45 bytes, `end`.
 */
import { MAX_UUENCODED_FILES } from "../limits.ts";

export interface UuencodedFile {
  name: string;
  bytes: Buffer;
}

const BEGIN_PATTERN = /^begin [0-7]{3,4} (\S[^\r\n]{0,300})$/u;

/** Takes files out of a text. A `begin` line without data lines of the right length and an `end` is text and stays. */
export function extractUuencoded(text: string): { text: string; files: UuencodedFile[] } {
  if (!text.includes("begin ")) return { text, files: [] };
  const lines = text.split("\n");
  const kept: string[] = [];
  const files: UuencodedFile[] = [];
  // The next "end" line at or after each begin: found once, so that many begins without an end stay linear.
  let index = 0;
  while (index < lines.length) {
    const line = (lines[index] ?? "").trimEnd();
    const begin = files.length < MAX_UUENCODED_FILES ? BEGIN_PATTERN.exec(line) : null;
    const block = begin ? readBlock(lines, index + 1) : null;
    if (begin && block) {
      files.push({ name: begin[1] ?? "", bytes: block.bytes });
      index = block.next;
    } else {
      kept.push(lines[index] ?? "");
      index += 1;
    }
  }
  return files.length === 0 ? { text, files } : { text: kept.join("\n"), files };
}

/** A whole body in uuencode; null when it holds none. */
export function decodeUuencoded(raw: Buffer): Buffer | null {
  return extractUuencoded(raw.toString("latin1")).files[0]?.bytes ?? null;
}

/** The longest line holds 63 bytes in 84 characters. */
const MAX_LINE_CHARS = 1_000;

/** The first file of a body, as it comes. */
export class UuDecoder {
  private held = "";
  private state: "before" | "inside" | "ended" | "broken" = "before";

  /** True once a whole file was read, to its `end` line. */
  get isWhole(): boolean {
    return this.state === "ended";
  }

  push(chunk: Buffer, isLast: boolean): Buffer {
    const lines = (this.held + chunk.toString("latin1")).split("\n");
    this.held = isLast ? "" : (lines.pop() ?? "").slice(0, MAX_LINE_CHARS);
    const bytes: Buffer[] = [];
    for (const line of lines) {
      if (this.state === "before" && BEGIN_PATTERN.test(line.trimEnd())) this.state = "inside";
      else if (this.state === "inside") this.take(line, bytes);
    }
    return Buffer.concat(bytes);
  }

  private take(withReturn: string, bytes: Buffer[]): void {
    const line = withReturn.replace(/\r$/u, "");
    const decoded = line.trim() === "end" ? null : decodeLine(line);
    if (decoded) bytes.push(decoded);
    else this.state = line.trim() === "end" ? "ended" : "broken";
  }
}

function readBlock(lines: readonly string[], from: number): { bytes: Buffer; next: number } | null {
  const chunks: Buffer[] = [];
  for (let index = from; index < lines.length; index += 1) {
    const line = (lines[index] ?? "").replace(/\r$/u, "");
    if (line.trim() === "end") return chunks.length > 0 ? { bytes: Buffer.concat(chunks), next: index + 1 } : null;
    const chunk = decodeLine(line);
    if (chunk === null) return null;
    chunks.push(chunk);
  }
  return null;
}

function decodeLine(line: string): Buffer | null {
  if (line === "" || line === "`" || line === " ") return Buffer.alloc(0);
  const size = (line.charCodeAt(0) - 32) & 63;
  const needed = Math.ceil(size / 3) * 4;
  // Blanks at the line's end are zeros that a relay may have cut off.
  if (line.length - 1 < needed - 3 || line.length - 1 > needed + 2) return null;
  const out = Buffer.alloc(Math.ceil(size / 3) * 3);
  for (let group = 0; group * 4 < needed; group += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map(
      (offset) => ((line.charCodeAt(1 + group * 4 + offset) || 32) - 32) & 63,
    );
    out[group * 3] = (a << 2) | (b >> 4);
    out[group * 3 + 1] = ((b & 15) << 4) | (c >> 2);
    out[group * 3 + 2] = ((c & 3) << 6) | d;
  }
  return out.subarray(0, size);
}
