import { resolve } from "node:path";
import { restoreBackup } from "#main/data/backup/restore.ts";
import { writeLine, type ExitCode } from "../../terminal.ts";
import { table } from "../../table.ts";
import { askServer, folderOf, type AskServerDeps, type ServerChoice } from "./ask-server.ts";

/** What the command line asks of a server's folder, beside starting it. */
export type ServerRequest =
  | { readonly do: "users" | "devices" | "super-admin-link" | "sign-out-all" }
  | { readonly do: "reset-link" | "remove-totp" | "unlock"; readonly address: string }
  | { readonly do: "revoke-device"; readonly id: string }
  | { readonly do: "backup"; readonly to: string }
  | { readonly do: "restore"; readonly from: string };

export async function serverCommand(
  request: ServerRequest,
  choice: ServerChoice,
  deps: AskServerDeps,
): Promise<ExitCode> {
  const { t, stdout } = deps.terminal;
  const tell = (value: unknown, words: string) => writeLine(stdout, choice.json ? JSON.stringify(value) : words);
  switch (request.do) {
    case "users": {
      const users = await askServer(choice, deps, (commands) => commands.users());
      const rows = users.map((user) => [user.address, user.name, user.permissions.join(" "), user.state, user.userId]);
      await tell(
        users,
        table(
          ["address", "name", "permissions", "account", "id"].map((title) => ({ title })),
          rows,
        ).join("\n"),
      );
      return 0;
    }
    case "devices": {
      const devices = await askServer(choice, deps, (commands) => commands.devices());
      const rows = devices.map(({ id, name, userId, revoked }) => [
        id,
        name,
        userId,
        revoked === null ? "" : "revoked",
      ]);
      await tell(
        devices,
        table(
          ["id", "name", "user", ""].map((title) => ({ title })),
          rows,
        ).join("\n"),
      );
      return 0;
    }
    case "super-admin-link": {
      const url = await askServer(choice, deps, (commands) => commands.superAdminLink());
      await tell({ url }, url);
      return 0;
    }
    case "reset-link": {
      const url = await askServer(choice, deps, (commands) => commands.resetLink(request.address));
      await tell({ url }, url);
      return 0;
    }
    case "sign-out-all": {
      const ended = await askServer(choice, deps, (commands) => commands.signOutAll());
      await tell({ ended }, t("cli.server.signedOut", { count: ended }));
      return 0;
    }
    case "remove-totp":
    case "unlock":
    case "revoke-device":
      await askServer(choice, deps, (commands) =>
        request.do === "revoke-device"
          ? commands.revokeDevice(request.id)
          : request.do === "unlock"
            ? commands.unlock(request.address)
            : commands.removeTotp(request.address),
      );
      await tell({ done: true }, t("cli.server.done"));
      return 0;
    case "backup": {
      const to = resolve(request.to);
      await askServer(choice, deps, (commands) => commands.backup(to));
      await tell({ to }, t("cli.server.backedUp", { file: to }));
      return 0;
    }
    default: {
      const folder = folderOf(choice, deps);
      await restoreBackup(resolve(request.from), folder, { nowEpochMs: Date.now() });
      await tell({ folder }, t("cli.server.restored", { folder }));
      return 0;
    }
  }
}
