import { defineItem } from "../gallery-item.ts";
import { agents, words } from "../parameter.ts";
import { all, any, definition, IS_OPEN, notify, ownerAnd, step } from "../ready-steps.ts";

/** A ticket of an important customer, known by tag or by domain, goes before the others to somebody with few tickets. */
export const vipRouting = defineItem({
  key: "vip-routing",
  category: "routing",
  parameters: { tags: words("vip"), domains: words("vip.example"), agents: agents() },
  build: ({ tags, domains, agents: answering }, texts) =>
    definition({
      triggers: [
        { id: "created", type: "ticket-created" },
        { id: "tagged", type: "property-changed", property: "tags" },
      ],
      filter: all(
        IS_OPEN,
        any(
          { object: "ticket", property: "tags", operator: "has-any-of", values: tags },
          { object: "contact", property: "domain", operator: "is-any-of", values: domains },
        ),
      ),
      steps: [
        { id: step("first"), type: "set-property", change: { property: "priority", value: "high" } },
        {
          id: step("owner"),
          type: "rotate-owner",
          ...answering,
          by: "load",
          onlyAvailable: true,
          onlyUnowned: true,
        },
        notify("tell", ownerAnd(answering), texts.vipNew, texts.vipNewText),
      ],
    }),
});
