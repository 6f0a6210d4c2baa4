import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { RotateOwnerStep } from "#shared/automation/steps/rotate-owner.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import { lengthFrom } from "./calendar.ts";
import { fits, type Look } from "./conditions.ts";
import type { Event, Frame, Happening, Mail, RefMail, RefRun, RefTicket, Unshared } from "./model.ts";
import { MAIL_SUBJECT } from "./model.ts";
import { isWait, waitsUntil } from "./waiting.ts";

type Origin = Omit<Event, "happening">;
type Branch = Extract<Step, { otherwise: Step[] }>;
type Chain = { readonly depth: number; readonly chainSince: number };

export type World = {
  readonly isHeld: (run: RefRun) => boolean;
  readonly draw: (run: RefRun, stepId: string) => string | null;
  readonly lookAt: (ticket: RefTicket, nowEpochMs: number, mail: Mail | null, hours: BusinessHours | null) => Look;
  readonly place: (ticket: RefTicket, stageId: string, origin: Origin) => void;
  readonly set: (ticket: RefTicket, property: string, to: unknown, origin: Origin) => boolean;
  readonly refusal: (ticket: RefTicket, stageId: string, mayGoBack: boolean) => "G1" | "G4" | null;
  readonly happen: (ticket: RefTicket, event: Event) => void;
  /** The scenario is too big for this. */
  readonly giveUp: () => void;
  readonly isIn: (ticket: RefTicket, workflowId: string) => boolean;
  readonly isThere: (workflowId: string) => boolean;
  readonly isOn: (workflowId: string) => boolean;
  /** The step that shares tickets out, for this one. `nobody`: nobody was there. */
  readonly giveTurn: (
    run: RefRun,
    step: RotateOwnerStep,
    origin: Origin,
  ) => "done" | "done changed" | "has-owner" | "nobody-available";
  readonly keepUnshared: (unshared: Unshared) => void;
};

/** A loop whose wait has nothing to wait for goes on for ever. The engine fails its run after a thousand steps, which is for another test. */
const MOST_STEPS = 200;

const GRADES = ["low", "medium", "high", "urgent"];

