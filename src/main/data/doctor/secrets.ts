/** Where the passwords of mailboxes are kept, by their files alone: what they are is not looked at. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Finding } from "#shared/contract/data.ts";
import { finding } from "./finding.ts";

const SecretFile = z.object({ secrets: z.record(z.string(), z.string()) });

/** @param keyFile the key of `secrets.json`, where this program uses one; null: it is not known here */
export async function secretFindings(dataDir: string, keyFile: string | null): Promise<Finding[]> {
  const sealed = await namesIn(join(dataDir, "secrets.json"));
  const keychain = await namesIn(join(dataDir, "keychain.json"));
  const found: Finding[] = [];
  if (sealed === "damaged" || keychain === "damaged") found.push(finding("problem", "secrets-damaged"));
  const count = (names: number | "damaged") => (names === "damaged" ? 0 : names);
  if (count(keychain) > 0) found.push(finding("ok", "secrets-keychain", { count: count(keychain) }));
  if (count(sealed) > 0) {
    const hasKey = keyFile === null || (await stat(keyFile).catch(() => null)) !== null;
    found.push(
      hasKey
        ? finding("note", "secrets-file", { count: count(sealed) })
        : finding("problem", "secrets-key-missing", { count: count(sealed), file: keyFile }),
    );
  }
  return found.length > 0 ? found : [finding("ok", "secrets-none")];
}

async function namesIn(path: string): Promise<number | "damaged"> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) =>
    error.code === "ENOENT" ? '{"secrets":{}}' : "",
  );
  try {
    return Object.keys(SecretFile.parse(JSON.parse(text)).secrets).length;
  } catch {
    return "damaged";
  }
}
