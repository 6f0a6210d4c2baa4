import { z } from "zod";
import { ConversationId, MessageId, PersonId, TicketId } from "../model/ids.ts";
import { isTimeZone } from "../automation/schedule/business-hours.ts";
import { procedure } from "./base.ts";

/** A piece of text that matched (`hit`) or not; together they are the excerpt. Never markup. */
export const Segment = z.object({ text: z.string(), hit: z.boolean() });
export type Segment = z.infer<typeof Segment>;

export const SearchHit = z.object({
  kind: z.enum(["ticket", "message", "contact"]),
  id: z.string(),
  ticketId: TicketId.nullable(),
  ticketNumber: z.number().nullable(),
  conversationId: ConversationId.nullable(),
  messageId: MessageId.nullable(),
  contactId: PersonId.nullable(),
  /** Of a note, and of a message without a subject, its ticket's. */
  title: z.array(Segment),
  snippet: z.array(Segment),
  atEpochMs: z.number().nullable(),
  /** An internal note; absent: none. */
  isNote: z.literal(true).optional(),
  /** The person whose ticket it is, where that alone is why it was found; absent: its words were found. */
  ofContact: z.string().optional(),
  /** The ticket lies with the team's server alone, and comes here once it is opened; absent: it is here. */
  withServer: z.literal(true).optional(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchAnswer = z.object({
  /** On the last page, behind what is here, up to 20 more of tickets that lie with the team's server alone. */
  items: z.array(SearchHit),
  hasMore: z.boolean(),
  /** Words that were nowhere found, and those that were searched for instead. */
  spelled: z.array(z.object({ typed: z.string(), meant: z.array(z.string()) })),
  /** On the last page: older tickets lie with the team's server alone, which could not be asked. Absent: nothing was left out. */
  olderNotSearched: z.literal(true).optional(),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

/** More than that is a list of its own to be searched. */
const MAX_SAVED_SEARCHES = 100;

/** A question that a person asks again. */
export const SavedSearch = z.object({
  name: z.string().trim().min(1).max(120),
  q: z.string().trim().min(1).max(500),
});
export type SavedSearch = z.infer<typeof SavedSearch>;
const SavedSearches = z.object({ items: z.array(SavedSearch) });

export const search = {
  saved: procedure
    .route({ method: "GET", path: "/saved-searches", tags: ["Search"], summary: "List one's own saved searches" })
    .output(SavedSearches),
  setSaved: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({ method: "PUT", path: "/saved-searches", tags: ["Search"], summary: "Replace one's own saved searches" })
    .input(z.object({ items: z.array(SavedSearch).max(MAX_SAVED_SEARCHES) }).strict())
    .output(SavedSearches),
  query: procedure
    .route({ method: "GET", path: "/search", tags: ["Search"], summary: "Search people, their tickets, and messages" })
    .input(
      z.object({
        q: z.string().max(500),
        kind: SearchHit.shape.kind.optional(),
        offset: z.coerce.number().int().min(0).max(10_000).default(0),
        limit: z.coerce.number().int().min(1).max(100).default(50),
        /** In which days of `before:` and its like are counted, by its IANA name; absent: UTC. */
        timeZone: z.string().max(64).refine(isTimeZone).optional(),
      }),
    )
    .output(SearchAnswer),
};
