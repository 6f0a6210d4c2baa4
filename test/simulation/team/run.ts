/** Carries a plan out on real desks, and looks after each exchange whether anybody saw half a commit, and in the end whether all are equal. */
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { SyncQuestion, WireRow } from "#shared/sync/protocol.ts";
import type { Core } from "#main/core.ts";
import { copyOf, openTeam, type Team, type TeamMember } from "../../support/team.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { INBOUND, STAGES, SUPPORT } from "../../support/test-desk.ts";
import { MEMBERS, type Fault, type Operation } from "./plan.ts";
import { createAutomation } from "./automation.ts";
import { withoutOwnDecisions } from "./own-decisions.ts";
import { createReference, type Reference } from "./reference.ts";

/** What was found wrong; empty where nothing was. */
export type Finding = string;

const PRIORITIES = ["low", "medium", "high", "urgent", null] as const;
const TAGS = ["boots", "vip", "refund", "late"] as const;
const STAGE_IDS = Object.values(STAGES);

export async function runPlan(plan: readonly Operation[]): Promise<Finding[]> {
  const team = await openTeam();
  try {
    return await new Run(team).carryOut(plan);
  } finally {
    await team.close();
  }
}

class Run {
  readonly #team: Team;
  readonly #findings: Finding[] = [];
  readonly #reference: Reference = createReference();
  readonly #members: TeamMember[] = [];
  /** Notes by their id: who wrote them, and whether they reached the server. */
  readonly #notes = new Map<string, { readonly member: number; text: string }>();
  readonly #late: (WireRow[] | null)[] = [];
  readonly #automation = createAutomation();
  #count = 0;

  constructor(team: Team) {
    this.#team = team;
  }

  async carryOut(plan: readonly Operation[]): Promise<Finding[]> {
    for (let index = 0; index < 3; index += 1) await this.#mail(this.#team.client, `first-${index}`);
    await this.#automation.begin(this.#team.client);
    for (let index = 0; index < MEMBERS; index += 1)
      this.#members.push(await this.#team.join(`member${index}`, index < 2 ? ["super-admin"] : ["move-backward"]));
    await this.#team.syncAll();
    await this.#startReference();
    for (const operation of plan) await this.#do(operation);
    for (let round = 0; round < 2; round += 1) for (const member of this.#members) await this.#sync(member, {}, null);
    await this.#compare();
    return this.#findings;
  }

  async #startReference(): Promise<void> {
    for (const [key, text] of await copyOf(this.#team.server)) {
      const c = key.slice(0, key.indexOf("/")) as WireRow["c"];
      this.#reference.add([{ c, n: 0, d: JSON.parse(text) as WireRow["d"] }]);
    }
  }

  async #do(operation: Operation): Promise<void> {
    if (operation.kind === "time") {
      this.#team.clock.nowEpochMs += operation.ms;
      return;
    }
    if (operation.kind === "server") return this.#team.restartServer();
    const member = this.#members[operation.member];
    if (member === undefined) return;
    switch (operation.kind) {
      case "clock":
        member.clock.aheadMs = operation.aheadMs;
        return;
      case "restart":
        return member.restart();
      case "back-up":
        return member.backUp();
      case "restore": {
        // It takes a while, here as anywhere: within the millisecond in which it was lost, a desk would give the same stamps to other things.
        this.#team.clock.nowEpochMs += 1000;
        if (await member.restore()) await this.#forgetUnsent(operation.member);
        return;
      }
      case "sync":
        return this.#sync(member, { fault: operation.fault, at: operation.at }, operation.member);
      default:
        await this.#command(member, operation);
    }
  }

