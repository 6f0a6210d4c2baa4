import { ambientTimeRule } from "./ambient-time.ts";
import { importTableRule } from "./import-table-rule.ts";
import { noExportAllRule, noModuleStateRule } from "./module-shape.ts";
import { syncFilesRule } from "./sync-files.ts";

/** The project's own lint rules, loaded by .oxlintrc.json. */
export default {
  meta: { name: "pipedesk" },
  rules: {
    "import-table": importTableRule,
    "no-ambient-time": ambientTimeRule,
    "no-export-all": noExportAllRule,
    "no-module-state": noModuleStateRule,
    "no-sync-files": syncFilesRule,
  },
};
