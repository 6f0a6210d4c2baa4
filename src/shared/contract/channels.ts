import { z } from "zod";
import { ChannelId } from "../model/ids.ts";
import { Channel } from "../model/setup/channel.ts";
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

export const channels = {
  list: procedure
    .route({ method: "GET", path: "/channels", tags: ["Channels"], summary: "List connected channels" })
    .output(z.object({ items: z.array(ChannelView) })),
  create: procedure
    .route({
      method: "POST",
      path: "/channels",
      successStatus: 201,
      tags: ["Channels"],
      summary: "Connect an e-mail channel",
    })
    .input(
      Channel.pick({ name: true, pipelineId: true }).extend({
        address: z.email().max(320),
        stageId: Channel.shape.stageId.optional(),
      }),
    )
    .output(ChannelView),
  update: procedure
    .route({
      method: "PATCH",
      path: "/channels/{id}",
      tags: ["Channels"],
      summary: "Change a channel's name, target stage or ticket creation",
    })
    .input(
      byId
        .extend(
          Channel.pick({ name: true, pipelineId: true, stageId: true, createTickets: true })
            .extend({ aliases: z.array(z.string().trim().min(1).max(320)).max(100) })
            .partial().shape,
        )
        .strict(),
    )
    .output(ChannelView),
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
