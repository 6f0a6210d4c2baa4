import { beforeAll } from "vitest";
import { getRxStoragePostgres } from "../../../src/main/store/sql-storage/postgres/storage.ts";
import { postgresUrl } from "../../support/postgres/server.ts";
import { describeStorage } from "./contract.ts";

let url = "";
let storages = 0;
beforeAll(async () => {
  url = await postgresUrl();
});

describeStorage({
  name: "SQL on PostgreSQL",
  // As a new memory storage is empty, so is a schema that nobody had before.
  storage: () => {
    const prefix = `s${process.pid}_${++storages}_`;
    return getRxStoragePostgres({ url, schemaOf: (databaseName) => `${prefix}${databaseName}` });
  },
  toleratesBrokenSchemas: true,
});
