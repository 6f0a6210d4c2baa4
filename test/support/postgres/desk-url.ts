import { randomUUID } from "node:crypto";
import { postgresUrl } from "./server.ts";

/** The address of a desk of its own on the run's PostgreSQL server. */
export async function freshDeskUrl(): Promise<string> {
  const url = new URL(await postgresUrl());
  url.searchParams.set("schema", `desk ${randomUUID().slice(0, 8)}`);
  return url.href;
}

/** A new desk's address where the tests are run on PostgreSQL (PIPEDESK_TEST_DATABASE=postgres): then every desk that a test opens lies there. Default: in its folder. */
export async function chosenDatabase(): Promise<string | undefined> {
  return process.env["PIPEDESK_TEST_DATABASE"] === "postgres" ? freshDeskUrl() : undefined;
}