  /** What a person does. A command that is refused on this desk as it is changes nothing. */
  async #command(member: TeamMember, operation: Extract<Operation, { pick: number }>): Promise<void> {
    const { client, core } = member;
    const tickets = await core.context.store.tickets.find({ selector: {}, sort: [{ id: "asc" }] });
    const ticket = tickets[operation.pick % Math.max(tickets.length, 1)];
    const { value } = operation;
    this.#count += 1;
    const name = `${operation.kind}-${this.#count}`;
    try {
      switch (operation.kind) {
        case "create": {
          await client.tickets.create({ pipelineId: SUPPORT, subject: name, contactAddress: `${name}@example.com` });
          return;
        }
        case "mail":
          return;
        case "edit":
          return await this.#automation.edit(client, name);
        default:
          if (ticket === undefined) return;
      }
      const id = ticket.id;
      switch (operation.kind) {
        case "note": {
          const note = await client.tickets.addNote({ id, text: name });
          this.#notes.set(note.id, { member: operation.member, text: name });
          return;
        }
        case "raise":
          return void (await client.tickets.update({ id, priority: PRIORITIES[value % PRIORITIES.length] ?? null }));
        case "own": {
          const owner = this.#members[value % MEMBERS]?.userId ?? null;
          return void (await client.tickets.update({ id, ownerId: owner }));
        }
        case "tag":
        case "untag": {
          const tag = TAGS[value % TAGS.length] ?? "boots";
          const tags = ticket.tags.filter((one) => one !== tag);
          return void (await client.tickets.update({ id, tags: operation.kind === "tag" ? [...tags, tag] : tags }));
        }
        case "move":
          return void (await client.tickets.move({ id, stageId: STAGE_IDS[value % STAGE_IDS.length] ?? STAGES.new }));
        case "answer":
          return void (await client.tickets.reply({ id, text: name, draftId: `draft-${name}` }));
        case "merge": {
          const into = tickets[value % tickets.length];
          if (into && into.id !== id) await client.tickets.merge({ id, intoTicketId: into.id });
          return;
        }
        case "unmerge":
          return void (await client.tickets.unmerge({ id }));
      }
    } catch (error) {
      // What was merged already, or has nobody to answer, is refused in words; anything else is a fault.
      const code = errorCodeOf(error);
      if (code === undefined || code === "PD_INTERNAL" || code.startsWith("PD_STORE_")) throw error;
    }
  }

  async #sync(member: TeamMember, fault: { fault?: Fault | null; at?: number }, index: number | null): Promise<void> {
    let asked = -1;
    const late = index === null ? null : this.#late[index];
    if (index !== null && late) {
      this.#late[index] = null;
      await member.ask({ ask: "push", rows: late });
    }
    const isNow = () => fault.fault !== undefined && fault.fault !== null && asked === fault.at;
    try {
      await member.sync({
        before: async (question) => {
          asked += 1;
          if (isNow() && fault.fault === "question lost") throw lost();
          if (question.ask === "push") this.#reference.add(question.rows);
          if (isNow() && fault.fault === "twice") await member.ask(question);
          if (isNow() && fault.fault === "late again") this.#keepLate(index, question);
        },
        after: () => {
          if (isNow() && fault.fault === "answer lost") throw lost();
        },
      });
    } catch (error) {
      if (errorCodeOf(error) !== "PD_SYNC_OFFLINE") throw error;
    }
    await this.#lookAt(member.core, member.name);
  }

  #keepLate(index: number | null, question: SyncQuestion): void {
    if (index !== null && question.ask === "push") this.#late[index] = question.rows;
  }

  /** A desk that was put back has lost what it had not brought yet. */
  async #forgetUnsent(index: number): Promise<void> {
    const there = this.#reference.documents();
    const own = await this.#members[index]?.core.context.store.messages.getMany([...this.#notes.keys()]);
    for (const [id, note] of this.#notes)
      if (note.member === index && !there.has(`messages/${id}`) && !own?.has(id)) this.#notes.delete(id);
  }

  /** Nobody sees a ticket moved without the line that says so, nor a message of a ticket that isn't there. */
  async #lookAt({ context }: Core, name: string): Promise<void> {
    const tickets = new Map<string, Ticket>(
      (await context.store.tickets.find({ selector: {} })).map((ticket) => [ticket.id, ticket]),
    );
    const activities = await context.store.activities.find({ selector: {}, sort: [{ stamp: "asc" }, { id: "asc" }] });
    const stages = new Map<string, Set<string>>();
    for (const { ticketId, body } of activities) {
      const known = stages.get(ticketId) ?? new Set();
      if (body.type === "ticket.stage-changed") known.add(body.to.stageId);
      if (body.type === "ticket.created") known.add(body.at.stageId);
      stages.set(ticketId, known);
      if (!tickets.has(ticketId)) this.#findings.push(`${name}: history of ${ticketId}, which is not there`);
    }
    for (const { id, stageId } of tickets.values())
      if (stages.get(id)?.has(stageId) !== true)
        this.#findings.push(`${name}: ${id} is in ${stageId}, and its history doesn't say why`);
    for (const { id, ticketId } of await context.store.messages.find({ selector: {} }))
      if (ticketId !== null && !tickets.has(TicketId.parse(ticketId)))
        this.#findings.push(`${name}: message ${id} of a ticket that is not there`);
  }

  async #compare(): Promise<void> {
    const server = await copyOf(this.#team.server);
    const { deviceId } = this.#team.server.context.host;
    const known = withoutOwnDecisions(server, this.#reference.documents(), deviceId);
    this.#differences("reference", known.reference, known.server);
    for (const member of this.#members)
      this.#differences(member.name, await copyOf(member.core), withoutOthers(server, member));
    await this.#lookAtNumbers();
    this.#findings.push(...(await this.#automation.findings(this.#team.server)));
    for (const [id, { text }] of this.#notes)
      if (!server.has(`messages/${id}`)) this.#findings.push(`the note ${text} is lost`);
  }

  /** Each ticket has one, and none has two. */
  async #lookAtNumbers(): Promise<void> {
    const tickets = await this.#team.server.context.store.tickets.find({ selector: {} });
    const numbers = tickets.map(({ number }) => number);
    if (numbers.includes(null)) this.#findings.push("a ticket has no final number");
    if (new Set(numbers).size < numbers.length) this.#findings.push("two tickets have one number");
  }

  #differences(name: string, found: Map<string, string>, expected: Map<string, string>): void {
    for (const key of new Set([...found.keys(), ...expected.keys()])) {
      if (found.get(key) === expected.get(key)) continue;
      this.#findings.push(
        `${name}: ${key}\n  has ${found.get(key) ?? "nothing"}\n  not ${expected.get(key) ?? "nothing"}`,
      );
    }
  }

  async #mail(client: Team["client"], id: string): Promise<void> {
    const raw = rawMail({
      messageId: `${id}@example.com`,
      from: `Anna <${id}@example.com>`,
      to: "help@desk.example",
      subject: id,
      text: "They leak.",
    });
    await client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
  }
}

/** What waits for one person is on nobody else's device. */
function withoutOthers(server: Map<string, string>, { userId }: TeamMember): Map<string, string> {
  return new Map(
    Array.from(server).filter(
      ([key, text]) => !key.startsWith("inboxItems/") || (JSON.parse(text) as { userId: string }).userId === userId,
    ),
  );
}

function lost(): PipedeskError {
  return new PipedeskError("PD_SYNC_OFFLINE", "Lost on the way.");
}
