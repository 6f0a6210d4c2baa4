import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { getRxStorageSql } from "../../../src/main/store/sql-storage/index.ts";
import { describeStorage } from "./contract.ts";

const root = mkdtempSync(join(tmpdir(), "pipedesk-storage-"));
let folders = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));

describeStorage({
  name: "SQL in files",
  storage: () => getRxStorageSql({ mode: "file", directory: join(root, String(folders++)) }),
  toleratesBrokenSchemas: true,
});
