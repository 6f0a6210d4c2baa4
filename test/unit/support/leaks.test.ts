import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { leakedSince, leaksSince, openHandles } from "../../support/leaks.ts";

test("what was there before is no leak, what came again is", () => {
  expect(leakedSince(["a", "b"], ["b", "a", "a", "c"])).toEqual(["a", "c"]);
});

test("a server that listens is seen, and gone once it is closed", async () => {
  const before = openHandles();
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  expect(leakedSince(before, openHandles())).toEqual(["TCPServerWrap"]);
  server.close();
  expect(await leaksSince(before)).toEqual([]);
});

test("an open database file is seen, and gone once it is closed", (context) => {
  context.skip(process.platform !== "linux", "open files are only known to /proc");
  const directory = mkdtempSync(join(tmpdir(), "pipedesk-leaks-"));
  const before = openHandles();
  const database = new DatabaseSync(join(directory, "desk.sqlite"));
  database.exec("CREATE TABLE a (b)");
  const open = leakedSince(before, openHandles());
  database.close();
  const closed = leakedSince(before, openHandles());
  rmSync(directory, { recursive: true });
  expect({ open, closed }).toEqual({ open: [join(directory, "desk.sqlite")], closed: [] });
});
