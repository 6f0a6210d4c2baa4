import { z } from "zod";
import { ChannelId } from "../model/ids.ts";
import { Discovery, MailboxCheck, MailFolder, OAuthFlow, ProtocolLine } from "../model/mail-channel.ts";
import { Channel, ContactForm } from "../model/setup/channel.ts";
import { Mailbox, OAuthProvider } from "../model/setup/mailbox.ts";
import { procedure } from "./base.ts";

export const ChannelView = Channel.omit({ stamps: true });
export type ChannelView = z.infer<typeof ChannelView>;

/** What became of one mail handed to a channel or read by an import. */
export const IngestResult = z.object({
  status: z.enum(["imported", "duplicate", "set-aside"]),
  /** Why it was set aside, why it has no ticket, or ''. */
  reason: z.string(),
  ticketId: z.string().nullable(),
  conversationId: z.string().nullable(),
  messageId: z.string(),
});
export type IngestResult = z.infer<typeof IngestResult>;

const byId = z.object({ id: ChannelId });
const address = z.email().max(320);
const aliases = z.array(z.string().trim().min(1).max(320)).max(100);

/** What proves who the desk is: given once, then kept by the host's secrets and never shown again. */
export const MailSecret = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("password"), password: z.string().min(1).max(4096) }),
  /** A finished sign-in. */
  z.object({ kind: z.literal("oauth2"), flowId: z.string().max(128) }),
]);
export type MailSecret = z.infer<typeof MailSecret>;

const route = (method: "GET" | "POST" | "PATCH" | "DELETE", path: `/${string}`, summary: string) =>
  procedure.route({ method, path, tags: ["Channels"], summary });

export const channels = {
  list: route("GET", "/channels", "List connected channels").output(z.object({ items: z.array(ChannelView) })),
  create: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/channels",
      successStatus: 201,
      tags: ["Channels"],
      summary: "Connect an e-mail channel, with its mailbox or without",
    })
    .input(
      Channel.pick({ name: true, pipelineId: true })
        .extend({
          address,
          stageId: Channel.shape.stageId.optional(),
          createTickets: z.boolean().default(true),
          aliases: aliases.default([]),
          mailbox: Mailbox.nullable().default(null),
          secret: MailSecret.optional(),
        })
        .strict(),
    )
    .output(ChannelView),
  update: route("PATCH", "/channels/{id}", "Change a channel, its mailbox or its password")
    .meta({ access: "settings" })
    .input(
      byId
        .extend(
          Channel.pick({ name: true, pipelineId: true, stageId: true, createTickets: true })
            .extend({ aliases, address, form: ContactForm.nullable(), mailbox: Mailbox.nullable(), secret: MailSecret })
            .partial().shape,
        )
        .strict(),
    )
    .output(ChannelView),
  /** From the address alone: a table of providers, autoconfig, SRV records. */
  discover: route("POST", "/channels/discovery", "Find the servers of an address")
    .meta({ access: "settings" })
    .input(z.object({ address }).strict())
    .output(Discovery),
  /** Connects to both servers and says which half failed and why. Nothing is stored or sent. */
  test: route("POST", "/channels/test", "Test a mailbox's connection")
    .meta({ access: "settings" })
    .input(
      z
        .object({
          mailbox: Mailbox,
          secret: MailSecret.optional(),
          /** Without a secret: the one that this channel has. */
          channelId: ChannelId.optional(),
        })
        .strict(),
    )
    .output(MailboxCheck),
  folders: route("GET", "/channels/{id}/folders", "List a mailbox's folders")
    .meta({ access: "settings" })
    .input(byId)
    .output(z.object({ items: z.array(MailFolder) })),
  /** Connects at once, without waiting for the next attempt, and fetches. */
  check: route("POST", "/channels/{id}/check", "Fetch new mail now").input(byId).output(z.object({})),
  diagnostics: route("GET", "/channels/{id}/diagnostics", "The last steps of the dialogue with a mailbox's servers")
    .meta({ access: "settings" })
    .input(byId)
    .output(z.object({ lines: z.array(ProtocolLine) })),
  beginOAuth: route("POST", "/channels/oauth", "Begin a sign-in with Google or Microsoft in the browser")
    .meta({ access: "settings" })
    .input(z.object({ provider: OAuthProvider, address: address.optional() }).strict())
    .output(OAuthFlow),
  oauth: route("GET", "/channels/oauth/{flowId}", "How a sign-in is getting on")
    .meta({ access: "settings" })
    .input(z.object({ flowId: z.string().max(128) }))
    .output(OAuthFlow),
  /** The body is the raw RFC 5322 message, whatever its content type says. */
  ingest: procedure
    .route({
      method: "POST",
      path: "/channels/{id}/messages",
      successStatus: 201,
      inputStructure: "detailed",
      tags: ["Channels"],
      summary: "Hand one raw RFC 5322 message to a channel",
    })
    .input(z.object({ params: byId, body: z.instanceof(Blob) }))
    .output(IngestResult),
};
