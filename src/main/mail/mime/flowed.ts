/**
 * Format=Flowed (RFC 3676): a line that ends in a space goes on in the next one, if both are quoted equally deep.
 */

interface FlowedLine {
  depth: number;
  text: string;
}

/** Joins flowed lines into paragraphs; quotation marks stay. */
export function unflow(text: string, deleteSpace: boolean): string {
  const paragraphs: { depth: number; pieces: string[]; open: boolean }[] = [];
  for (const raw of text.split("\n")) {
    const line = readLine(raw);
    const isSignature = line.text === "-- ";
    const flows = line.text.endsWith(" ") && !isSignature;
    const piece = flows && deleteSpace ? line.text.slice(0, -1) : line.text;
    const last = paragraphs.at(-1);
    if (last?.open === true && last.depth === line.depth && !isSignature) {
      last.pieces.push(piece);
      last.open = flows;
    } else paragraphs.push({ depth: line.depth, pieces: [piece], open: flows });
  }
  return paragraphs
    .map(({ depth, pieces }) => {
      const joined = pieces.join("");
      return `${">".repeat(depth)}${depth > 0 && joined !== "" ? " " : ""}${joined}`;
    })
    .join("\n");
}

function readLine(raw: string): FlowedLine {
  const depth = /^>*/u.exec(raw)?.[0].length ?? 0;
  const text = raw.slice(depth);
  // RFC 3676 §4.4: one space in front was stuffed in.
  return { depth, text: text.startsWith(" ") ? text.slice(1) : text };
}
