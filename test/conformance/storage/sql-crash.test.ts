import { describe, expect, it } from "vitest";
import { openSql, startWriter, temporaryFolders } from "./helpers/sql-files.ts";
import { prepared, testSchema } from "./fixtures.ts";
import { databasePath, getRxStorageSql } from "../../../src/main/store/sql-storage/index.ts";
import { DatabaseSync } from "node:sqlite";

describe("a program killed in the middle of writing", () => {
  const folder = temporaryFolders();

  it.each(["shared", "exclusive"] as const)(
    "loses nothing it acknowledged and leaves no half write (%s file)",
    async (locking) => {
      for (const pairs of [1, 20, 150]) {
        const directory = folder();
        const writer = startWriter(directory, locking);
        await writer.acknowledged(pairs);
        const last = await writer.kill();
        const instance = await openSql({ mode: "file", directory });
        const { documents } = await instance.query(prepared(testSchema(), { selector: {} }));
        const numbersOf = (side: string): number[] =>
          documents
            .flatMap(({ id }) => (id.startsWith(side) ? [Number(id.slice(side.length))] : []))
            .toSorted((a, b) => a - b);
        const lefts = numbersOf("left");
        expect(lefts).toEqual(numbersOf("right"));
        // The write after the last acknowledged one may have reached the disk before its number was printed.
        expect([last + 1, last + 2]).toContain(lefts.length);
        expect(lefts).toEqual(lefts.map((_, index) => index));
        await instance.close();
        const db = new DatabaseSync(databasePath(directory, "killed"));
        expect(db.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
        db.close();
      }
    },
  );

  it("is in use, in plain words, for a second program", async () => {
    const directory = folder();
    const writer = startWriter(directory, "exclusive");
    await writer.acknowledged(1);
    const storage = { mode: "file", directory, exclusive: true } as const;
    await expect(openSql(storage)).rejects.toMatchObject({ code: "IN_USE", message: /is in use by another program/ });
    await expect(openSql({ mode: "file", directory })).rejects.toMatchObject({ code: "IN_USE" });
    await writer.kill();
    const instance = await openSql(storage);
    expect((await instance.findDocumentsById(["left0"], false)).length).toBe(1);
    expect(getRxStorageSql(storage).connection("killed")).toBeUndefined();
    await instance.close();
  });
});
