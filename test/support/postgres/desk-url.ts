import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { postgresUrl } from "./server.ts";

/** The address of a desk of its own on the run's PostgreSQL server. */
export async function freshDeskUrl(): Promise<string> {
  const url = new URL(await postgresUrl());
  url.searchParams.set("schema", `desk ${randomUUID().slice(0, 8)}`);
  return url.href;
}

/**
 * The address of that folder's desk where the tests are run on PostgreSQL (PIPEDESK_TEST_DATABASE=postgres): then every desk that a test opens lies there, and one that is opened again
 * is the same. Undefined: in the folder.
 */
export async function chosenDatabase(dataDir: string): Promise<string | undefined> {
  if (process.env["PIPEDESK_TEST_DATABASE"] !== "postgres") return undefined;
  const url = new URL(await postgresUrl());
  url.searchParams.set("schema", `desk of ${basename(dataDir)}`);
  return url.href;
}
