import type { RxStorage } from "rxdb";
import { getRxStorageSql } from "../../../src/main/store/sql-storage/index.ts";
import { describeStorage } from "./contract.ts";

describeStorage({
  name: "SQL in memory",
  storage: () => getRxStorageSql() as unknown as RxStorage<unknown, unknown>,
  toleratesBrokenSchemas: true,
});
