import { describe, expect, it } from "vitest";
import { person, prepared, testSchema } from "./fixtures.ts";
import { openSql } from "./helpers/sql-files.ts";

const schema = testSchema();

/** The query plans themselves: an index that isn't used makes nothing fail but time. */
describe("SQLite's plans", () => {
  const cases: readonly (readonly [string, object, readonly string[]])[] = [
    [
      "the newest of a kind",
      { selector: { _deleted: false, flag: true }, sort: [{ amount: "desc" }], limit: 50 },
      [
        "SEARCH people~0 USING INDEX people~0#deleted,k.flag,k.amount,id (deleted=? AND k.flag=?)",
        "USE TEMP B-TREE FOR LAST TERM OF ORDER BY",
      ],
    ],
    [
      "a compound index in its own order",
      { selector: { _deleted: false, flag: true }, sort: [{ amount: "asc" }, { id: "asc" }] },
      ["SEARCH people~0 USING INDEX people~0#deleted,k.flag,k.amount,id (deleted=? AND k.flag=?)"],
    ],
    [
      "a range",
      { selector: { _deleted: false, amount: { $gte: 3, $lt: 9 } }, sort: [{ amount: "asc" }] },
      ["SEARCH people~0 USING INDEX people~0#deleted,k.amount,id (deleted=? AND k.amount>? AND k.amount<?)"],
    ],
    [
      "a nested path",
      { selector: { _deleted: false, "place.city": "Turin" }, sort: [{ id: "asc" }] },
      ["SEARCH people~0 USING INDEX people~0#deleted,k.place.city,id (deleted=? AND k.place.city=?)"],
    ],
    [
      "a list of values",
      { selector: { _deleted: false, name: { $in: ["Ada", "Eve"] } }, sort: [{ name: "asc" }] },
      ["SEARCH people~0 USING INDEX people~0#deleted,k.name,id (deleted=? AND k.name=?)"],
    ],
    [
      "an anchored pattern",
      { selector: { _deleted: false, name: { $regex: "^Ad" } }, sort: [{ name: "asc" }] },
      ["SEARCH people~0 USING INDEX people~0#deleted,k.name,id (deleted=? AND k.name>? AND k.name<?)"],
    ],
    [
      "ids",
      { selector: { _deleted: false, id: { $gt: "x" } }, sort: [{ id: "asc" }] },
      ["SEARCH people~0 USING INDEX sqlite_autoindex_people~0_1 (id>? AND id<?)"],
    ],
    [
      "time",
      { selector: { "_meta.lwt": { $gt: 5 } }, sort: [{ "_meta.lwt": "asc" }] },
      ["SEARCH people~0 USING INDEX people~0#lwt,id (lwt>? AND lwt<?)"],
    ],
  ];

  it.each(cases)("%s uses its index", async (_, query, plan) => {
    const instance = await openSql({}, "plans");
    await instance.bulkWrite([{ document: person("a") }], "test");
    await instance.getChangedDocumentsSince(1);
    expect(instance.explain(prepared(schema, query))).toEqual(plan);
    await instance.close();
  });

  it("makes an index for what the schema says, and one for the changes when they are first asked for", async () => {
    const instance = await openSql({}, "plans");
    const names = () =>
      instance.internals.connection
        .all("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
        .map(([name]) => name);
    const before = names();
    await instance.getChangedDocumentsSince(1);
    await instance.getChangedDocumentsSince(1);
    expect(before).toEqual(names().filter((name) => name !== "people~0#lwt,id"));
    expect(names()).toEqual([
      "people~0#cleanup",
      "people~0#deleted,k.amount,id",
      "people~0#deleted,k.flag,k.amount,id",
      "people~0#deleted,k.name,id",
      "people~0#deleted,k.name,k.place.city,id",
      "people~0#deleted,k.place.city,id",
      "people~0#lwt,id",
      "people~0#odd",
    ]);
    await instance.close();
  });
});
