import { z } from "zod";
import { BlobId, ConversationId, MessageId, PipelineId, StageId } from "../model/ids.ts";
import { RequiredValues } from "../model/ticket.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { OutgoingContent } from "./outgoing.ts";
import { ConversationView, MessageView, TicketView } from "./views.ts";

const byId = z.object({ id: ConversationId });
const byMessage = z.object({ id: MessageId });

export const conversations = {
  list: procedure
    .route({
      method: "GET",
      path: "/conversations",
      tags: ["Conversations"],
      summary: "List conversations, newest first",
    })
    .input(
      PageInput.extend({
        /** `false`: only those without a ticket (the inbox). */ hasTicket: z.stringbool().or(z.boolean()).optional(),
      }),
    )
    .output(pageOf(ConversationView)),
  get: procedure
    .route({ method: "GET", path: "/conversations/{id}", tags: ["Conversations"], summary: "Get a conversation" })
    .input(byId)
    .output(ConversationView),
  messages: procedure
    .route({
      method: "GET",
      path: "/conversations/{id}/messages",
      tags: ["Conversations"],
      summary: "List a conversation's messages, oldest first",
    })
    .input(PageInput.extend(byId.shape))
    .output(pageOf(MessageView)),
  /** B2: makes a ticket by hand of a conversation that has none. */
  createTicket: procedure
    .route({
      method: "POST",
      path: "/conversations/{id}/ticket",
      successStatus: 201,
      tags: ["Conversations"],
      summary: "Make a ticket of a conversation",
    })
    .input(
      byId.extend({
        pipelineId: PipelineId,
        stageId: StageId.optional(),
        /** G4: values for properties that the stage requires. */
        properties: RequiredValues.optional(),
      }),
    )
    .output(TicketView),
};

export const messages = {
  get: procedure
    .route({ method: "GET", path: "/messages/{id}", tags: ["Messages"], summary: "Get a message" })
    .input(byMessage)
    .output(MessageView),
  /** Passes the mail on, with its files, from the ticket record; never changes a status (D5). */
  forward: procedure
    .route({
      method: "POST",
      path: "/messages/{id}/forwards",
      successStatus: 201,
      tags: ["Messages"],
      summary: "Forward a message; waits in the outbox",
    })
    .input(
      byMessage
        .extend(OutgoingContent.omit({ quote: true }).shape)
        .extend({
          to: OutgoingContent.shape.to.unwrap(),
          /** The original's attachments too. */ withFiles: z.boolean().default(true),
        })
        .strict(),
    )
    .output(MessageView),
  html: procedure
    .route({
      method: "GET",
      path: "/messages/{id}/html",
      tags: ["Messages"],
      summary: "Get a message's HTML as it came, unsanitised, in JSON",
    })
    .input(byMessage)
    .output(z.object({ html: z.string().nullable() })),
  raw: procedure
    .route({
      method: "GET",
      path: "/messages/{id}/raw",
      tags: ["Messages"],
      summary: "Download a message's raw source",
      outputStructure: "detailed",
    })
    .input(byMessage)
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.instanceof(Blob) })),
  attachment: procedure
    .route({
      method: "GET",
      path: "/messages/{id}/attachments/{blobId}",
      tags: ["Messages"],
      summary: "Download an attachment",
      outputStructure: "detailed",
    })
    .input(byMessage.extend({ blobId: BlobId }))
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.instanceof(Blob) })),
};

export const uploads = {
  /** Keeps a file for a mail that is being written. */
  create: procedure
    .route({
      method: "POST",
      path: "/uploads",
      successStatus: 201,
      tags: ["Messages"],
      summary: "Upload a file to attach",
    })
    .input(z.object({ file: z.instanceof(File) }))
    .output(z.object({ blobId: BlobId, name: z.string(), contentType: z.string(), sizeBytes: z.number() })),
};
