import { useEffect, useState } from "react";
import { useAskLink } from "../../components/links/use-ask-link.ts";
import { useLatest } from "../../components/use-latest.ts";
import { useCopyDiagnostics } from "../../components/use-copy-diagnostics.ts";
import { usePrint } from "../../components/use-print.ts";
import { useToasts } from "../../components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n, useServices } from "../../state/desk-context.tsx";
import { navigate, parseRoute } from "../../state/routes.ts";
import { routeOfNotification } from "../../features/notifications/describe-notification.ts";
import { useNewTicketDialog } from "../../features/board/use-new-ticket-dialog.tsx";
import type { DesktopCommand, DesktopEvent, OpenedFile } from "#shared/contract/desktop/events.ts";
import type { DesktopClient } from "#shared/contract/desktop/index.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { palette } from "../palette-store.ts";
import { usePrintScreen } from "../use-print-screen.ts";
import { HELP_WINDOW, useHelpAddress } from "../use-help.ts";
import { OpenedFilesDialog } from "./OpenedFilesDialog.tsx";
import { useMailto } from "./use-mailto.tsx";

/** Does what the desktop app is asked for from outside of its page: by the menu, the tray, a link, a file, a notification. In a browser there is no outside. */
export function DesktopEvents() {
  const { desktop } = useDesk();
  return desktop === null ? null : <Listening desktop={desktop} />;
}

function Listening({ desktop }: { readonly desktop: DesktopClient }) {
  const { language } = useI18n();
  const isLive = useDeskState((state) => state.connection.kind === "live");
  const [files, setFiles] = useState<readonly OpenedFile[]>([]);
  const handle = useLatest(useHandler(desktop, (added) => setFiles((before) => [...before, ...added])));
  useEffect(() => {
    // Menus that speak another language for a moment do no harm.
    if (isLive) desktop.tell({ language }).catch(() => undefined);
  }, [desktop, isLive, language]);
  useEffect(() => {
    if (!isLive) return undefined;
    const stop = new AbortController();
    // Ends with the connection; the next one listens anew, and hears what came meanwhile.
    listen(desktop, stop.signal, (event) => handle()(event)).catch(() => undefined);
    return () => stop.abort();
  }, [desktop, isLive, handle]);
  return files.length === 0 ? null : <OpenedFilesDialog desktop={desktop} files={files} onClose={() => setFiles([])} />;
}

async function listen(
  desktop: DesktopClient,
  signal: AbortSignal,
  onEvent: (event: DesktopEvent) => void,
): Promise<void> {
  for await (const event of await desktop.events(undefined, { signal })) onEvent(event);
}

function useHandler(
  desktop: DesktopClient,
  onFiles: (files: readonly OpenedFile[]) => void,
): (event: DesktopEvent) => void {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const write = useMailto();
  const command = useCommand(desktop);
  const askLink = useAskLink();

  const refusal = ({ code, what }: Extract<DesktopEvent, { type: "refused" }>) => {
    const known = errorCodeOf({ code });
    return [what, known === undefined ? t("shell.failed") : t(`error.${known}`)].filter(Boolean).join(": ");
  };
  const showTicket = async (number: number) => {
    const { items } = await client.search.query({ q: String(number), kind: "ticket" });
    const found = items.find((hit) => hit.ticketNumber === number)?.ticketId ?? null;
    if (found === null) toasts.stopped(t("desktop.noTicket", { number: String(number) }));
    else navigate({ page: "ticket", ticketId: found });
  };
  return (event) => {
    switch (event.type) {
      case "command":
        command(event.command);
        break;
      case "go":
        navigate(parseRoute(event.path));
        break;
      case "link":
        askLink({ href: event.url, text: "" });
        break;
      case "ticket":
        showTicket(event.number).catch((error: unknown) => toasts.failed(error));
        break;
      case "notification": {
        client.notifications.markRead({ ids: [event.notification.id] }).catch(() => undefined);
        const route = routeOfNotification(event.notification);
        if (route !== null) navigate(route);
        break;
      }
      case "write":
        write(event.mail).catch((error: unknown) => toasts.failed(error));
        break;
      case "files":
        onFiles(event.files);
        break;
      case "refused":
        toasts.stopped(refusal(event));
        break;
    }
  };
}

function useCommand(desktop: DesktopClient): (command: DesktopCommand) => void {
  const { t } = useI18n();
  const { shell } = useServices();
  const toasts = useToasts();
  const newTicket = useNewTicketDialog();
  const help = useHelpAddress();
  const print = usePrint();
  const printScreen = usePrintScreen();
  const savePdf = async () => {
    const saved: { path: string | null } = { path: null };
    await print(async () => Object.assign(saved, await desktop.savePdf({ title: t("menu.savePdf") })));
    if (saved.path !== null) toasts.done(t("desktop.pdfSaved", { name: saved.path }));
  };
  const copyDiagnostics = useCopyDiagnostics(desktop);
  const done = (work: Promise<unknown>) => void work.catch((error: unknown) => toasts.failed(error));
  return (command) => {
    switch (command) {
      case "new-ticket":
        newTicket();
        break;
      case "palette":
        palette.open();
        break;
      case "search":
        navigate({ page: "search", q: "" });
        break;
      case "settings":
        navigate({ page: "settings", section: "general", id: null, tab: null });
        break;
      case "shortcuts":
        shell.setState({ sheetOpened: true });
        break;
      case "help":
        window.open(help, HELP_WINDOW.target, HELP_WINDOW.rel);
        break;
      case "import":
        navigate({ page: "settings", section: "history", id: null, tab: null });
        break;
      case "print":
        void printScreen();
        break;
      case "save-pdf":
        done(savePdf());
        break;
      case "diagnostics":
        copyDiagnostics();
        break;
      case "logs":
        done(desktop.openLogs());
        break;
      case "back":
        window.history.back();
        break;
      case "forward":
        window.history.forward();
        break;
    }
  };
}
