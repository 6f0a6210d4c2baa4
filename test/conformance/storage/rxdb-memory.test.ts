import type { RxStorage } from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { describeStorage } from "./contract.ts";

// RxDB's own storage passes the suite, so that a failure of ours is ours.
describeStorage({
  name: "RxDB memory",
  storage: () => getRxStorageMemory() as unknown as RxStorage<unknown, unknown>,
  toleratesBrokenSchemas: false,
});
