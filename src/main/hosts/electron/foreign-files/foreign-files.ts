/** Attachments on their way out of the desk: opened or dragged from the quarantine, or saved where the person says. */
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { app, dialog, shell, type BrowserWindow } from "electron";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Translate } from "#shared/i18n/index.ts";
import type { BlobId, MessageId } from "#shared/model/ids.ts";
import { HEAD_BYTES, judgeFile, type FileJudgement } from "#shared/rules/files/judge-file.ts";
import type { CoreContext, DeskCore } from "../../rpc/desk-core.ts";
import type { Quarantine } from "./quarantine.ts";
import { askAboutRisk } from "./risk-question.ts";

type Asked = { readonly messageId: MessageId; readonly blobId: BlobId };

export type ForeignFiles = {
  /** @throws PD_DESK_NOT_FOUND, PD_DESKTOP_OPEN, PD_DESKTOP_WRITE */
  open(window: BrowserWindow, asked: Asked, context: CoreContext): Promise<"opened" | "saved" | "left">;
  /** @returns its name; null where the person changed their mind @throws PD_DESK_NOT_FOUND, PD_DESKTOP_WRITE */
  save(window: BrowserWindow, asked: Asked, context: CoreContext): Promise<string | null>;
  /** To wherever the person lets it go. @throws PD_DESK_NOT_FOUND, PD_DESKTOP_WRITE */
  drag(window: BrowserWindow, asked: Asked, context: CoreContext): Promise<void>;
};

export function createForeignFiles(deps: {
  readonly core: () => DeskCore;
  readonly quarantine: Quarantine;
  readonly translate: () => Translate;
  /** What is seen under the pointer while a file is dragged. */
  readonly dragIconPath: string;
  /** Marks a file as coming from elsewhere; one that can't be marked is saved all the same. */
  readonly mark: (path: string) => Promise<void>;
}): ForeignFiles {
  /** The desk looks the attachment up: by the message that has it, as who asks. */
  async function fetch({ messageId, blobId }: Asked, context: CoreContext) {
    const { messages } = createRouterClient(deps.core().router, { context });
    const { body } = await messages.attachment({ id: messageId, blobId });
    const head = new Uint8Array(await body.slice(0, HEAD_BYTES).arrayBuffer());
    const name = body instanceof File ? body.name : "";
    return { body, judgement: judgeFile({ name, contentType: body.type, head }) };
  }

  async function saveAs(window: BrowserWindow, { name }: FileJudgement, body: Blob): Promise<string | null> {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: deps.translate()("file.save.title"),
      defaultPath: join(app.getPath("downloads"), name),
    });
    if (canceled || filePath === "") return null;
    try {
      await writeFile(filePath, body.stream());
    } catch (error) {
      throw new PipedeskError("PD_DESKTOP_WRITE", "The file could not be written.", {
        details: { what: filePath },
        cause: error,
      });
    }
    await deps.mark(filePath).catch(() => undefined);
    return basename(filePath);
  }

  return {
    open: async (window, asked, context) => {
      const { body, judgement } = await fetch(asked, context);
      if (judgement.risk !== null) {
        const answer = await askAboutRisk(window, deps.translate(), judgement, judgement.risk);
        if (answer === "cancel") return "left";
        if (answer === "save") return (await saveAs(window, judgement, body)) === null ? "left" : "saved";
      }
      const failure = await shell.openPath(await deps.quarantine.put(judgement.name, body));
      if (failure !== "") throw new PipedeskError("PD_DESKTOP_OPEN", failure, { details: { what: judgement.name } });
      return "opened";
    },
    save: async (window, asked, context) => {
      const { body, judgement } = await fetch(asked, context);
      return saveAs(window, judgement, body);
    },
    drag: async ({ webContents }, asked, context) => {
      const { body, judgement } = await fetch(asked, context);
      webContents.startDrag({ file: await deps.quarantine.put(judgement.name, body), icon: deps.dragIconPath });
    },
  };
}
