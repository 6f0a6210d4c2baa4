import { createTask, removeTask, updateTask } from "#main/desk/commands/tasks.ts";
import { listTasks, taskViewOf } from "#main/desk/queries/tasks.ts";
import { actorOf, base, type RouterDeps } from "../implementer.ts";

export function tasksProcedures(deps: RouterDeps) {
  const { context } = deps;
  const { tasks } = base;
  return {
    list: tasks.list.handler(({ input, context: caller }) => listTasks(context, actorOf(deps, caller), input)),
    create: tasks.create.handler(async ({ input, context: caller }) =>
      taskViewOf(await createTask(context, actorOf(deps, caller), input)),
    ),
    update: tasks.update.handler(async ({ input }) => taskViewOf(await updateTask(context, input))),
    remove: tasks.remove.handler(async ({ input }) => {
      await removeTask(context, input.id);
      return { removed: 1 };
    }),
  };
}
