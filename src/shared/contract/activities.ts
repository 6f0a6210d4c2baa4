import { TicketId } from "../model/ids.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { ActivityView } from "./views.ts";

export const activities = {
  list: procedure
    .route({ method: "GET", path: "/activities", tags: ["Activities"], summary: "List activities, newest first" })
    .input(PageInput.extend({ ticketId: TicketId.optional() }))
    .output(pageOf(ActivityView)),
};
