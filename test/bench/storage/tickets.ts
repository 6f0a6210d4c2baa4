import { fillWithDefaultSettings, type RxDocumentData, type RxJsonSchema } from "rxdb";

/** Tickets of the size and the indexes the product's have. */
export type BenchTicket = {
  id: string;
  number: number;
  subject: string;
  stageId: string;
  pipelineId: string;
  ownerId: string;
  contactId: string;
  status: string;
  updatedAt: number;
  isClosed: boolean;
  tags: string[];
  properties: Record<string, string | number>;
};

export const STAGES = 8;
const text = { type: "string", maxLength: 40 } as const;
const time = { type: "number", minimum: 0, maximum: 1e13, multipleOf: 1 } as const;

export const TICKET_SCHEMA: RxJsonSchema<BenchTicket> = {
  version: 0,
  type: "object",
  primaryKey: "id",
  properties: {
    id: text,
    number: time,
    subject: { type: "string" },
    stageId: text,
    pipelineId: text,
    ownerId: text,
    contactId: text,
    status: text,
    updatedAt: time,
    isClosed: { type: "boolean" },
    tags: { type: "array", items: { type: "string" } },
    properties: { type: "object" },
  },
  required: ["id", "number", "stageId", "pipelineId", "ownerId", "contactId", "status", "updatedAt", "isClosed"],
  indexes: [
    ["stageId", "updatedAt"],
    ["ownerId", "updatedAt"],
    ["contactId", "updatedAt"],
    ["status", "updatedAt"],
    ["number"],
  ],
};

export const FILLED_TICKET_SCHEMA = fillWithDefaultSettings(TICKET_SCHEMA);

export function ticket(number: number): BenchTicket {
  return {
    id: `ticket-${(number * 7919) % 1_000_003}-${number}`,
    number,
    subject: `The order ${number} has not arrived and nobody answers the phone`,
    stageId: `stage-${number % STAGES}`,
    pipelineId: `pipeline-${number % 3}`,
    ownerId: `user-${number % 40}`,
    contactId: `contact-${number % 5_000}`,
    status: ["new", "waiting-on-us", "waiting-on-contact", "closed"][number % 4] ?? "new",
    updatedAt: 1_700_000_000_000 + ((number * 104_729) % 10_000_019) * 1_000,
    isClosed: number % 4 === 3,
    tags: [`tag-${number % 17}`, `tag-${number % 5}`],
    properties: {
      category: `category-${number % 9}`,
      product: `product-${number % 30}`,
      priority: number % 4,
      source: "email",
    },
  };
}

/** As RxDB hands it to a storage. */
export function storedTicket(number: number): RxDocumentData<BenchTicket> {
  return {
    ...ticket(number),
    _deleted: false,
    _attachments: {},
    _meta: { lwt: 1_700_000_000_000 + number },
    _rev: "1-bench",
  };
}

export const NEWEST_OF_A_STAGE = {
  selector: { stageId: "stage-3" },
  sort: [{ updatedAt: "desc" as const }],
  limit: 50,
};
