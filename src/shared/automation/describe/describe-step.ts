import { assertNever } from "../../errors/pipedesk-error.ts";
import type { Step } from "../steps/step.ts";
import { isBranch } from "../steps/step.ts";
import { describeBranch } from "./describe-branch.ts";
import { describeMessage } from "./describe-message.ts";
import { describeWait } from "./describe-wait.ts";
import { durationWords, propertyWords, quoted, valueWords } from "./values.ts";
import { listOf, nameOf, words, type Names, type Phrase, type Words } from "./words.ts";

/**
 * What a step does, in words (F5).
 * @param steps all of the definition: jumps are told by where they go. Absent: by the id.
 */
export function describeStep(
  step: Step,
  names: Names,
  find: (stepId: string) => Step | null | undefined = () => undefined,
): Words {
  if (isBranch(step)) return describeBranch(step, names);
  const users = (ids: readonly string[]): Phrase[] => ids.map((id) => nameOf(names, "user", id));
  switch (step.type) {
    case "wait-for":
    case "wait-until-date":
    case "wait-until-weekday":
    case "wait-for-event":
      return describeWait(step);
    case "send-email":
    case "send-internal-email":
    case "notify":
    case "add-note":
    case "post-chat":
    case "send-webhook":
      return describeMessage(step, names);
    case "set-property": {
      const { property, value } = step.change;
      if (value === null) return words("words.step.clear-property", { property: propertyWords("ticket", property) });
      return words("words.step.set-property", {
        property: propertyWords("ticket", property),
        value: valueWords("ticket", property, value, names),
      });
    }
    case "set-due": {
      const said = words("words.step.set-due", { duration: durationWords(step.after) });
      return step.businessHours ? words("words.inBusinessHours", { what: said }) : said;
    }
    case "clear-property":
      return words("words.step.clear-property", { property: propertyWords("ticket", step.property) });
    case "set-owner":
      return step.userId === null
        ? words("words.step.set-owner.nobody")
        : words("words.step.set-owner", { user: nameOf(names, "user", step.userId) });
    case "rotate-owner": {
      const people = [...users(step.userIds), ...step.teamIds.map((id) => nameOf(names, "team", id))];
      return words(`words.step.rotate-owner.${step.by}`, { people: listOf(people, "and") });
    }
    case "add-tags":
    case "remove-tags":
      return words(`words.step.${step.type}`, { tags: listOf(step.tags, "and") });
    case "add-followers":
      return words("words.step.add-followers", { users: listOf(users(step.userIds), "and") });
    case "move-stage": {
      const stage = nameOf(names, "stage", step.stageId);
      if (step.pipelineId === undefined) return words("words.step.move-stage", { stage });
      return words("words.step.move-stage.pipeline", { stage, pipeline: nameOf(names, "pipeline", step.pipelineId) });
    }
    case "create-task": {
      const title = quoted(step.title);
      if (step.userId === null) return words("words.step.create-task", { title });
      return words("words.step.create-task.user", { title, user: nameOf(names, "user", step.userId) });
    }
    case "create-ticket":
      return words("words.step.create-ticket", {
        subject: quoted(step.subject),
        stage: nameOf(names, "stage", step.stageId),
        pipeline: nameOf(names, "pipeline", step.pipelineId),
      });
    case "link-ticket":
    case "merge-into":
      return words(`words.step.${step.type}`, { ticket: words(`words.otherTicket.${step.other}`) });
    case "enrol-in":
    case "unenrol-from":
      return words(`words.step.${step.type}`, { workflow: nameOf(names, "workflow", step.workflowId) });
    case "copy-property":
      return words("words.step.copy-property", {
        from: propertyWords(step.from.object, step.from.property),
        to: propertyWords("ticket", step.to),
      });
    case "increase-property":
      if (step.change.property === "priority") {
        const { by } = step.change;
        return words(`words.step.increase-property.${by < 0 ? "lower" : "raise"}`, { count: Math.abs(by) });
      }
      return words(`words.step.increase-property.${step.change.direction}`, {
        duration: durationWords(step.change.by),
      });
    case "format-property":
      return words("words.step.format-property", {
        property: propertyWords("ticket", step.property),
        template: quoted(step.template),
      });
    case "go-to": {
      const target = find(step.stepId);
      if (target === null) return words("words.step.go-to.gone");
      // A jump to a jump is told by its id: two of them may point at each other.
      if (target === undefined || target.type === "go-to") return words("words.step.go-to", { step: step.stepId });
      return words("words.step.go-to", { step: describeStep(target, names) });
    }
    case "stop":
      return words("words.step.stop");
    default:
      return assertNever(step);
  }
}
