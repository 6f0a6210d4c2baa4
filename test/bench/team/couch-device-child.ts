/** The peer's device in a process of its own. */
import { openCouchDevice, type CouchDevice } from "../peers/couch.ts";
import { ticketIdOf } from "../automation/desk-of.ts";
import { memoryNow, nowMs, serveParent } from "./child.ts";
import { createSightings } from "./sightings.ts";

let device: CouchDevice | undefined;
const sightings = createSightings();

function opened(): CouchDevice {
  if (device === undefined) throw new Error("It has not joined.");
  return device;
}

const api = {
  /** @returns how long it took until everything was there */
  async join({ path, url }: { readonly path: string; readonly url: string }) {
    const startMs = nowMs();
    device = openCouchDevice(path, url);
    const documents = await device.fetchAll();
    return { documents, allMs: nowMs() - startMs, memory: memoryNow() };
  },
  watch: () => opened().follow(({ _id, subject }) => sightings.tell(`${String(_id)} ${String(subject)}`)),
  async change({ number, subject }: { readonly number: number; readonly subject: string }) {
    const atMs = nowMs();
    await opened().change(`tickets/${ticketIdOf(number)}`, subject);
    return atMs;
  },
  seen: ({ number, subject }: { readonly number: number; readonly subject: string }) =>
    sightings.of(`tickets/${ticketIdOf(number)} ${subject}`),
  memory: () => memoryNow(),
  close: () => opened().close(),
};
export type CouchDeviceApi = typeof api;

serveParent(api);
