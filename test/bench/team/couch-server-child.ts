/** The peer's server in a process of its own, with the documents of a desk. */
import { startCouch, type Couch } from "../peers/couch.ts";
import { memoryNow, serveParent } from "./child.ts";
import { rowsOfDesk, type DeskRow } from "./desk-rows.ts";

const AT_ONCE = 1000;
let couch: Couch | undefined;

const idOf = ({ collection, document: { id, ...rest } }: DeskRow) => ({ _id: `${collection}/${id}`, ...rest });

const api = {
  async open({ folder, dataDir }: { readonly folder: string; readonly dataDir: string }) {
    couch = await startCouch(folder);
    let some: object[] = [];
    for (const row of rowsOfDesk(dataDir)) {
      some.push(idOf(row));
      if (some.length < AT_ONCE) continue;
      await couch.fill(some);
      some = [];
    }
    await couch.fill(some);
    return couch.url;
  },
  memory: () => memoryNow(),
  close: () => couch?.close(),
};
export type CouchServerApi = typeof api;

serveParent(api);
