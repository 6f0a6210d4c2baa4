import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { DataWork } from "#shared/contract/data.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { Core } from "#main/core.ts";

/** A folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-data-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Waits until the work has ended, by the desk's own word. */
export async function ended(core: Pick<Core, "data">, client: DeskClient): Promise<DataWork> {
  for (;;) {
    const { work } = await client.data.work();
    if (work !== null && work.state !== "running") return work;
    await new Promise<void>((resolve) => {
      const told = core.data.changes.subscribe(() => {
        told.unsubscribe();
        resolve();
      });
    });
  }
}

/** Every file of a folder, by its path in it. */
export async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), await readFile(path));
  }
  return files;
}

/** The files in which one of these words can be read, in any case, as UTF-8 or as base64 that holds it. */
export async function filesWith(folder: string, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [name, bytes] of await filesIn(folder)) {
    const text = bytes.toString("latin1").toLowerCase();
    for (const word of words) {
      const forms = [Buffer.from(word.toLowerCase()).toString("latin1"), ...base64Forms(word)];
      if (forms.some((form) => text.includes(form.toLowerCase()))) found.push(`${name}: ${word}`);
    }
  }
  return found;
}

/** As the word stands in base64 at each of the three places where it can begin. */
function base64Forms(word: string): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.from(`${"x".repeat(before)}${word}`).toString("base64");
    return text.slice(before === 0 ? 0 : before + 1, -4);
  });
}
