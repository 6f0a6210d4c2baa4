/**
 * As much of the peers' types as the bench uses. The compiler takes these before the packages' own, so that it says the same on a machine on which
 * the peers are not installed.
 */
declare module "@dbos-inc/dbos-sdk" {
  type Settings = { name: string; systemDatabaseUrl: string; logLevel: string; enableOTLP: boolean };
  export const DBOS: {
    setConfig(settings: Settings): void;
    launch(): Promise<void>;
    shutdown(): Promise<void>;
    registerWorkflow<Args extends unknown[]>(
      work: (...args: Args) => Promise<void>,
      options: { name: string },
    ): (...args: Args) => Promise<void>;
    runStep(step: () => Promise<unknown>, options: { name: string }): Promise<unknown>;
  };
}

declare module "pg-boss" {
  export class PgBoss {
    constructor(options: { connectionString: string; supervise: boolean; schedule: boolean });
    on(event: "error", listener: (error: Error) => void): void;
    start(): Promise<unknown>;
    stop(options: { graceful: boolean }): Promise<void>;
    createQueue(name: string): Promise<void>;
    send(name: string, data: object): Promise<unknown>;
    fetch(name: string): Promise<{ id: string; data: { step: number } }[]>;
    complete(name: string, id: string): Promise<unknown>;
  }
}

declare module "json-rules-engine" {
  export type ConditionProperties = { fact: string; operator: string; value: unknown };
  type Rule = { conditions: { all: readonly object[] }; event: { type: string } };
  export class Engine {
    constructor(rules: Rule[]);
    addOperator(name: string, holds: (fact: string, value: string) => boolean): void;
    run(facts: object): Promise<{ events: unknown[] }>;
  }
}

declare module "pouchdb" {
  type Settings = { adapter: string; auto_compaction: boolean };
  type Replicate = (url: string, options: object) => Promise<{ docs_written: number }> & { cancel(): void };
  type Feed = {
    on(event: "change", listener: (change: { doc: Record<string, unknown> }) => void): void;
    cancel(): void;
  };
  export default class PouchDb {
    constructor(path: string, options: Settings);
    static defaults(options: Settings & { prefix: string }): typeof PouchDb;
    bulkDocs(documents: readonly object[]): Promise<unknown>;
    get(id: string): Promise<object>;
    put(document: object): Promise<unknown>;
    query(view: string, options: object): Promise<{ rows: { doc?: unknown }[] }>;
    changes(options: object): Feed;
    readonly replicate: { readonly from: Replicate; readonly to: Replicate };
    close(): Promise<void>;
  }
}

declare module "express" {
  type App = { (request: unknown, response: unknown): void; use(path: string, handler: unknown): void };
  export default function express(): App;
}

declare module "express-pouchdb" {
  export default function expressPouchDb(stored: unknown, options: object): unknown;
}
