import { getRxStorageSql } from "../../../src/main/store/sql-storage/index.ts";
import { describeStorage } from "./contract.ts";

describeStorage({
  name: "SQL in memory",
  storage: () => getRxStorageSql(),
  toleratesBrokenSchemas: true,
});
