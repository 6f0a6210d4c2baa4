import { createHash } from "node:crypto";
import { attachmentTableName, quote, type TableLayout } from "../layout.ts";
import type { PgClient, PgDatabase, PgValue } from "./database.ts";
import { readPgKeys } from "./text.ts";

/** The counter whose row gives each commit its number, and the list of the tables. */
export async function makeStorageTables(client: PgClient): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS storage_commits (only_one boolean PRIMARY KEY DEFAULT TRUE CHECK (only_one), n bigint NOT NULL)`,
  );
  await client.query("INSERT INTO storage_commits (n) VALUES (0) ON CONFLICT DO NOTHING");
  await client.query(
    `CREATE TABLE IF NOT EXISTS storage_tables (name text COLLATE "C" PRIMARY KEY, layout text NOT NULL)`,
  );
}

/** Creates the tables or brings existing ones to the layouts: a schema may gain or lose indexes without a new version. */
export async function ensurePgTables(database: PgDatabase, layouts: readonly TableLayout[]): Promise<void> {
  const { rows } = await readLayouts(database);
  const stored = new Map(rows.map(([name, layout]) => [name, layout]));
  const due = layouts.filter((layout) => stored.get(layout.name) !== describe(layout));
  if (due.length === 0) return;
  await database.locked(async (client) => {
    for (const layout of due) await bringTable(client, layout);
  });
}

async function readLayouts(database: PgDatabase): Promise<{ rows: readonly (readonly unknown[])[] }> {
  return { rows: await database.rows("SELECT name, layout FROM storage_tables") };
}

async function bringTable(client: PgClient, layout: TableLayout): Promise<void> {
  const { rows } = await client.query<{ layout: string }>("SELECT layout FROM storage_tables WHERE name = $1", [
    layout.name,
  ]);
  const before = rows[0]?.layout;
  if (before === describe(layout)) return;
  if (before === undefined) await createTable(client, layout);
  else await addFields(client, layout, new Set((JSON.parse(before) as { fields: string[] }).fields));
  await syncIndexes(client, layout);
  if (layout.hasAttachments) await createAttachmentTable(client, layout);
  await client.query(
    "INSERT INTO storage_tables (name, layout) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET layout = excluded.layout",
    [layout.name, describe(layout)],
  );
}

export async function dropPgTable(database: PgDatabase, layout: TableLayout): Promise<void> {
  await database.locked(async (client) => {
    await client.query(`DROP TABLE IF EXISTS ${quote(layout.name)}`);
    await client.query(`DROP TABLE IF EXISTS ${quote(attachmentTableName(layout))}`);
    await client.query("DELETE FROM storage_tables WHERE name = $1", [layout.name]);
  });
}

function describe(layout: TableLayout): string {
  return JSON.stringify({
    fields: layout.fields.map((field) => field.path),
    indexes: layout.indexes.map((index) => index.name),
    attachments: layout.hasAttachments,
  });
}

/** `n` rises in the order in which rows were written first, since writers come one after the other. */
async function createTable(client: PgClient, layout: TableLayout): Promise<void> {
  const keys = layout.fields.map((field) => `${quote(field.column)} text COLLATE "C" NOT NULL, `).join("");
  await client.query(`CREATE TABLE ${quote(layout.name)} (n bigint GENERATED ALWAYS AS IDENTITY, id text COLLATE "C" PRIMARY KEY,
    deleted smallint NOT NULL, lwt double precision NOT NULL, odd smallint NOT NULL, rev text COLLATE "C" NOT NULL, written bigint NOT NULL,
    ${keys}data text NOT NULL, j jsonb NOT NULL)`);
}

async function createAttachmentTable(client: PgClient, layout: TableLayout): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS ${quote(attachmentTableName(layout))} (
    document text COLLATE "C" NOT NULL, attachment text COLLATE "C" NOT NULL, digest text NOT NULL, type text NOT NULL, data bytea NOT NULL,
    PRIMARY KEY (document, attachment))`);
}

async function addFields(client: PgClient, layout: TableLayout, filled: ReadonlySet<string>): Promise<void> {
  const missing = layout.fields.filter((field) => !filled.has(field.path));
  if (missing.length === 0) return;
  const table = quote(layout.name);
  for (const { column } of missing)
    await client.query(
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${quote(column)} text COLLATE "C" NOT NULL DEFAULT ''`,
    );
  const assignments = missing.map(({ column }, index) => `${quote(column)} = $${index + 3}`).join(", ");
  let after = "0";
  for (;;) {
    const { rows } = await client.query<{ n: string; data: string }>(
      `SELECT n, data FROM ${table} WHERE n > $1 ORDER BY n LIMIT 500`,
      [after],
    );
    for (const { n, data } of rows) {
      const { odd, keys } = readPgKeys(missing, JSON.parse(data) as object);
      const values: PgValue[] = [n, odd, ...keys];
      await client.query(`UPDATE ${table} SET odd = greatest(odd, $2), ${assignments} WHERE n = $1`, [...values]);
      after = n;
    }
    if (rows.length === 0) return;
  }
}

/** Names of indexes are cut at 63 bytes, so they are told by a hash of what they are for. */
function indexName(layout: TableLayout, purpose: string): string {
  return `i_${createHash("sha1").update(`${layout.name} ${purpose}`).digest("hex").slice(0, 20)}`;
}

async function syncIndexes(client: PgClient, layout: TableLayout): Promise<void> {
  const table = quote(layout.name);
  const purposes = [
    "(n)",
    // In whose order other processes read what was committed.
    "(written)",
    "(lwt) WHERE deleted = 1",
    // Empty as long as every document keeps to its schema.
    "(odd) WHERE odd = 1",
    ...layout.indexes.map(({ columns }) => `(${columns.map(({ name }) => quote(name)).join(", ")})`),
  ];
  const wanted = new Map(purposes.map((purpose) => [indexName(layout, purpose), purpose]));
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = $1::regclass AND c.relname LIKE 'i\\_%'`,
    [table],
  );
  for (const { name } of rows) if (!wanted.has(name)) await client.query(`DROP INDEX ${quote(name)}`);
  for (const [name, purpose] of wanted)
    await client.query(`CREATE INDEX IF NOT EXISTS ${quote(name)} ON ${table} ${purpose}`);
}
