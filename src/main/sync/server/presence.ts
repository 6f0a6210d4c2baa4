import type { ServerNews } from "#shared/sync/protocol.ts";

type Person = Extract<ServerNews, { news: "presence" }>["people"][number];

/** Who looks at which ticket just now, by connection. Kept in memory alone: it is true for as long as the connection is. */
export type Presence<Connection> = {
  set(connection: Connection, person: Person): void;
  /** @returns whether there was anything to take out */
  remove(connection: Connection): boolean;
  /** All but what this connection told itself. */
  others(connection: Connection): Person[];
};

export function createPresence<Connection>(): Presence<Connection> {
  const people = new Map<Connection, Person>();
  return {
    set: (connection, person) => void people.set(connection, person),
    remove: (connection) => people.delete(connection),
    others: (connection) =>
      Array.from(people)
        .filter(([other]) => other !== connection)
        .map(([, person]) => person),
  };
}
