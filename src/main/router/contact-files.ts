import { requireAutomationAccess } from "#main/desk/commands/command.ts";
import { actorOf, base, type CoreContext, type RouterDeps } from "./implementer.ts";

export function contactFileProcedures(deps: RouterDeps) {
  const { contactFiles: files } = deps;
  const { contactFiles } = base;
  const requireAccess = (caller: CoreContext) => requireAutomationAccess(actorOf(deps, caller));
  return {
    preview: contactFiles.preview.handler(({ input: { file, ...chosen }, context: caller }) => {
      requireAccess(caller);
      return files.preview(file, chosen);
    }),
    import: contactFiles.import.handler(async ({ input: { file, columns, ...how }, context: caller }) => {
      requireAccess(caller);
      const kinds = columns.map((column) => (column === "" ? null : column));
      await files.importFile(actorOf(deps, caller), file, { ...how, columns: kinds });
      return { begun: true as const };
    }),
    setAside: contactFiles.setAside.handler(async ({ context: caller }) => {
      requireAccess(caller);
      return download(await files.setAside());
    }),
    export: contactFiles.export.handler(async ({ input, context: caller, signal }) => {
      requireAccess(caller);
      return download(await files.exportFile(input, signal));
    }),
  };
}

function download(body: File): { headers: Record<string, string>; body: File } {
  return {
    headers: {
      "content-disposition": `attachment; filename="${body.name}"`,
      "x-content-type-options": "nosniff",
    },
    body,
  };
}
