import { randomUUID } from "node:crypto";
import { postgresUrl } from "./server.ts";

/** The address of a desk of its own on the run's PostgreSQL server. */
export async function freshDeskUrl(): Promise<string> {
  const url = new URL(await postgresUrl());
  url.searchParams.set("schema", `desk ${randomUUID().slice(0, 8)}`);
  return url.href;
}
