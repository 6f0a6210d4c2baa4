/** What happens in one run: drawn from one seed. What a process is just doing when it is killed is up to the machine. */
import { createRandom, type Random } from "#main/demo/random.ts";

export type Operation = {
  readonly kind: "create" | "note" | "close" | "reopen" | "tag" | "raise" | "reply";
  /** Told in what it makes, and never twice in a run. */
  readonly name: string;
  readonly pick: number;
  readonly value: number;
};

export type Interruption = {
  /** `server`, a server process by its place; `device`, a device by its; `host`: the server process that is the host then. */
  readonly of: "server" | "device" | "host";
  readonly index: number;
  /** Killed, or put to sleep for longer than a lease is good. */
  readonly how: "kill" | "sleep";
  /** When so many operations were done by all devices, or so many mails or requests have begun to leave. */
  readonly at: { readonly moment: "operation" | "mail" | "request"; readonly count: number };
  readonly delayMs: number;
  /** Until it starts again. */
  readonly downMs: number;
};

export type Plan = {
  /** For each device, one after the other. */
  readonly operations: readonly (readonly Operation[])[];
  /** Mails of customers, each delivered when so many operations were done. */
  readonly mails: readonly number[];
  readonly interruptions: readonly Interruption[];
};

const OPERATIONS = [
  { kind: "create", weight: 5 },
  { kind: "note", weight: 8 },
  { kind: "close", weight: 8 },
  { kind: "reopen", weight: 4 },
  { kind: "tag", weight: 4 },
  { kind: "raise", weight: 4 },
  { kind: "reply", weight: 3 },
] as const;
const OPERATIONS_EACH = 14;

export type Shape = { readonly servers: number; readonly devices: number };

export function planOf(seed: number, { servers, devices }: Shape): Plan {
  const random = createRandom(seed).fork("team-processes");
  const operations = Array.from({ length: devices }, (_, device) =>
    Array.from({ length: OPERATIONS_EACH }, (_none, at): Operation => ({
      kind: random.weighted(OPERATIONS).kind,
      name: `device ${device} operation ${at}`,
      pick: random.integer(0, 1_000_000),
      value: random.integer(0, 1_000_000),
    })),
  );
  const inAll = devices * OPERATIONS_EACH;
  return {
    operations,
    mails: Array.from({ length: 2 }, () => random.integer(0, inAll - 1)),
    interruptions: Array.from({ length: random.integer(2, 5) }, () => interruptionOf(random, inAll, servers, devices)),
  };
}

function interruptionOf(random: Random, operations: number, servers: number, devices: number): Interruption {
  const { of } = random.weighted([
    { of: "server", weight: 3 },
    { of: "device", weight: 4 },
    { of: "host", weight: servers > 1 ? 4 : 1 },
  ] as const);
  const { moment } = random.weighted([
    { moment: "operation", weight: 6 },
    { moment: "mail", weight: 3 },
    { moment: "request", weight: 2 },
  ] as const);
  return {
    of,
    index: random.integer(0, (of === "device" ? devices : servers) - 1),
    how: random.chance(of === "device" ? 0.1 : 0.3) ? "sleep" : "kill",
    at: { moment, count: moment === "operation" ? random.integer(1, operations) : random.integer(1, 4) },
    delayMs: random.integer(0, moment === "operation" ? 60 : 6),
    downMs: random.integer(0, 1_200),
  };
}
