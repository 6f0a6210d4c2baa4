import { z } from "zod";
import { NotificationView } from "../outbox.ts";

/** What the menu, the tray or a key of the system asks the page to do. */
export const DESKTOP_COMMANDS = [
  "new-ticket",
  "palette",
  "search",
  "settings",
  "shortcuts",
  "help",
  "import",
  "print",
  "save-pdf",
  "diagnostics",
  "logs",
  "back",
  "forward",
] as const;
export type DesktopCommand = (typeof DESKTOP_COMMANDS)[number];

/** A mail to be written, as a `mailto:` link asks for it (RFC 6068). Attachments that such a link names are never taken. */
export const MailToWrite = z.object({
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string(),
  body: z.string(),
});
export type MailToWrite = z.infer<typeof MailToWrite>;

/** A file that was opened with the app. The page knows it by its token, never by its path. */
export const OpenedFile = z.object({ token: z.string(), name: z.string(), bytes: z.number().int() });
export type OpenedFile = z.infer<typeof OpenedFile>;

/** What comes to the page from outside of it. */
export const DesktopEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("command"), command: z.enum(DESKTOP_COMMANDS) }),
  /** A `pipedesk://` link: the route, without `#/`. */
  z.object({ type: z.literal("go"), path: z.string() }),
  /** The page asked for a window of another place, past its own question; it has to ask about it. */
  z.object({ type: z.literal("link"), url: z.string() }),
  /** A ticket by its number, from a link. */
  z.object({ type: z.literal("ticket"), number: z.number().int() }),
  /** A native notification was clicked. */
  z.object({ type: z.literal("notification"), notification: NotificationView }),
  z.object({ type: z.literal("write"), mail: MailToWrite }),
  z.object({ type: z.literal("files"), files: z.array(OpenedFile) }),
  /** What was asked from outside can't be done: a code of the errors registry. */
  z.object({ type: z.literal("refused"), code: z.string(), what: z.string() }),
]);
export type DesktopEvent = z.infer<typeof DesktopEvent>;
