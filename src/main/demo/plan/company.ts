import type { StageColour, StageKind } from "#shared/model/setup/pipeline.ts";
import type { Permission } from "#shared/model/setup/user.ts";
import type { DemoChannel } from "../texts/text-pack.ts";

/** The invented company of the demo desk: an online shop for hiking gear in the Dolomites. Its domain is one that can't exist. */
export const COMPANY_NAME = "Altavia Outdoor";
export const COMPANY_DOMAIN = "altavia-outdoor.example";

export type AgentKey = "giulia" | "marco" | "aisha" | "lukas" | "chloe" | "tommaso";

export type DemoAgent = {
  readonly key: AgentKey;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Which mailboxes the agent looks after, and how much of them against the others. */
  readonly load: Readonly<Record<DemoChannel, number>>;
};

/** The first is the one who looks at the desk. */
export const AGENTS: readonly DemoAgent[] = [
  { key: "giulia", name: "Giulia Ferrari", permissions: ["super-admin"], load: { support: 3, returns: 1, trade: 4 } },
  {
    key: "marco",
    name: "Marco De Bortoli",
    permissions: ["move-backward"],
    load: { support: 5, returns: 1, trade: 0 },
  },
  { key: "aisha", name: "Aisha Rahman", permissions: [], load: { support: 5, returns: 2, trade: 0 } },
  { key: "lukas", name: "Lukas Gruber", permissions: [], load: { support: 3, returns: 4, trade: 2 } },
  { key: "chloe", name: "Chloé Lefèvre", permissions: [], load: { support: 2, returns: 4, trade: 0 } },
  {
    key: "tommaso",
    name: "Tommaso Dal Pont",
    permissions: ["account-access"],
    load: { support: 1, returns: 0, trade: 5 },
  },
];

export type DemoStage = {
  readonly key: string;
  readonly name: string;
  readonly kind: StageKind;
  readonly colour: StageColour;
};

export type DemoPipeline = {
  readonly channel: DemoChannel;
  readonly name: string;
  readonly mailbox: string;
  readonly mailboxName: string;
  /** In their order; empty: the stages that every new desk has. */
  readonly stages: readonly DemoStage[];
  /** Where an agent puts a ticket after his answer and after his second one; null where the automations D1 and D2 do that. */
  readonly answered: string | null;
  readonly resolved: string | null;
  /** The closed stages, the usual one first. */
  readonly closed: readonly string[];
};

export const PIPELINES: readonly DemoPipeline[] = [
  {
    channel: "support",
    name: "Support",
    mailbox: `support@${COMPANY_DOMAIN}`,
    mailboxName: "Customer care",
    stages: [],
    answered: null,
    resolved: null,
    closed: ["closed"],
  },
  {
    channel: "returns",
    name: "Returns & refunds",
    mailbox: `returns@${COMPANY_DOMAIN}`,
    mailboxName: "Returns",
    stages: [
      { key: "requested", name: "Requested", kind: "open", colour: "blue" },
      { key: "label-sent", name: "Label sent", kind: "open", colour: "amber" },
      { key: "received", name: "Parcel received", kind: "open", colour: "violet" },
      { key: "refunded", name: "Refunded", kind: "closed", colour: "green" },
      { key: "declined", name: "Declined", kind: "closed", colour: "slate" },
    ],
    answered: "label-sent",
    resolved: "received",
    closed: ["refunded", "declined"],
  },
  {
    channel: "trade",
    name: "Wholesale",
    mailbox: `trade@${COMPANY_DOMAIN}`,
    mailboxName: "Trade desk",
    stages: [
      { key: "enquiry", name: "Enquiry", kind: "open", colour: "blue" },
      { key: "quote-sent", name: "Quote sent", kind: "open", colour: "amber" },
      { key: "confirmed", name: "Confirmed", kind: "open", colour: "teal" },
      { key: "delivered", name: "Delivered", kind: "closed", colour: "green" },
      { key: "lost", name: "Lost", kind: "closed", colour: "red" },
    ],
    answered: "quote-sent",
    resolved: "confirmed",
    closed: ["delivered", "lost"],
  },
];

export const PACKS = ["Sella 45", "Civetta 28", "Averau 18", "Marmolada 60+10", "Latemar 32"] as const;
export const JACKETS = ["Fanes Shell", "Nuvolau Down", "Seceda Softshell", "Puez Rain", "Odle Hybrid"] as const;
export const BOOTS = ["Grigna Mid", "Tofana Pro", "Lagazuoi Low", "Antelao Expedition"] as const;
export const OTHER_GEAR = [
  "Pelmo 2",
  "Rosetta 400",
  "Croda Light",
  "Vajolet Carbon",
  "Brenta -7",
  "Catinaccio 1.5",
] as const;
export const BOOT_SIZES = ["36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46"] as const;
export const CARRIERS = ["DolomitiExpress", "GLX", "Corriere Veloce", "AlpenPost", "ParcelNord"] as const;
export const PLACES = [
  "Alta Via 1",
  "Alta Via 2",
  "Tre Cime",
  "Monte Rosa",
  "Tour du Mont Blanc",
  "Val Grande",
  "Gran Paradiso",
  "Laugavegur",
  "Sass Pordoi",
  "Triglav",
] as const;
export const COLOURS: Readonly<Record<"en" | "it" | "de" | "fr", readonly string[]>> = {
  en: ["moss green", "glacier blue", "rust", "charcoal", "sun yellow"],
  it: ["verde muschio", "blu ghiacciaio", "ruggine", "antracite", "giallo sole"],
  de: ["Moosgrün", "Gletscherblau", "Rost", "Anthrazit", "Sonnengelb"],
  fr: ["vert mousse", "bleu glacier", "rouille", "anthracite", "jaune soleil"],
};
