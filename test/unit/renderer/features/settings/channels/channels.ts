import type { ChannelView } from "#shared/contract/channels.ts";
import { ChannelId, PipelineId, StageId } from "#shared/model/ids.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";

export const MAILBOX: Mailbox = {
  enabled: true,
  imap: { host: "imap.acme.example", port: 993, security: "tls", username: "support@acme.example" },
  smtp: { host: "smtp.acme.example", port: 465, security: "tls", username: "support@acme.example" },
  auth: { kind: "password" },
  trustedCertificate: null,
  folders: ["INBOX"],
  junk: "ignore",
  sentCopy: "append",
  markSeen: true,
  fetchDays: 30,
  senderName: "Acme Support",
  signature: "",
};

export function channel(change: Partial<ChannelView> = {}): ChannelView {
  return {
    id: ChannelId.parse("ch_1"),
    kind: "channel",
    channelKind: "email",
    name: "Support",
    address: "support@acme.example",
    aliases: [],
    pipelineId: PipelineId.parse("support"),
    stageId: StageId.parse("new"),
    createTickets: true,
    mailbox: MAILBOX,
    createdAtEpochMs: 1,
    ...change,
  };
}
