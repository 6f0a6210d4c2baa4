/** Tasks that workflows and users make (F5). */
import { z } from "zod";
import { TicketId, UserId } from "../model/ids.ts";
import { MAX_TASK_DETAIL_CHARACTERS, Task } from "../model/inbox-item.ts";
import { EditableTicketProperties } from "../model/ticket.ts";
import { PageInput, pageOf, procedure } from "./base.ts";

export const TaskView = Task.omit({ stamps: true });
export type TaskView = z.infer<typeof TaskView>;

const byId = z.object({ id: z.string().min(1).max(128) });
const content = z.object({
  title: z.string().trim().min(1).max(500),
  detail: z.string().max(MAX_TASK_DETAIL_CHARACTERS),
  dueAtEpochMs: EditableTicketProperties.shape.dueAtEpochMs,
  /** Whose it is. */
  userId: UserId,
});

export const tasks = {
  /** Open ones first, what is due soonest at the top; then those that are done, newest first. */
  list: procedure
    .route({ method: "GET", path: "/tasks", tags: ["Tasks"], summary: "List tasks, open ones first" })
    .input(
      PageInput.extend({
        ticketId: TicketId.optional(),
        of: z.enum(["me", "everybody"]).default("me"),
        state: z.enum(["open", "done", "all"]).default("all"),
      }),
    )
    .output(pageOf(TaskView)),
  create: procedure
    .route({ method: "POST", path: "/tasks", successStatus: 201, tags: ["Tasks"], summary: "Add a task to a ticket" })
    .input(
      z
        .object({
          ticketId: TicketId,
          title: content.shape.title,
          detail: content.shape.detail.default(""),
          dueAtEpochMs: content.shape.dueAtEpochMs.default(null),
          /** Absent: one's own. */
          userId: UserId.optional(),
        })
        .strict(),
    )
    .output(TaskView),
  update: procedure
    .route({
      method: "PATCH",
      path: "/tasks/{id}",
      tags: ["Tasks"],
      summary: "Change a task, mark it as done or not, or give it to somebody else",
    })
    .input(byId.extend(content.partial().shape).extend({ done: z.boolean().optional() }).strict())
    .output(TaskView),
  remove: procedure
    .route({ method: "DELETE", path: "/tasks/{id}", tags: ["Tasks"], summary: "Delete a task" })
    .input(byId.strict())
    .output(z.object({ removed: z.number().int() })),
};
