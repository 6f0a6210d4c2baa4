import type { Random } from "../random.ts";
import { fill } from "../texts/fill.ts";
import { DEMO_SPAN_MS } from "./calendar.ts";
import { CARRIERS } from "./company.ts";
import type { DemoEvent, DemoMail } from "./demo-event.ts";

type Sender = Pick<DemoMail, "kind" | "from" | "subject" | "text" | "channel">;

/** Mail that no person wrote: it makes no ticket and waits in the inbox view (D7). */
const SENDERS: readonly Sender[] = [
  {
    kind: "newsletter",
    from: { name: "Alpine Trade Weekly", address: "news@trade-weekly.example" },
    channel: "trade",
    subject:
      "{Wool prices rise again|Five shops that do it differently|The season in figures|What hikers buy in autumn}",
    text: "In this week's issue:\n\n* {Merino: mills report full order books|How a hut in {place} cut its plastic by half|Interview: repair instead of replace}\n* {Fair dates|Jobs|New in the register}\n\nYou receive this newsletter because you subscribed to it.",
  },
  {
    kind: "notice",
    from: { name: "{carrier}", address: "no-reply@parcels.example" },
    channel: "returns",
    subject: "{Pick-up confirmed|Daily report|Parcel {tracking} returned to sender}",
    text: "This is an automatic message, please do not reply.\n\nShipment: {tracking}\nStatus: {collected from sender|at depot|returned to sender, recipient unknown}",
  },
  {
    kind: "notice",
    from: { name: "Shop monitoring", address: "monitor@statuspage.example" },
    channel: "support",
    subject: "{[OK]|[WARNING]} checkout response time",
    text: "checkout response time: {days}00 ms (limit 800 ms)\n\nThis message was sent by a machine.",
  },
  {
    kind: "auto-reply",
    from: { name: "Messe Friedrichshafen", address: "aussteller@messe.example" },
    channel: "trade",
    subject: "Ihre Anfrage ist eingegangen / We have received your request",
    text: "Vielen Dank für Ihre Anfrage. Wir melden uns binnen drei Werktagen.\nThank you for your request. We will answer within three working days.",
  },
];

/** `count` of them, spread over the half year. */
export function planInbox(count: number, endEpochMs: number, random: Random): DemoEvent[] {
  return Array.from({ length: count }, (_, index): DemoEvent => {
    const sender = random.pick(SENDERS);
    const slots = {
      place: "the Brenta",
      carrier: random.pick(CARRIERS),
      tracking: `GL${random.integer(100_000_000, 999_999_999)}IT`,
      days: String(random.integer(3, 19)),
    };
    return {
      type: "mail",
      atEpochMs: Math.floor(endEpochMs - DEMO_SPAN_MS * random.next()),
      key: `inbox.${index + 1}`,
      ticket: null,
      mail: {
        ...sender,
        from: { ...sender.from, name: fill(sender.from.name, slots, random) },
        subject: fill(sender.subject, slots, random),
        text: fill(sender.text, slots, random),
        parent: null,
        quote: null,
        program: sender.kind === "newsletter" ? "office" : "plain",
        company: "",
        attachments: [],
      },
    };
  });
}
