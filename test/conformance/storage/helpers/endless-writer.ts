// Run as a program: writes pairs of documents to a database file until it is killed, and prints each pair's number once its
// write has been acknowledged. Arguments: folder, "exclusive" or "shared".
import { getRxStorageSql } from "../../../../src/main/store/sql-storage/index.ts";
import { person, testSchema } from "../fixtures.ts";

const [directory, locking] = process.argv.slice(2);
if (!directory) throw new Error("Give a folder.");
const storage = getRxStorageSql({ mode: "file", directory, exclusive: locking === "exclusive" });
const instance = await storage.createStorageInstance({
  databaseInstanceToken: "writer",
  databaseName: "killed",
  collectionName: "people",
  schema: testSchema(),
  options: {},
  multiInstance: false,
  devMode: false,
});
const filler = "x".repeat(5_000);
for (let number = 0; ; number++) {
  const rows = ["left", "right"].map((side) => ({
    document: person(`${side}${number}`, { note: filler, amount: number % 100 }),
  }));
  await instance.bulkWrite(rows, "writer");
  process.stdout.write(`${number}\n`);
}
