/**
 * A desk that was put back is as it was then, while the world went on: what waited in it to be sent may have been, and what its automations were about to do may have been done. So nothing of it leaves the
 * machine by itself: mails that were due are *may have been sent*, which the Sent folder or a person decides, and the automations wait until somebody switches them on again.
 */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { SETTINGS_ID, type Settings } from "#shared/model/setup/settings.ts";
import type { UserId } from "#shared/model/ids.ts";
import { reduceOutbox } from "#shared/rules/outbox/reduce-outbox.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { writeSetup } from "#main/desk/commands/change-setup.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { MANIFEST_FILE, readManifest } from "./manifest.ts";

/**
 * To be called on a desk of one machine when it is open, before anything of it starts. Does nothing where it was not put back. Cut off, it is done again. Must not be called from inside queued work.
 */
export async function afterRestore(context: DeskContext, dataDir: string, ownerId: UserId): Promise<void> {
  const mark = join(dataDir, MANIFEST_FILE);
  const manifest = readManifest(await readFile(mark, "utf8").catch(() => ""));
  // A server has a use of its own for it, and the mark stays for that: also that of an earlier program, which says nothing.
  if (manifest === null || manifest.place === "server") return;
  await context.numbers.forget();
  await context.queue.run(async () => {
    await settleOutbox(context);
    const settings = context.setup.require("settings", SETTINGS_ID);
    if (settings.automationsPaused !== undefined) return;
    const automationsPaused = { sinceEpochMs: context.clock.nowEpochMs(), userId: ownerId };
    await writeSetup<Settings>(context, settings, { automationsPaused });
  });
  await rm(mark, { force: true });
}

async function settleOutbox(context: DeskContext): Promise<void> {
  const { store, clock } = context;
  const atEpochMs = clock.nowEpochMs();
  const piece = createPieceOfWork(context);
  for (const item of await store.outbox.find({ selector: { state: { $in: ["queued", "sending"] } } })) {
    // What is to go later than now was not due at any moment in between.
    if (item.state === "queued" && item.scheduled && item.notBeforeEpochMs > atEpochMs) continue;
    const going = item.state === "sending" ? item : reduceOutbox(item, { type: "began", atEpochMs });
    piece.outbox.put(reduceOutbox(going, { type: "unanswered", failure: { code: "crashed", detail: "", atEpochMs } }));
  }
  await piece.flush();
}
