import { createRxDatabase, randomToken, type RxJsonSchema } from "rxdb";
import { filter, firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import type { Bench } from "../subject.ts";

type Ticket = { id: string; title: string; stage: string; openedAt: number; tags: string[] };

const SCHEMA: RxJsonSchema<Ticket> = {
  version: 0,
  type: "object",
  primaryKey: "id",
  properties: {
    id: { type: "string", maxLength: 40 },
    title: { type: "string" },
    stage: { type: "string", maxLength: 40 },
    openedAt: { type: "number", minimum: 0, maximum: 1e13, multipleOf: 1 },
    tags: { type: "array", items: { type: "string" } },
  },
  required: ["id", "title", "stage", "openedAt", "tags"],
  indexes: [["stage", "openedAt"]],
};

function ticket(number: number): Ticket {
  return {
    id: `t${number}`,
    title: `Ticket ${number}`,
    stage: `stage${number % 3}`,
    openedAt: number,
    tags: [`tag${number % 2}`],
  };
}

export function databaseSuite(bench: Bench): void {
  describe("under RxDatabase", () => {
    it("serves inserts, live queries, changes, counts and removal", async () => {
      const storage = bench.storage();
      const database = await createRxDatabase({ name: `rx${randomToken(8)}`, storage, multiInstance: false });
      const { tickets } = await database.addCollections({ tickets: { schema: SCHEMA } });
      if (!tickets) throw new Error("The collection was added.");
      const { error } = await tickets.bulkInsert(Array.from({ length: 30 }, (_, index) => ticket(index)));
      expect(error).toEqual([]);
      const newest = tickets.find({ selector: { stage: "stage1" }, sort: [{ openedAt: "desc" }], limit: 3 });
      const idsOf = (documents: { id: string }[]): string[] => documents.map(({ id }) => id);
      expect(idsOf(await newest.exec())).toEqual(["t28", "t25", "t22"]);
      const changed = firstValueFrom(newest.$.pipe(filter((documents) => documents[0]?.id === "t31")));
      await tickets.insert(ticket(31));
      expect(idsOf(await changed)).toEqual(["t31", "t28", "t25"]);
      const found = await tickets.findOne("t28").exec(true);
      await found.patch({ stage: "stage2" });
      expect(idsOf(await newest.exec())).toEqual(["t31", "t25", "t22"]);
      await found.getLatest().remove();
      expect(await tickets.findOne("t28").exec()).toBeNull();
      expect(await tickets.count({ selector: { tags: "tag1" } }).exec()).toBe(16);
      await tickets.insert({ ...ticket(28), title: "Back again" });
      expect((await tickets.findOne("t28").exec(true)).title).toBe("Back again");
      await expect(tickets.insert(ticket(28))).rejects.toThrow(/CONFLICT/);
      await database.remove();
    });

    it("gives a database that is opened again its own documents only", async () => {
      const storage = bench.storage();
      const [one, two] = await Promise.all(
        ["one", "two"].map((name) =>
          createRxDatabase({ name: `${name}${randomToken(6)}`, storage, multiInstance: false }),
        ),
      );
      if (!one || !two) throw new Error("Two databases were made.");
      const [first] = await Promise.all([one, two].map((each) => each.addCollections({ tickets: { schema: SCHEMA } })));
      await first?.["tickets"]?.insert(ticket(1));
      const counts = await Promise.all(
        [one, two].map(async (each): Promise<unknown> => each.collections["tickets"]?.count().exec()),
      );
      expect(counts).toEqual([1, 0]);
      await Promise.all([one.remove(), two.remove()]);
    });
  });
}
