import type { Page } from "@playwright/test";
import { WebSocket } from "ws";
import type { TestDesk } from "../../support/desk-process.ts";

/**
 * Makes a colleague, and lets the page act as them from its next load on: in a browser its socket is opened with their token, so that the
 * core itself says what they may.
 */
export async function actAs(page: Page, desk: TestDesk, name: string): Promise<string> {
  const { id } = await desk.rest.send<{ id: string }>("POST", "/users", { name });
  if (desk.actAs !== undefined) {
    await desk.actAs(id);
    return id;
  }
  const { token } = await desk.rest.send<{ token: string }>("POST", `/users/${id}/tokens`, { name: "Browser" });
  await page.routeWebSocket(/\/rpc/u, (socket) => {
    const theirs = new WebSocket(socket.url(), { headers: { Authorization: `Bearer ${token}`, Origin: desk.origin } });
    const early: (string | Buffer)[] = [];
    theirs.on("open", () => {
      for (const message of early.splice(0)) theirs.send(message);
    });
    theirs.on("message", (data, isBinary) => socket.send(isBinary ? (data as Buffer) : String(data)));
    // The page sees its socket close, and tries again.
    theirs.on("error", () => undefined);
    theirs.on("close", () => void socket.close());
    socket.onMessage((message) => {
      if (theirs.readyState === WebSocket.OPEN) theirs.send(message);
      else early.push(message);
    });
    socket.onClose(() => theirs.close());
  });
  return id;
}
