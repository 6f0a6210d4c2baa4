import { randomToken } from "rxdb";
import { afterEach, describe } from "vitest";
import { type TestDocument, testSchema } from "./fixtures.ts";
import type { Bench, StorageUnderTest, TestInstance } from "./subject.ts";
import { attachmentSuite } from "./suites/attachments.ts";
import { changeSuite } from "./suites/changes.ts";
import { databaseSuite } from "./suites/database.ts";
import { instanceSuite } from "./suites/instances.ts";
import { lifecycleSuite } from "./suites/lifecycle.ts";
import { orderSuite } from "./suites/order.ts";
import { querySuite } from "./suites/queries.ts";
import { randomQuerySuite } from "./suites/random-queries.ts";
import { writeSuite } from "./suites/writes.ts";

/** The one suite every storage passes: ours in each mode, and RxDB's own memory storage, which proves the suite. */
export function describeStorage(subject: StorageUnderTest): void {
  describe(`storage contract: ${subject.name}`, () => {
    const opened: TestInstance[] = [];
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((instance) => instance.close()));
    });
    const bench: Bench = {
      subject,
      storage: subject.storage,
      open: async (options = {}) => {
        const instance = (await (options.storage ?? subject.storage()).createStorageInstance<TestDocument>({
          databaseInstanceToken: randomToken(10),
          databaseName: options.databaseName ?? `db${randomToken(10)}`,
          collectionName: options.collectionName ?? "people",
          schema: options.schema ?? testSchema(),
          options: {},
          multiInstance: options.multiInstance ?? false,
          devMode: true,
        })) as TestInstance;
        opened.push(instance);
        return instance;
      },
    };
    writeSuite(bench);
    querySuite(bench);
    orderSuite(bench);
    randomQuerySuite(bench);
    changeSuite(bench);
    attachmentSuite(bench);
    lifecycleSuite(bench);
    instanceSuite(bench);
    databaseSuite(bench);
  });
}
