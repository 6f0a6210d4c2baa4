/** All mails of a desk as one mbox file, which `pipedesk import` and every mail program read. Notes are no mails and stay out. */
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { fileNamePart, momentName } from "../backup/target.ts";
import { eachDocument } from "./each-document.ts";
import { mailSource } from "./mail-source.ts";
import { escapedMessage, separatorLine } from "./mbox-format.ts";
import { writeFolder } from "./output.ts";
import type { ExportFigures, ExportOptions } from "./write-jsonl.ts";

/** @throws as `writeFolder`; the signal's reason */
export async function writeMbox(
  context: Pick<DeskContext, "store" | "setup" | "clock">,
  { path, signal, tell }: Omit<ExportOptions, "version">,
): Promise<ExportFigures> {
  const { store, setup, clock } = context;
  const { deskName } = setup.require("settings", SETTINGS_ID);
  const total = await store.messages.count({});
  const kinds = { source: 0, rebuilt: 0, "without-files": 0 };
  let looked = 0;
  const target = await writeFolder(
    path,
    `pipedesk-${fileNamePart(deskName)}-${momentName(clock.nowEpochMs())}-mbox`,
    async (output) => {
      const file = output.file("mail.mbox");
      for await (const message of eachDocument(store, "messages", signal)) {
        looked += 1;
        tell?.({ step: "documents", done: looked, total, unit: "mails" });
        if (message.kind !== "email") continue;
        signal?.throwIfAborted();
        const { kind, chunks } = await mailSource(context, message);
        await file.write(separatorLine(message.atEpochMs));
        for await (const chunk of escapedMessage(chunks)) await file.write(chunk);
        kinds[kind] += 1;
      }
      await file.close();
    },
  );
  return {
    path: target,
    figures: {
      mails: kinds.source + kinds.rebuilt + kinds["without-files"],
      rebuilt: kinds.rebuilt,
      withoutFiles: kinds["without-files"],
    },
  };
}
