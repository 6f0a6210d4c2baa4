import { defineItem } from "../gallery-item.ts";
import { businessHours, duration, leads } from "../parameter.ts";
import { all, byOwner, definition, HAS_NO_OWNER, leavesOn, notify, these, waitUnless } from "../ready-steps.ts";

/** A new ticket that nobody has taken within some working hours. */
export const unassignedAlarm = defineItem({
  key: "unassigned-alarm",
  category: "reminders",
  parameters: { after: duration(1, "hours"), leads: leads(), hours: businessHours() },
  build: ({ after, leads: called, hours }, texts) =>
    definition({
      triggers: [{ id: "created", type: "ticket-created" }],
      filter: all(HAS_NO_OWNER),
      unenrolment: leavesOn("ticket-closed"),
      businessHours: hours,
      steps: [
        waitUnless("time-to-take", after, ["owner-changed"], true),
        byOwner("taken", texts.hasOwner, [], [notify("tell", these(called), texts.unassigned, texts.unassignedText)]),
      ],
    }),
});
