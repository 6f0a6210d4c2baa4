import type { Messages } from "../message.ts";

/** What is wrong with a definition, and what is odd (F12b). */
export const workflowProblems = {
  "words.problem.not-valid": "This is no valid definition: {about}",
  "words.problem.duplicate-step-id": "Two steps have the id “{about}”.",
  "words.problem.duplicate-arm-id": "Two arms have the id “{about}”.",
  "words.problem.duplicate-trigger-id": "Two triggers have the id “{about}”.",
  "words.problem.unknown-trigger": "There is no trigger “{about}”.",
  "words.problem.unknown-property": "There is no property “{about}” (any more).",
  "words.problem.operator-does-not-fit": "“{about}” can’t be asked of this property.",
  "words.problem.unknown-value": "The property can’t have the value “{about}”.",
  "words.problem.unknown-step": "There is no step “{about}” (any more).",
  "words.problem.unknown-stage": "The status “{about}” is not in this pipeline (any more).",
  "words.problem.unknown-user": "There is no user “{about}” (any more).",
  "words.problem.endless-loop": "The jump “{about}” goes round for ever: put a wait on its way.",
  "words.problem.no-business-hours": "The workflow has no business hours.",
  "words.problem.unknown-team": "There is no team “{about}” (any more).",
  "words.problem.unknown-template": "There is no mail template “{about}” (any more).",
  "words.problem.unknown-workflow": "There is no workflow “{about}” (any more).",
  "words.problem.unknown-pipeline": "There is no pipeline “{about}” (any more).",
  "words.problem.nobody-named": "Name somebody.",
  "words.problem.bad-placeholder": "A placeholder can’t be read: {about}",
  "words.problem.bad-cron": "The schedule can’t be used: {about}",
  "words.problem.bad-time-zone": "There is no time zone “{about}”.",
  "words.problem.bad-header": "The header “{about}” can’t be sent.",
  "words.problem.does-not-fit": "This does not fit: {about}",
  "words.problem.too-many-steps": "{about} steps are too many.",
  "words.problem.not-a-status-card": "A status card is set off by its status and by nothing else.",
  "words.problem.token-in-use": "Another workflow has this address already.",
  "words.problem.matches-nearly-everything":
    "“does not contain A or does not contain B” fails only for what contains both: use AND if neither may be in it.",
  "words.problem.matches-everything":
    "This matches everything: whatever the value of “{about}”, one of these conditions holds.",
  "words.problem.matches-nothing": "This matches nothing: add a condition.",
  "words.problem.contradiction": "No ticket meets this: two conditions on “{about}” contradict each other.",
  "words.problem.trigger-never-fires":
    "Nothing ever fires this: look at the sources, the business hours and the values.",
  "words.problem.reopened-before":
    "No ticket meets this: a reply to a closed ticket reopens it before the workflow hears of it.",
  "words.problem.empty-team": "This team has no members: nobody is told or asked.",
  "words.problem.callee-gone": "This workflow is deleted: the step does nothing.",
  "words.problem.callee-off": "This workflow is switched off: the step puts nobody into it.",
  "words.problem.unreachable-step": "Nothing leads to this step: what stands before it stops or goes elsewhere.",
  "words.problem.arm-never-taken": "This arm is never taken: one before it takes everything.",
  "words.problem.delay-without-way-out": "This may wait for ever: set a time limit.",
  "words.problem.same-property": "“{workflow}” sets “{about}” on the same trigger; the one lower in the list wins.",
  "words.problem.mail-without-guard":
    "Customers get this mail each time somebody writes, a machine too: add a condition that ends it.",
  "words.problem.circle": "This step sets the workflow off again at once.",
  "words.problem.circle.other": "This step sets the workflow off again at once, by way of “{workflow}”.",
  "words.problem.no-steps": "The workflow does nothing yet: add an action.",
} as const satisfies Messages;
