/** Who is at the desk just now and looks at which ticket. In memory alone: it is true for as long as somebody keeps saying so. */
import { Subject } from "rxjs";
import type { Colleague } from "#shared/sync/protocol.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { Timers } from "./timers.ts";

export type Presence = {
  /** @param key the window or connection that tells it; `lastsMs` null: until `gone` */
  tell(key: string, person: Colleague, lastsMs: number | null): void;
  gone(key: string): void;
  /** The people at other machines, as the team's server tells them. */
  setElsewhere(people: readonly Colleague[]): void;
  /** The people that this process hears of itself. */
  here(): Colleague[];
  /** All whom it knows of, but for who told it under that key. */
  allBut(key: string): Colleague[];
  /** Everybody but this user: each at each ticket once. */
  colleaguesOf(userId: UserId): Colleague[];
  /** Fires with each change, of those here and of those elsewhere. */
  readonly changes: Subject<"here" | "elsewhere">;
  /** Waits for nobody any more: a process would stay until the last window is forgotten. What is told afterwards is not kept. */
  close(): void;
};

export function createPresence(timers: Timers): Presence {
  const windows = new Map<string, { readonly person: Colleague; readonly forget: () => void }>();
  const changes = new Subject<"here" | "elsewhere">();
  let elsewhere: readonly Colleague[] = [];
  let isClosed = false;

  function gone(key: string): void {
    const known = windows.get(key);
    if (known === undefined) return;
    known.forget();
    windows.delete(key);
    changes.next("here");
  }
  const here = (exceptKey?: string) =>
    Array.from(windows)
      .filter(([key]) => key !== exceptKey)
      .map(([, { person }]) => person);

  return {
    changes,
    gone,
    here: () => here(),
    allBut: (key) => [...here(key), ...elsewhere],
    tell(key, person, lastsMs) {
      if (isClosed) return;
      const known = windows.get(key);
      known?.forget();
      const forget = lastsMs === null ? () => undefined : timers.after(lastsMs, () => gone(key));
      windows.set(key, { person, forget });
      if (known === undefined || !isSame(known.person, person)) changes.next("here");
    },
    setElsewhere(people) {
      if (people.length === 0 && elsewhere.length === 0) return;
      elsewhere = people;
      changes.next("elsewhere");
    },
    colleaguesOf(userId) {
      const byPlace = new Map<string, Colleague>();
      for (const person of [...here(), ...elsewhere]) {
        if (person.userId === userId) continue;
        const place = `${person.userId}/${person.ticketId ?? ""}`;
        const isTyping = person.isTyping || byPlace.get(place)?.isTyping === true;
        byPlace.set(place, { ...person, isTyping });
      }
      return Array.from(byPlace.values());
    },
    close() {
      isClosed = true;
      for (const { forget } of windows.values()) forget();
      windows.clear();
      changes.complete();
    },
  };
}

function isSame(a: Colleague, b: Colleague): boolean {
  return a.userId === b.userId && a.ticketId === b.ticketId && a.isTyping === b.isTyping;
}
