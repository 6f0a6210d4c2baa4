import { join } from "node:path";
import { storeErrorOf } from "./errors.ts";
import { FileLock } from "./sql-storage/index.ts";

/** Does work on a desk's files while no program has the desk open, and none can open it. @throws PD_STORE_IN_USE, PD_STORE_READ_ONLY; what the work throws */
export async function withDeskLock<Result>(dataDir: string, work: () => Promise<Result>): Promise<Result> {
  let lock: FileLock;
  try {
    lock = FileLock.take(join(dataDir, "desk.sqlite"), "exclusive");
  } catch (error) {
    throw storeErrorOf(error, "The desk could not be opened");
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