/** What each step does to a run and its ticket. */
export function createSteps(world: World) {
  const isBranch = (step: Step): step is Branch => "otherwise" in step;

  function tell(run: RefRun, step: Step, outcome: string, from: number, to: number): void {
    run.journal.push(`${step.id} ${outcome} ${from}-${to}`);
    run.lastOutcome = outcome.split(" ")[0] ?? null;
  }

  /** The step that the run stands at; out of lists that are through. */
  function current(run: RefRun): Step | undefined {
    for (;;) {
      const frame = run.frames.at(-1);
      if (!frame) return undefined;
      const step = frame.list[frame.at];
      if (step) return step;
      run.frames.pop();
    }
  }

  function advance(run: RefRun): void {
    const frame = run.frames.at(-1);
    if (frame) frame.at += 1;
  }

  /** The lists around a step, each standing behind the branch that the next lies in. */
  function framesTo(stepId: string, list: readonly Step[]): Frame[] | null {
    for (const [at, step] of list.entries()) {
      if (step.id === stepId) return [{ list, at }];
      if (!isBranch(step)) continue;
      for (const inner of [...step.arms.map((arm) => arm.steps), step.otherwise]) {
        const found = framesTo(stepId, inner);
        if (found) return [{ list, at: at + 1 }, ...found];
      }
    }
    return null;
  }

  function armOf(run: RefRun, branch: Branch, look: Look): string | null {
    switch (branch.type) {
      case "branch-if":
        return branch.arms.find(({ filter }) => fits(filter, look))?.id ?? null;
      case "branch-outcome":
        return (
          branch.arms.find(({ values }) => run.lastOutcome !== null && values.includes(run.lastOutcome))?.id ?? null
        );
      case "branch-value": {
        const seen = look.value(branch.object, branch.property) ?? "";
        const held = (Array.isArray(seen) ? seen : [seen]).map((one) => String(one).toLowerCase());
        return branch.arms.find(({ values }) => values.some((one) => held.includes(one.toLowerCase())))?.id ?? null;
      }
      case "branch-random":
        return world.draw(run, branch.id);
    }
  }

  /** As far as the run goes without waiting. */
  function go(run: RefRun, nowEpochMs: number, chain: Chain, mail: Mail | null): void {
    run.status = "active";
    run.endReason = "";
    const ahead = current(run);
    if (ahead && world.isHeld(run)) {
      run.status = "waiting";
      run.wait = { sinceEpochMs: nowEpochMs, untilEpochMs: nowEpochMs, step: ahead, isHeld: true };
      run.heldAt ??= nowEpochMs;
      return;
    }
    let count = 0;
    for (let step = current(run); step; step = current(run)) {
      count += 1;
      if (count > MOST_STEPS) return world.giveUp();
      const look = world.lookAt(run.ticket, nowEpochMs, mail, run.definition.businessHours);
      if (isBranch(step)) {
        const armId = armOf(run, step, look);
        tell(run, step, `took ${armId}`, nowEpochMs, nowEpochMs);
        advance(run);
        const list = step.arms.find(({ id }) => id === armId)?.steps ?? step.otherwise;
        run.frames.push({ list, at: 0 });
      } else if (step.type === "wait-for-mail") {
        const mails = mailsOf(run, step.stepId);
        const outcome = mails && outcomeOf(mails, step);
        if (mails && outcome === null) {
          const until = step.timeout && waitsUntil(step, nowEpochMs, run.definition.businessHours, () => null);
          run.status = "waiting";
          run.wait = { sinceEpochMs: nowEpochMs, untilEpochMs: until === "nothing" ? nowEpochMs : until, step, mails };
          return;
        }
        if (tellOutcome(run, step, outcome ?? "skipped no-mail", nowEpochMs, nowEpochMs)) return;
      } else if (isWait(step)) {
        const until = waitsUntil(step, nowEpochMs, run.definition.businessHours, (property) =>
          look.value("ticket", property),
        );
        if (until !== "nothing") {
          run.status = "waiting";
          run.wait = { sinceEpochMs: nowEpochMs, untilEpochMs: until, step };
          return;
        }
        tell(run, step, "completed", nowEpochMs, nowEpochMs);
        advance(run);
      } else if (step.type === "go-to") {
        tell(run, step, "done", nowEpochMs, nowEpochMs);
        run.frames = framesTo(step.stepId, run.definition.steps) ?? [];
      } else if (step.type === "stop") {
        tell(run, step, "done", nowEpochMs, nowEpochMs);
        run.frames = [];
      } else {
        const cause = `${run.workflowId}/${step.id}`;
        const origin: Origin = {
          atEpochMs: nowEpochMs,
          cause,
          run,
          ...chain,
          occasion: (run.isTemplate && run.occasion) || {},
        };
        const outcome = isOvertaken(run, step) ? "skipped changed-meanwhile" : act(run, step, origin);
        if (tellOutcome(run, step, outcome, nowEpochMs, nowEpochMs)) return;
        // Out of its own workflow: it ends there.
        if (step.type === "unenrol-from" && step.workflowId === run.workflowId) run.frames = [];
      }
    }
    run.status = "done";
  }

  /** Whether the run failed with it; else it stands at the next step. */
  function tellOutcome(run: RefRun, step: Step, outcome: string, from: number, to: number): boolean {
    tell(run, step, outcome, from, to);
    if (outcome.startsWith("failed") && !isCaught(run)) {
      run.status = "failed";
      run.ticket.made.push(`told that ${run.workflowId} ${run.number} failed`);
      return true;
    }
    advance(run);
    return false;
  }

  /** The mails of the step, or of whichever wrote last; null: there are none. */
  function mailsOf({ wrote }: RefRun, stepId: string | null): readonly RefMail[] | null {
    return wrote.findLast((one) => stepId === null || one.stepId === stepId)?.mails ?? null;
  }

  /** What a wait for mails ends with; null: it goes on. */
  function outcomeOf(mails: readonly RefMail[], step: Step): string | null {
    const states = mails.map(({ state }) => state);
    if (states.includes("waits")) return null;
    if (states.includes("held")) return step.type === "wait-for-mail" && step.whenHeld === "continue" ? "held" : null;
    return states.includes("sent") ? "sent" : "failed PD_OUTBOX_NOT_SENT";
  }

  /** F9: a branch on outcomes right behind the step has an arm for it. */
  function isCaught(run: RefRun): boolean {
    const ahead = { ...run, frames: run.frames.map((frame) => ({ ...frame })) };
    advance(ahead);
    const behind = current(ahead);
    return behind?.type === "branch-outcome" && behind.arms.some(({ values }) => values.includes("failed"));
  }

  /** F11b: a person, or a rule behind one, changed since the run was held what the step would set. */
  function isOvertaken({ heldAt, ticket }: RefRun, step: Step): boolean {
    if (heldAt === null) return false;
    const since = ticket.history.filter(({ atEpochMs, cause }) => atEpochMs > heldAt && /^(?:user|rule)/u.test(cause));
    return since.some(({ happening }) => touches(step, happening));
  }

  function touches(step: Step, happening: Happening): boolean {
    if (happening.what === "moved") return step.type === "move-stage";
    if (happening.what !== "changed") return false;
    const { property } = happening;
    if (property === "tags" && (step.type === "add-tags" || step.type === "remove-tags")) {
      const [from, to] = [happening.from, happening.to].map((tags) => tags as readonly string[]);
      const [had, has] = step.type === "add-tags" ? [from, to] : [to, from];
      return step.tags.some((tag) => had?.includes(tag) && !has?.includes(tag));
    }
    return property === propertyOf(step);
  }

  function propertyOf(step: Step): string | null {
    switch (step.type) {
      case "set-property":
      case "increase-property":
        return step.change.property;
      case "clear-property":
        return step.property;
      case "set-due":
        return "dueAtEpochMs";
      case "set-owner":
      case "rotate-owner":
        return "ownerId";
      default:
        return null;
    }
  }

  function act(run: RefRun, step: Step, origin: Origin): string {
    const { ticket, definition } = run;
    const set = (property: string, to: unknown) => (world.set(ticket, property, to, origin) ? "done changed" : "done");
    const tags = ticket.values["tags"] as readonly string[];
    switch (step.type) {
      case "set-property":
        return set(step.change.property, step.change.value);
      case "clear-property":
        return set(step.property, step.property === "tags" ? [] : null);
      case "set-owner":
        return set("ownerId", step.userId);
      case "add-tags":
        return set("tags", [...tags, ...step.tags.filter((tag) => !tags.includes(tag))]);
      case "remove-tags":
        return set(
          "tags",
          tags.filter((tag) => !step.tags.includes(tag)),
        );
      case "add-followers": {
        const now = ticket.values["followerIds"] as readonly string[];
        return set("followerIds", [...now, ...step.userIds.filter((id) => !now.includes(id))]);
      }
      case "set-due": {
        const { businessHours } = definition;
        return set("dueAtEpochMs", lengthFrom(origin.atEpochMs, step.after, false, step.businessHours, businessHours));
      }
      case "move-stage": {
        if (ticket.values["stageId"] === step.stageId) return "done";
        const rule = run.overridesRules ? null : world.refusal(ticket, step.stageId, false);
        if (rule === null) {
          world.place(ticket, step.stageId, origin);
          return "done changed";
        }
        world.happen(ticket, { ...origin, happening: { what: "refused", to: step.stageId, rule } });
        return "failed PD_RULE_REFUSED";
      }
      case "increase-property": {
        if (step.change.property !== "priority") throw new Error("The reference increases priorities only.");
        const grade = GRADES.indexOf(String(ticket.values["priority"]));
        if (grade === -1) return "skipped empty";
        return set("priority", GRADES[Math.min(Math.max(grade + step.change.by, 0), 3)]);
      }
      case "add-note":
        ticket.made.push(`note ${step.text} ${origin.atEpochMs}`);
        world.happen(ticket, { ...origin, happening: { what: "noted" } });
        return "done changed";
      case "notify": {
        const about = `Look: ${String(ticket.values["priority"] ?? "none")}`;
        for (const userId of step.to.userIds) ticket.made.push(`notification for ${userId}: ${about}`);
        world.happen(ticket, { ...origin, happening: { what: "acted", action: "notification", about } });
        return "done changed";
      }
      case "create-task": {
        const userId = step.userId ?? String(ticket.values["ownerId"] ?? "user-owner");
        const due =
          step.dueAfter && lengthFrom(origin.atEpochMs, step.dueAfter, false, false, definition.businessHours);
        ticket.made.push(`task for ${userId}: ${step.title} due ${due}`);
        world.happen(ticket, { ...origin, happening: { what: "acted", action: "task", about: step.title } });
        return "done changed";
      }
      case "send-email": {
        const mail: RefMail = { state: "waits" };
        ticket.outbox.push(mail);
        run.wrote.push({ stepId: step.id, mails: [mail] });
        world.happen(ticket, { ...origin, happening: { what: "acted", action: "mail", about: MAIL_SUBJECT } });
        ticket.posted.push({ ...origin, depth: 0, happening: { what: "sent", toCustomer: false, automatic: true } });
        return "done changed";
      }
      case "rotate-owner": {
        const outcome = world.giveTurn(run, step, origin);
        if (outcome === "nobody-available" && step.whenNobody !== "skip") world.keepUnshared({ run, stepId: step.id });
        return outcome.startsWith("done") ? outcome : `skipped ${outcome}`;
      }
      case "enrol-in":
        if (!world.isThere(step.workflowId)) return "failed PD_DESK_NOT_FOUND";
        if (!world.isOn(step.workflowId)) return "skipped switched-off";
        world.happen(ticket, { ...origin, happening: { what: "put-in", workflowId: step.workflowId } });
        return "done changed";
      case "unenrol-from":
        if (step.workflowId !== run.workflowId && !world.isIn(ticket, step.workflowId)) return "skipped not-in-it";
        world.happen(ticket, { ...origin, happening: { what: "taken-out", workflowId: step.workflowId } });
        return "done changed";
      default:
        throw new Error(`The reference knows no ${step.type}.`);
    }
  }

  return {
    go,
    /** The wait is over, for better or worse. */
    leaveWait(run: RefRun, outcome: string, nowEpochMs: number): void {
      const { wait } = run;
      if (!wait) return;
      run.wait = null;
      tell(run, wait.step, outcome, wait.sinceEpochMs, nowEpochMs);
      advance(run);
    },
    /** Something became of a mail. Whether that ends the run's wait; `failed`: the run with it. */
    answer(run: RefRun, nowEpochMs: number): "waits" | "failed" | "goes-on" {
      const { wait } = run;
      const outcome = wait?.mails ? outcomeOf(wait.mails, wait.step) : null;
      if (!wait || outcome === null) return "waits";
      run.wait = null;
      return tellOutcome(run, wait.step, outcome, wait.sinceEpochMs, nowEpochMs) ? "failed" : "goes-on";
    },
    skip(run: RefRun, nowEpochMs: number): void {
      const step = current(run);
      if (step) tell(run, step, "skipped by-hand", nowEpochMs, nowEpochMs);
      advance(run);
    },
  };
}
