import type { DemoAttachment } from "../plan/demo-event.ts";
import { createRandom } from "../random.ts";
import { drawPicture } from "./picture.ts";

export function contentTypeOf({ kind }: DemoAttachment): string {
  return { photo: "image/png", document: "application/pdf", table: "text/csv", track: "application/gpx+xml" }[kind];
}

/** The bytes of a file that a customer sends: real ones, which viewers open. */
export function contentOf({ kind, seed }: DemoAttachment): Uint8Array {
  switch (kind) {
    case "photo":
      return drawPicture(seed);
    case "document":
      return pdfWith([
        `Purchase order ${seed}`,
        "Altavia Outdoor, Belluno",
        "Please supply as quoted.",
        "Signed: the management",
      ]);
    case "table":
      return Buffer.from(tableOf(seed));
    case "track":
      return Buffer.from(trackOf(seed));
  }
}

function tableOf(seed: number): string {
  const random = createRandom(seed);
  const rows = ["Sella 45", "Civetta 28", "Fanes Shell", "Grigna Mid"].map(
    (name) => `${name};${random.integer(1, 40)};${random.integer(40, 180)}.00`,
  );
  return ["item;pieces;price", ...rows, ""].join("\r\n");
}

function trackOf(seed: number): string {
  const random = createRandom(seed);
  let [latitude, longitude, metres] = [46.6, 12.1, 1800];
  const points = Array.from({ length: 24 }, () => {
    latitude += (random.next() - 0.3) / 500;
    longitude += (random.next() - 0.5) / 300;
    metres += random.integer(-20, 60);
    return `<trkpt lat="${latitude.toFixed(5)}" lon="${longitude.toFixed(5)}"><ele>${metres}</ele></trkpt>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="tour" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>\n${points.join("\n")}\n</trkseg></trk></gpx>\n`;
}

/** One page of Helvetica: the smallest file that is whole PDF 1.4, with its table of offsets. */
function pdfWith(lines: readonly string[]): Uint8Array {
  const text = lines
    .map((line, index) => `1 0 0 1 72 ${760 - index * 24} Tm (${line.replaceAll(/[()\\]/gu, "\\$&")}) Tj`)
    .join("\n");
  const stream = `BT /F1 14 Tf\n${text}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}
