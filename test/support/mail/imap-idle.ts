import type { HoodiecrowServer } from "hoodiecrow-imap";

/** IDLE (RFC 2177). The plugin that the server brings keeps a timer of half an hour after each connection that ends while idling. */
export function idlePlugin(server: HoodiecrowServer): void {
  server.registerCapability("IDLE");
  server.setCommandHandler("IDLE", (connection, parsed, _data, done) => {
    const answer = (command: string, value: string) =>
      connection.send({ tag: parsed.tag, command, attributes: [{ type: "TEXT", value }] });
    if (connection.state === "Not Authenticated") {
      answer("NO", "Login first");
      done();
      return;
    }
    connection.directNotifications = true;
    connection.inputHandler = (line) => {
      connection.inputHandler = false;
      connection.directNotifications = false;
      if (line.toUpperCase() === "DONE") answer("OK", "IDLE terminated");
      else answer("BAD", "Invalid IDLE continuation");
    };
    connection.socket?.write("+ idling\r\n");
    connection.processNotifications();
    done();
  });
}
