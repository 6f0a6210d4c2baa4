/** hoodiecrow-imap carries no types; this declares what the test server uses of it. */
declare module "hoodiecrow-imap" {
  import type { Server, Socket } from "node:net";

  export interface HoodiecrowMessage {
    /** One character a byte. */
    raw: string;
    uid: number;
    flags: string[];
    internaldate: string;
    parsed?: unknown;
  }
  export type HoodiecrowFetchHandler = (
    connection: HoodiecrowConnection,
    message: HoodiecrowMessage,
    query: { readonly section?: readonly unknown[]; readonly partial?: readonly number[] },
  ) => unknown;
  export interface HoodiecrowMailbox {
    path: string;
    uidvalidity: number;
    uidnext: number;
    flags: string[];
    messages: HoodiecrowMessage[];
    "special-use"?: string;
  }
  export interface HoodiecrowNode {
    tag: string;
    command?: string;
    attributes?: unknown;
  }
  export interface HoodiecrowConnection {
    socket: Socket | null;
    state: string;
    selectedMailbox?: HoodiecrowMailbox;
    directNotifications: boolean;
    inputHandler: ((line: string) => void) | false;
    send(response: HoodiecrowNode, description?: string, parsed?: HoodiecrowNode): void;
    processNotifications(): void;
  }
  export type HoodiecrowHandler = (
    connection: HoodiecrowConnection,
    parsed: HoodiecrowNode,
    data: string,
    done: () => void,
  ) => void;
  export interface HoodiecrowServer {
    readonly server: Server;
    readonly capabilities: Record<string, (connection: HoodiecrowConnection) => boolean>;
    readonly users: Record<string, HoodiecrowUser>;
    /** Asked before the server's own. */
    readonly fetchHandlers: Record<string, HoodiecrowFetchHandler>;
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
    getMailbox(path: string): HoodiecrowMailbox | undefined;
    createMailbox(path: string, mailbox?: object): void;
    appendMessage(
      mailbox: HoodiecrowMailbox,
      flags: string[],
      internalDate: Date,
      raw: string,
    ): { message: HoodiecrowMessage };
    getMessageRange(mailbox: HoodiecrowMailbox, range: string, isUid: boolean): [number, HoodiecrowMessage][];
    notify(response: HoodiecrowNode, mailbox: HoodiecrowMailbox): void;
    registerCapability(name: string, isOffered?: (connection: HoodiecrowConnection) => boolean): void;
    getCommandHandler(command: string): HoodiecrowHandler | false;
    setCommandHandler(command: string, handler: HoodiecrowHandler): void;
  }
  export interface HoodiecrowUser {
    password: string;
    xoauth2?: { accessToken: string; sessionTimeout: number };
  }
  export interface HoodiecrowOptions {
    plugins?: (string | ((server: HoodiecrowServer) => void))[];
    users?: Record<string, HoodiecrowUser>;
    storage?: object;
    secureConnection?: boolean;
    credentials?: { key: string; cert: string };
  }
  function createServer(options: HoodiecrowOptions): HoodiecrowServer;
  export default createServer;
}

declare module "hoodiecrow-imap/lib/commands/handlers/fetch.js" {
  import type { HoodiecrowFetchHandler } from "hoodiecrow-imap";

  const handlers: Readonly<Record<"BODY.PEEK", HoodiecrowFetchHandler>>;
  export default handlers;
}
