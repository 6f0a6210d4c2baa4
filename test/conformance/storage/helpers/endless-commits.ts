// Run as a program: commits one document in each of two collections until it is killed, and prints each commit's number once it has been acknowledged. Most of its
// time lies between the writes and the commit. Arguments: folder, "exclusive" or "shared".
import { setTimeout as sleep } from "node:timers/promises";
import { getRxStorageSql } from "../../../../src/main/store/sql-storage/index.ts";
import { type TestDocument, testSchema } from "../fixtures.ts";

const [directory, locking] = process.argv.slice(2);
if (!directory) throw new Error("Give a folder.");
const storage = getRxStorageSql({ mode: "file", directory, exclusive: locking === "exclusive" });
const open = (collectionName: string) =>
  storage.createStorageInstance<TestDocument>({
    databaseInstanceToken: "writer",
    databaseName: "killed",
    collectionName,
    schema: testSchema(),
    options: {},
    multiInstance: false,
    devMode: false,
  });
const instances = [await open("people"), await open("places")];
for (let number = 0; ; number++) {
  const next: TestDocument = {
    id: String(number),
    name: "Ada",
    amount: number % 100,
    flag: true,
    place: { city: "Turin", zip: 10121 },
    note: "x".repeat(5_000),
  };
  await storage.transaction("killed", async () => {
    for (const instance of instances) {
      instance.writeInTransaction([{ previous: null, next }], "writer");
      await sleep(2);
    }
  });
  process.stdout.write(`${number}\n`);
}
