import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { ContactsImport } from "#shared/contract/contact-files.ts";
import { csvLineOf } from "#shared/rules/csv/cells.ts";
import { readContactRow, type RowRefusal, type RowValues } from "#shared/rules/people/contact-row.ts";
import { importContacts } from "#main/desk/commands/import-contacts.ts";
import type { Actor, DeskContext } from "#main/desk/context.ts";
import { PIECES_AT_ONCE, ROWS_AT_ONCE } from "../limits.ts";
import { readRows, type CsvRow } from "./read-rows.ts";

type ContactSums = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly setAside: number;
};

type Options = ContactsImport & {
  readonly path: string;
  readonly source: string;
  /** Where rows that can't be taken are written, with line and reason. */
  readonly errorsPath: string;
  readonly signal: AbortSignal;
  readonly onProgress: (sums: ContactSums, doneBytes: number) => void;
};

/** Takes the rows of a file in, in flat memory, behind whatever people do meanwhile. Done again it finds what it made. */
export async function importContactsFile(context: DeskContext, actor: Actor, options: Options): Promise<void> {
  const { columns, existing, source, signal } = options;
  const sums = { created: 0, updated: 0, unchanged: 0, setAside: 0 };
  const errors = createWriteStream(options.errorsPath, { mode: 0o600 });
  const written = finished(errors);
  // Met where it is awaited.
  written.catch(() => undefined);
  const setAside = async (cells: readonly string[], line: number, reason: RowRefusal): Promise<void> => {
    sums.setAside += 1;
    if (!errors.write(`${csvLineOf([line, reason, ...cells])}\r\n`)) await once(errors, "drain");
  };
  let gathered: { row: CsvRow; values: RowValues }[] = [];
  const underWay: Promise<void>[] = [];
  const takeAll = async (batch: typeof gathered): Promise<void> => {
    const outcomes = await importContacts(
      context,
      actor,
      batch.map(({ values }) => values),
      { existing, source },
    );
    for (const [at, outcome] of outcomes.entries()) {
      if (outcome === "created" || outcome === "updated" || outcome === "unchanged") sums[outcome] += 1;
      else if (batch[at]) await setAside(batch[at].row.cells, batch[at].row.line, outcome);
    }
    options.onProgress({ ...sums }, batch.at(-1)?.row.doneBytes ?? 0);
  };
  const begin = async (): Promise<void> => {
    if (gathered.length === 0) return;
    const work = takeAll(gathered);
    work.catch(() => undefined);
    underWay.push(work);
    gathered = [];
    if (underWay.length >= PIECES_AT_ONCE) await underWay.shift();
  };
  errors.write("\uFEFF");
  const failures: unknown[] = [];
  let isFirst = true;
  let lastLine = 0;
  try {
    for await (const row of readRows(options.path, options)) {
      lastLine = row.line;
      const isHeadings = isFirst && options.firstRow === "headings";
      isFirst = false;
      if (isHeadings) {
        errors.write(`${csvLineOf(["Line", "Reason", ...row.cells])}\r\n`);
        continue;
      }
      const values = readContactRow(row.cells, columns);
      if (typeof values === "string") await setAside(row.cells, row.line, values);
      else gathered.push({ row, values });
      if (gathered.length >= ROWS_AT_ONCE) await begin();
      if (signal.aborted) break;
    }
  } catch (error) {
    // What is behind quotes that never end can't be told apart into rows.
    if (isParserError(error)) await setAside([], lastLine + 1, "broken-quotes");
    else failures.push(error);
  }
  if (!signal.aborted && failures.length === 0) await begin().catch((error: unknown) => failures.push(error));
  for (const one of await Promise.allSettled(underWay)) if (one.status === "rejected") failures.push(one.reason);
  errors.end();
  await written;
  options.onProgress({ ...sums }, 0);
  if (failures.length > 0) throw failures[0];
}

function isParserError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");
}
