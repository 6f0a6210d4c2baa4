import { createReadStream } from "node:fs";
import { pipeline, Transform } from "node:stream";
import { parse, type Options } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";
import type { CsvEncoding, CsvSeparator } from "#shared/model/contact-columns.ts";
import { MAX_ROW_CHARACTERS } from "../limits.ts";

export type CsvRow = {
  readonly cells: readonly string[];
  /** Of the file, from 1, on which the row ends. */
  readonly line: number;
  readonly doneBytes: number;
};

type Told = { readonly record: string[]; readonly info: { readonly lines: number } };

function optionsFor(separator: CsvSeparator): Options {
  return {
    delimiter: separator,
    info: true,
    max_record_size: MAX_ROW_CHARACTERS,
    relax_column_count: true,
    // A quote within a cell that has none around it is what people write.
    relax_quotes: true,
    skip_empty_lines: true,
    bom: true,
  };
}

/** The rows of a file in flat memory. @throws the parser's error where quotes never end */
export async function* readRows(
  path: string,
  { encoding, separator, signal }: { encoding: CsvEncoding; separator: CsvSeparator; signal: AbortSignal },
): AsyncGenerator<CsvRow> {
  const decoder = new TextDecoder(encoding);
  let doneBytes = 0;
  const decode = new Transform({
    decodeStrings: true,
    transform(chunk: Buffer, _encoding, done) {
      doneBytes += chunk.byteLength;
      done(null, decoder.decode(chunk, { stream: true }));
    },
    flush(done) {
      done(null, decoder.decode());
    },
  });
  const parser = parse(optionsFor(separator));
  // What fails is told to whoever reads the rows.
  pipeline(createReadStream(path), decode, parser, () => undefined);
  try {
    for await (const told of parser) {
      if (signal.aborted) return;
      const { record, info } = told as Told;
      yield { cells: record, line: info.lines, doneBytes };
    }
  } finally {
    parser.destroy();
  }
}

/** The first rows of a text that may end within a row. */
export function firstRows(text: string, separator: CsvSeparator, most: number): string[][] {
  try {
    const told = parseAtOnce(text, { ...optionsFor(separator), to: most }) as unknown as Told[];
    return told.map(({ record }) => record);
  } catch {
    // Quotes that do not end within the sample: what stands before them is still worth showing.
    const end = text.lastIndexOf("\n", text.length - 2);
    return end > 0 ? firstRows(text.slice(0, Math.min(end, text.length / 2)), separator, most) : [];
  }
}
