import type { Happening, RefWorkflow } from "./model.ts";

type Trigger = RefWorkflow["definition"]["triggers"][number];

/** Whether a trigger listens to what happened. `firstStage`: where new tickets begin. */
export function isSetOff(trigger: Trigger, happening: Happening, firstStage: string | undefined): boolean {
  switch (trigger.type) {
    case "ticket-created":
      return happening.what === "created";
    case "stage-reached":
      if (happening.what === "created") return firstStage === trigger.stageId;
      return happening.what === "moved" && happening.to === trigger.stageId;
    case "property-changed": {
      const property =
        happening.what === "changed" ? happening.property : happening.what === "moved" ? "stageId" : null;
      if (property === null || (trigger.property !== null && trigger.property !== property)) return false;
      if (happening.what !== "changed" && happening.what !== "moved") return false;
      return (
        (trigger.from === undefined || trigger.from === happening.from) &&
        (trigger.to === undefined || trigger.to === happening.to)
      );
    }
    case "email-sent":
      return happening.what === "sent" && !happening.automatic;
    case "email-sent-to-customer":
      return happening.what === "sent" && happening.toCustomer;
    case "email-received":
      return happening.what === "received" && happening.as !== "automatic";
    case "customer-replied":
      return happening.what === "received" && happening.as === "reply";
    case "note-added":
      return happening.what === "noted";
    default:
      return false;
  }
}
