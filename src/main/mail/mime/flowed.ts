/**
 * Format=Flowed (RFC 3676): a line that ends in a space goes on in the next one, if both are quoted equally deep.
 */

interface FlowedLine {
  depth: number;
  text: string;
}

/** Joins flowed lines into paragraphs; quotation marks stay. */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let paragraph: FlowedLine | null = null;
  let pieces: string[] = [];
  const flush = (): void => {
    if (paragraph) out.push(`${">".repeat(paragraph.depth)}${paragraph.depth > 0 && pieces.join("") !== "" ? " " : ""}${pieces.join("")}`);
    paragraph = null;
    pieces = [];
  };
  for (const raw of text.split("\n")) {
    const line = readLine(raw);
    const isSignature = line.text === "-- ";
    if (paragraph !== null && ((paragraph as FlowedLine).depth !== line.depth || isSignature)) flush();
    paragraph ??= line;
    const flows = line.text.endsWith(" ") && !isSignature;
    pieces.push(flows && deleteSpace ? line.text.slice(0, -1) : line.text);
    if (!flows) flush();
  }
  flush();
  return out.join("\n");
}

function readLine(raw: string): FlowedLine {
  const depth = /^>*/u.exec(raw)?.[0].length ?? 0;
  const text = raw.slice(depth);
  // RFC 3676 §4.4: one space in front was stuffed in.
  return { depth, text: text.startsWith(" ") ? text.slice(1) : text };
}
