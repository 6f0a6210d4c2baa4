import type { TicketId } from "#shared/model/ids.ts";

export function TicketView(props: { readonly ticketId: TicketId }) {
  return <main>{props.ticketId}</main>;
}
