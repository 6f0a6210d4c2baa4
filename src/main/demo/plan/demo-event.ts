import type { TicketPriority } from "#shared/model/ticket.ts";
import type { DemoChannel } from "../texts/text-pack.ts";
import type { AgentKey } from "./company.ts";
import type { MailProgram } from "./cast.ts";

/** A file that comes with a mail; its bytes are made when the mail is written. */
export type DemoAttachment = {
  readonly kind: "photo" | "document" | "table" | "track";
  readonly name: string;
  /** What it shows follows from this. */
  readonly seed: number;
};

/** A mail before it is bytes. Which Message-IDs it answers is only known once its parents have been sent: `writeMail` puts them in. */
export type DemoMail = {
  readonly kind: "person" | "auto-reply" | "bounce" | "newsletter" | "notice";
  readonly from: { readonly name: string; readonly address: string };
  readonly channel: DemoChannel;
  readonly subject: string;
  /** Key of the mail or reply that it answers; null for one that begins a thread. */
  readonly parent: string | null;
  readonly text: string;
  /** What stands below the text in the mail, as mail programs put it there; null where nothing is quoted. */
  readonly quote: { readonly heading: string; readonly text: string } | null;
  readonly program: MailProgram;
  /** '' or the company in whose name it is sent, with a signature of its own. */
  readonly company: string;
  readonly attachments: readonly DemoAttachment[];
};

export type DemoChanges = {
  readonly owner?: AgentKey;
  readonly priority?: TicketPriority;
  readonly tags?: readonly string[];
  readonly dueAtEpochMs?: number;
};

type At = { readonly atEpochMs: number };
type OnTicket = At & { readonly ticket: string };
type ByAgent = OnTicket & { readonly agent: AgentKey };

/** One thing that happens on the desk. `ticket` and `key` are names within the plan. */
export type DemoEvent =
  /** `ticket` is null for automatic mail that makes none. */
  | (At & { readonly type: "mail"; readonly key: string; readonly ticket: string | null; readonly mail: DemoMail })
  | (ByAgent & { readonly type: "reply"; readonly key: string; readonly text: string })
  | (ByAgent & { readonly type: "note"; readonly text: string })
  /** A ticket made by hand: somebody rang up. Its note counts as a message. */
  | (ByAgent & {
      readonly type: "create";
      readonly channel: DemoChannel;
      readonly subject: string;
      readonly note: string;
      readonly contact: { readonly name: string; readonly address: string };
    })
  | (ByAgent & { readonly type: "edit"; readonly changes: DemoChanges })
  /** `stage` is a stage's key in the ticket's pipeline. */
  | (ByAgent & { readonly type: "move"; readonly stage: string })
  | (ByAgent & { readonly type: "read" });

/** Whether the event is one of the plan's messages. */
export function isMessage(event: DemoEvent): boolean {
  return event.type === "mail" || event.type === "reply" || event.type === "note" || event.type === "create";
}
