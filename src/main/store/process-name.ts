import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OWN_FILE_MODE } from "./own-access.ts";

/** Of a desk that several processes have open: the name of the one whose folder this is, the same at each start. It tells their stamps apart. @throws Error from the file system */
export async function processNameOf(dataDir: string): Promise<string> {
  const path = join(dataDir, "process-name");
  const known = await readFile(path, "utf8").catch(() => "");
  if (known !== "") return known;
  const name = randomUUID();
  await writeFile(path, name, { mode: OWN_FILE_MODE });
  return name;
}
