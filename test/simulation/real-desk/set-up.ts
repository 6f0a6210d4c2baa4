import type { ChannelView } from "#shared/contract/channels.ts";
import type { RestDesk } from "./rest-desk.ts";

export const SUPPORT_ADDRESS = "support@acme.example";
export const SALES_ADDRESS = "sales@acme.example";
/** Of the desk itself: what it passes on to Sales bears its address as From. */
export const GROUP_ADDRESS = "team@acme.example";
export const CORA = "cora@acme.example";
const DAN = "dan@acme.example";
/** Whom a workflow may tell. */
export const USERS: readonly string[] = [CORA, DAN];
/** A form with one fixed sender, whose mails name the visitor in their text. */
export const FORM = "wordpress@web.example";

export type ChannelName = "support" | "sales";

/** Two channels, a form, two colleagues, and five workflows of the gallery. */
export async function setUp(desk: RestDesk): Promise<Record<ChannelName, ChannelView>> {
  const { rest } = desk;
  await rest.start("empty");
  const [pipeline] = await rest.pipelines();
  const channel = (name: string, address: string, aliases: string[] = []) =>
    rest.send<ChannelView>("POST", "/channels", {
      name,
      address,
      aliases,
      pipelineId: pipeline?.id,
      mailbox: desk.mailbox(address),
      secret: { kind: "password", password: "secret" },
    });
  const channels = {
    support: await channel("Support", SUPPORT_ADDRESS),
    sales: await channel("Sales", SALES_ADDRESS, [GROUP_ADDRESS]),
  };
  const form = { sender: FORM, addressLabel: "E-mail", nameLabel: "Name" };
  await rest.send("PATCH", `/channels/${channels.support.id}`, { form });
  await rest.send("POST", "/users", { name: "Cora", address: CORA });
  await rest.send("POST", "/users", { name: "Dan", address: DAN });
  await rest.send("PATCH", "/mail-templates/mail-template-ticket-received", {
    subject: "ACK {{ ticket.number }}",
    body: "We have your message.",
  });
  const warning = { kind: "custom", subject: "WARN {{ ticket.number }}", body: "Still there?" };
  const add = async (key: string, parameters: Record<string, unknown> = {}) => {
    const { id } = await rest.send<{ id: string }>("POST", `/gallery/${key}`, { parameters });
    await rest.send("PATCH", `/workflows/${id}`, { enabled: true });
  };
  await add("ticket-received");
  const day = { amount: 1, unit: "days" };
  await add("auto-close", { warning, silentFor: day, closeAfterWarning: day });
  await add("sla-reminder");
  await add("round-robin");
  await add("urgent-escalation");
  return channels;
}
