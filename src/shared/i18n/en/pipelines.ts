import type { Messages } from "../message.ts";

/** Pipelines as wholes: their order, copies, deletion. */
export const pipelines = {
  "pipelines.more": "More for {pipeline}",
  "pipelines.made": "{pipeline} was made",
  "pipelines.madeStays": "{pipeline} stays",

  "pipelines.order": "Order of pipelines…",
  "pipelines.order.title": "Order of pipelines",
  "pipelines.order.text":
    "The order in the list beside the board, and wherever a pipeline is chosen. Drag a pipeline by its handle, or put the focus on the handle and press ↑ or ↓.",

  "pipelines.duplicate": "Duplicate…",
  "pipelines.duplicate.title": "Duplicate {pipeline}",
  "pipelines.duplicate.name": "Name of the copy",
  "pipelines.duplicate.placeholder": "{pipeline} (2)",
  "pipelines.duplicate.copied": "This is copied:",
  "pipelines.duplicate.stages": { one: "{count} status", other: "{count} statuses with their colours and kinds" },
  "pipelines.duplicate.rules": "rules and the switches of the close date and of replies to closed tickets",
  "pipelines.duplicate.automations": "template automations and status cards, each as on or off as it is",
  "pipelines.duplicate.not": "Tickets, channels and other workflows are not copied: they stay with the original.",
  "pipelines.duplicate.action": "Duplicate",

  "pipelines.remove": "Delete…",
  "pipelines.remove.last": "This is the only pipeline. Make another one before you delete it.",
  "pipelines.remove.title": "Delete {pipeline}?",
  "pipelines.remove.empty": "No ticket is in this pipeline.",
  "pipelines.remove.text": {
    one: "{count} ticket is in this pipeline. It moves to another one, and nothing is lost.",
    other: "{count} tickets are in this pipeline. They move to another one, and none is lost.",
  },
  "pipelines.remove.target": "Move its tickets to",
  "pipelines.remove.stages": "Status by status",
  "pipelines.remove.stageOf": "Status for the tickets of {stage}",
  "pipelines.remove.turned":
    "Some tickets are closed or reopened by this, since the status that they go to is of the other kind.",
  "pipelines.remove.besides": "Also",
  "pipelines.remove.channels": {
    one: "{names} makes its tickets in {target} from now on.",
    other: "{names} make their tickets in {target} from now on.",
  },
  "pipelines.remove.own": {
    one: "The workflow {names} belongs to this pipeline: it is kept in {target}, switched off.",
    other: "The workflows {names} belong to this pipeline: they are kept in {target}, switched off.",
  },
  "pipelines.remove.asks": {
    one: "The workflow {names} asks for this pipeline or one of its statuses: it is switched off.",
    other: "The workflows {names} ask for this pipeline or one of its statuses: they are switched off.",
  },
  "pipelines.remove.points": {
    one: "The workflow {names} moves tickets into this pipeline: it moves them to {target} instead.",
    other: "The workflows {names} move tickets into this pipeline: they move them to {target} instead.",
  },
  "pipelines.remove.undo": "For a day you can take this back, for the tickets too.",
  "pipelines.remove.action": "Delete pipeline",
  "pipelines.remove.moveAndRemove": {
    one: "Move {count} ticket and delete",
    other: "Move {count} tickets and delete",
  },
  "pipelines.remove.done": "{pipeline} was deleted",
  "pipelines.remove.undone": "{pipeline} is back as it was",
  "pipelines.remove.going": "This pipeline is being deleted. Nothing can be changed in it.",
  "pipelines.remove.was": "{pipeline} was deleted ({when}).",
  "pipelines.remove.takeBack": "Take back",
} as const satisfies Messages;
