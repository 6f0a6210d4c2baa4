import { z } from "zod";
import { FiledAs } from "../model/conversation.ts";
import { BlobId, ConversationId, MessageId, PipelineId, StageId } from "../model/ids.ts";
import { RequiredValues } from "../model/ticket.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { OutgoingContent } from "./outgoing.ts";
import { ConversationView, MessageView, TicketView } from "./views.ts";

/** A screen full of checked rows, and more. */
const MAX_FILED_AT_ONCE = 500;

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
        /** `false`: only those without a ticket. */
        hasTicket: z.stringbool().or(z.boolean()).optional(),
        /** Of those without a ticket: `false` for the inbox, `true` for what was put away; absent for both. */
        filed: z.stringbool().or(z.boolean()).optional(),
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
  /** B2: many at once; those that have a ticket stay as they are, and are left out of the answer. */
  file: procedure
    .route({
      method: "POST",
      path: "/conversations/file",
      tags: ["Conversations"],
      summary: "Put conversations away (archived, not a ticket, sender blocked) or back into the inbox",
    })
    .input(z.object({ ids: z.array(ConversationId).min(1).max(MAX_FILED_AT_ONCE), as: FiledAs }).strict())
    .output(z.object({ items: z.array(ConversationView) })),
  /** B2: in the thread, without a ticket. */
  answer: procedure
    .route({
      method: "POST",
      path: "/conversations/{id}/replies",
      successStatus: 201,
      tags: ["Conversations"],
      summary: "Answer a conversation that has no ticket; waits in the outbox",
    })
    .input(byId.extend(OutgoingContent.omit({ basisStamp: true }).shape).strict())
    .output(MessageView),
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
