import { dialog, shell, type BrowserWindow } from "electron";
import { createRouterClient, implement } from "@orpc/server";
import type { DesktopChanges, DesktopFacts, DesktopSettings } from "#shared/contract/desktop/shell.ts";
import { desktopContract } from "#shared/contract/desktop/index.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { externalAddress } from "#shared/rules/links/describe-link.ts";
import type { Language } from "#shared/i18n/index.ts";
import type { CoreContext, DeskCore } from "../../rpc/desk-core.ts";
import type { OpenedFiles } from "../openings/opened-files.ts";
import type { ForeignFiles } from "../foreign-files/foreign-files.ts";
import type { Updates } from "../updates/updates.ts";
import { printPage, savePageAsPdf } from "../system/printing.ts";
import type { EventHub } from "./event-hub.ts";

export type DesktopDeps = {
  readonly core: () => DeskCore;
  /** The window that asks. */
  readonly window: () => BrowserWindow | undefined;
  readonly facts: () => Promise<DesktopFacts>;
  readonly change: (changes: DesktopChanges) => Promise<DesktopSettings>;
  readonly tell: (language: Language) => void;
  readonly diagnostics: () => Promise<string>;
  readonly events: EventHub;
  readonly openedFiles: OpenedFiles;
  readonly foreignFiles: ForeignFiles;
  readonly logFolder: string;
  readonly updates: Updates;
};

const base = implement(desktopContract).$context<CoreContext>();
const DONE = { done: true } as const;

/** What the page may ask of the system around its window. */
export function createDesktopRouter(deps: DesktopDeps) {
  const { desktop } = base;
  const window = (): BrowserWindow => {
    const asking = deps.window();
    if (asking === undefined) throw new PipedeskError("PD_DESKTOP_NO_WINDOW", "The window is closed.");
    return asking;
  };
  return base.router({
    desktop: {
      facts: desktop.facts.handler(() => deps.facts()),
      events: desktop.events.handler(({ signal }) => deps.events.listen(signal)),
      change: desktop.change.handler(({ input }) => deps.change(input)),
      tell: desktop.tell.handler(({ input }) => {
        deps.tell(input.language);
        return DONE;
      }),
      print: desktop.print.handler(async () => {
        await printPage(window());
        return DONE;
      }),
      savePdf: desktop.savePdf.handler(async ({ input }) => ({ path: await savePageAsPdf(window(), input.title) })),
      chooseFolder: desktop.chooseFolder.handler(async ({ input }) => {
        const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
          title: input.title,
          properties: ["openDirectory", "createDirectory"],
        });
        return { path: canceled ? null : (filePaths[0] ?? null) };
      }),
      chooseBackup: desktop.chooseBackup.handler(async ({ input }) => {
        const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
          title: input.title,
          defaultPath: input.from,
          properties: ["openFile"],
          filters: [{ name: input.title, extensions: ["tar"] }],
        });
        return { path: canceled ? null : (filePaths[0] ?? null) };
      }),
      importFile: desktop.importFile.handler(async ({ input, context }) => {
        const { desk } = createRouterClient(deps.core().router, { context });
        await desk.import({ file: await deps.openedFiles.take(input.token) });
        return DONE;
      }),
      openAttachment: desktop.openAttachment.handler(async ({ input, context }) => ({
        outcome: await deps.foreignFiles.open(window(), input, context),
      })),
      saveAttachment: desktop.saveAttachment.handler(async ({ input, context }) => ({
        name: await deps.foreignFiles.save(window(), input, context),
      })),
      dragAttachment: desktop.dragAttachment.handler(async ({ input, context }) => {
        await deps.foreignFiles.drag(window(), input, context);
        return DONE;
      }),
      openLink: desktop.openLink.handler(async ({ input }) => {
        const url = externalAddress(input.url);
        if (url === null)
          throw new PipedeskError("PD_DESKTOP_LINK", "Only addresses of the web and of mails are opened.");
        try {
          await shell.openExternal(url);
        } catch (error) {
          throw new PipedeskError("PD_DESKTOP_OPEN", "The system opened no link.", {
            details: { what: url },
            cause: error,
          });
        }
        return DONE;
      }),
      diagnostics: desktop.diagnostics.handler(async () => ({ text: await deps.diagnostics() })),
      openLogs: desktop.openLogs.handler(async () => {
        const failure = await shell.openPath(deps.logFolder);
        if (failure !== "") throw new PipedeskError("PD_DESKTOP_OPEN", failure, { details: { what: deps.logFolder } });
        return DONE;
      }),
      updates: {
        state: desktop.updates.state.handler(({ signal }) => deps.updates.listen(signal)),
        check: desktop.updates.check.handler(() => deps.updates.check()),
        download: desktop.updates.download.handler(() => deps.updates.download()),
        install: desktop.updates.install.handler(() => deps.updates.install()),
        postpone: desktop.updates.postpone.handler(() => deps.updates.postpone()),
        setChannel: desktop.updates.setChannel.handler(({ input }) => deps.updates.setChannel(input.channel)),
      },
    },
  });
}
