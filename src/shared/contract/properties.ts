/** Properties that the desk gives its tickets beside those that every ticket has. */
import { z } from "zod";
import { MAX_OPTIONS, NumberBounds, OptionId, Property, PropertyId, PropertyOption } from "../model/setup/property.ts";
import { procedure } from "./base.ts";

export const PropertyView = Property.omit({ stamps: true });
export type PropertyView = z.infer<typeof PropertyView>;

const byId = z.object({ id: PropertyId });

/** In their order; one without an id is new, one that is not named any more is archived. */
const options = z
  .array(
    z
      .object({
        id: OptionId.optional(),
        name: PropertyOption.shape.name,
        isArchived: z.boolean().default(false),
      })
      .strict(),
  )
  .max(MAX_OPTIONS);

/** Who uses a property: it can be archived at any time, and deleted once nobody does. */
export const PropertyUses = z.object({
  /** Names of workflows that look at it, or change it. */
  workflows: z.array(z.string()),
  mailTemplates: z.array(z.string()),
  /** Stages that require it. */
  stages: z.array(z.object({ pipeline: z.string(), stage: z.string() })),
  /** Tickets that have a value. */
  tickets: z.number().int(),
});
export type PropertyUses = z.infer<typeof PropertyUses>;

export const properties = {
  list: procedure
    .route({ method: "GET", path: "/properties", tags: ["Properties"], summary: "List the desk's own properties" })
    .output(z.object({ items: z.array(PropertyView) })),
  get: procedure
    .route({ method: "GET", path: "/properties/{id}", tags: ["Properties"], summary: "Get a property" })
    .input(byId)
    .output(PropertyView),
  create: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/properties",
      successStatus: 201,
      tags: ["Properties"],
      summary: "Create a property of tickets",
    })
    .input(
      z
        .object({
          name: Property.shape.name,
          type: Property.shape.type,
          /** Absent: made of the name. */
          key: Property.shape.key.optional(),
          description: Property.shape.description.default(""),
          bounds: NumberBounds.optional(),
          options: options.default([]),
        })
        .strict(),
    )
    .output(PropertyView),
  update: procedure
    .meta({ access: "settings" })
    .route({ method: "PATCH", path: "/properties/{id}", tags: ["Properties"], summary: "Change a property" })
    .input(
      byId
        .extend({
          name: Property.shape.name.optional(),
          description: Property.shape.description.optional(),
          bounds: NumberBounds.optional(),
          options: options.optional(),
        })
        .strict(),
    )
    .output(PropertyView),
  order: procedure
    .meta({ access: "settings" })
    .route({ method: "POST", path: "/properties/order", tags: ["Properties"], summary: "Put properties in order" })
    .input(z.object({ ids: z.array(PropertyId).max(200) }).strict())
    .output(z.object({ items: z.array(PropertyView) })),
  uses: procedure
    .route({
      method: "GET",
      path: "/properties/{id}/uses",
      tags: ["Properties"],
      summary: "Find what uses a property: workflows, templates, stages, tickets",
    })
    .input(byId)
    .output(PropertyUses),
  archive: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/properties/{id}/archive",
      tags: ["Properties"],
      summary: "Stop offering a property; its values stay",
    })
    .input(byId.strict())
    .output(PropertyView),
  restore: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/properties/{id}/restore",
      tags: ["Properties"],
      summary: "Offer an archived property again",
    })
    .input(byId.strict())
    .output(PropertyView),
  remove: procedure
    .meta({ access: "settings" })
    .route({
      method: "DELETE",
      path: "/properties/{id}",
      tags: ["Properties"],
      summary: "Delete a property that nothing uses",
    })
    .input(byId.strict())
    .output(z.object({ removed: z.number().int() })),
};
