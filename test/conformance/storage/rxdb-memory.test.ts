import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { describeStorage } from "./contract.ts";

// RxDB's own storage passes the suite, so that a failure of ours is ours.
describeStorage({
  name: "RxDB memory",
  storage: () => getRxStorageMemory(),
  toleratesBrokenSchemas: false,
});
