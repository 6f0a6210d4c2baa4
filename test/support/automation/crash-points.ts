import type { Store } from "#main/store/store.ts";

/** Collections that work on the desk writes; `setup` and `local` are settings. */
const WRITTEN = [
  "messages",
  "people",
  "conversations",
  "outbox",
  "inboxItems",
  "webhookRequests",
  "tickets",
  "activities",
  "evaluations",
  "runs",
] as const;

type Writing = {
  write(rows: readonly unknown[]): Promise<unknown>;
};

export type Crash = {
  /** The write before which the process ended, as `tickets 2`: the second write of tickets; null while it goes on. */
  readonly point: string | null;
};

/** From its `count`-th write on the store writes nothing any more: as if the process had ended there. */
export function crashBefore(store: Store, count: number): Crash {
  const crash: { point: string | null } = { point: null };
  const times = new Map<string, number>();
  let writes = 0;
  const guard = (name: string) => {
    if (crash.point === null) {
      times.set(name, (times.get(name) ?? 0) + 1);
      if (writes === count) crash.point = `${name} ${times.get(name) ?? 0}`;
      writes += 1;
    }
    if (crash.point !== null) throw new Error(`The process ended before ${crash.point}.`);
  };
  for (const name of WRITTEN) {
    const repository = store[name] as unknown as Writing;
    const write = repository.write.bind(repository);
    repository.write = async (rows) => {
      if (rows.length > 0) guard(name);
      return write(rows);
    };
  }
  return crash;
}
