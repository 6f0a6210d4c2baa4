import { distinctUntilChanged, filter, map, merge, of, switchMap } from "rxjs";
import { z } from "zod";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Store } from "#main/store/store.ts";
import type { Clock } from "../context.ts";
import type { HostMode } from "../host/host.ts";
import type { WriteQueue } from "../write-queue.ts";
import { MAX_LEASED_NUMBERS, NUMBERS_IN_HAND, RESTORED_GAP, RESTORED_SOLO_GAP } from "./limits.ts";
import { NumberBlock, type Numbers, type PieceWithLocal, type TakenNumber } from "./numbers.ts";

const COUNTER_RECORD = "ticket-numbers";
const Counter = z.object({
  last: z.number().int(),
  /** The latest lease of each device. */
  leases: z.record(z.string(), NumberBlock.extend({ requestId: z.string() })),
});

/** Of a solo desk that came from a backup: its next ticket has a larger number than this. */
const FLOOR_RECORD = "ticket-numbers-floor";
const Floor = z.number().int();

const HAND_RECORD = "ticket-numbers-in-hand";
const Hand = z.object({
  blocks: z.array(NumberBlock),
  /** The largest number that ever was in hand: a block that comes once more is known by it, since the server only counts up. */
  highest: z.number().int(),
  provisional: z.number().int(),
});
type Hand = z.infer<typeof Hand>;

const EMPTY_HAND: Hand = { blocks: [], highest: 0, provisional: 0 };

export type NumbersDeps = {
  readonly store: Store;
  readonly queue: WriteQueue;
  readonly clock: Clock;
  readonly mode: () => HostMode;
};

/** @rule H2 */
export function createNumbers({ store, queue, clock, mode }: NumbersDeps): Numbers {
  /** A solo desk's last number; null: to be read. */
  let last: number | null = null;

  const recordOf = (id: string, value: LocalRecord["value"]): LocalRecord => ({
    id,
    value,
    updatedAtEpochMs: clock.nowEpochMs(),
  });
  const handOf = (record: LocalRecord | null): Hand => Hand.safeParse(record?.value).data ?? EMPTY_HAND;
  const counterOf = (record: LocalRecord | null) => Counter.safeParse(record?.value).data ?? { last: 0, leases: {} };

  async function highestInTickets(): Promise<number> {
    const [newest] = await store.tickets.find({ selector: {}, sort: [{ number: "desc" }, { id: "desc" }], limit: 1 });
    return newest?.number ?? 0;
  }

  async function floor(): Promise<number> {
    return Floor.safeParse((await store.local.get(FLOOR_RECORD))?.value).data ?? 0;
  }

  /** An answer to a ticket that the backup knows nothing of names its number, and must not get to another ticket (D9). */
  function countPast(): Promise<void> {
    return queue.run(async () => {
      const previous = await store.local.get(FLOOR_RECORD);
      const value = Math.max(await highestInTickets(), await floor()) + RESTORED_SOLO_GAP;
      await store.local.write([{ previous, next: recordOf(FLOOR_RECORD, value) }]);
      last = null;
    });
  }

  async function countUp(): Promise<TakenNumber> {
    const before = (last ??= Math.max(await highestInTickets(), await floor()));
    last = before + 1;
    store.afterRollback(() => (last = last === null ? null : Math.min(last, before)));
    return { number: before + 1 };
  }

  async function takeOfServer({ local }: PieceWithLocal): Promise<TakenNumber> {
    const counter = counterOf(await local.get(COUNTER_RECORD));
    // A desk that joined brought numbers of its own.
    const number = Math.max(counter.last, await highestInTickets()) + 1;
    local.put(recordOf(COUNTER_RECORD, { ...counter, last: number }));
    return { number };
  }

  async function takeInHand({ local }: PieceWithLocal): Promise<TakenNumber> {
    const hand = handOf(await local.get(HAND_RECORD));
    const [block, ...others] = hand.blocks;
    if (block === undefined) {
      const provisionalNumber = hand.provisional + 1;
      local.put(recordOf(HAND_RECORD, { ...hand, provisional: provisionalNumber }));
      return { number: null, provisionalNumber };
    }
    const rest = block.from < block.to ? [{ ...block, from: block.from + 1 }] : [];
    local.put(recordOf(HAND_RECORD, { ...hand, blocks: [...rest, ...others] }));
    return { number: block.from };
  }

  async function changeHand(change: (hand: Hand) => Hand): Promise<void> {
    await queue.run(async () => {
      const previous = await store.local.get(HAND_RECORD);
      await store.local.write([{ previous, next: recordOf(HAND_RECORD, change(handOf(previous))) }]);
    });
  }

  async function countAhead(): Promise<void> {
    await queue.run(async () => {
      const previous = await store.local.get(COUNTER_RECORD);
      const ahead = Math.max(counterOf(previous).last, await highestInTickets()) + RESTORED_GAP;
      await store.local.write([{ previous, next: recordOf(COUNTER_RECORD, { last: ahead, leases: {} }) }]);
    });
  }

  async function want(): Promise<number> {
    if (mode() !== "member") return 0;
    const { blocks } = handOf(await store.local.get(HAND_RECORD));
    const left = blocks.reduce((sum, block) => sum + block.to - block.from + 1, 0);
    return left * 3 < NUMBERS_IN_HAND ? NUMBERS_IN_HAND - left : 0;
  }

  return {
    async take(piece) {
      if (mode() === "solo") return countUp();
      // Of a team that is left later others have counted on.
      last = null;
      return mode() === "server" ? takeOfServer(piece) : takeInHand(piece);
    },
    lease(deviceId, count, requestId) {
      if (!Number.isInteger(count) || count < 1 || count > MAX_LEASED_NUMBERS)
        throw new PipedeskError("PD_INPUT_INVALID", `${count} numbers can't be leased at once.`);
      return queue.run(async () => {
        const previous = await store.local.get(COUNTER_RECORD);
        const counter = counterOf(previous);
        const known = counter.leases[deviceId];
        if (known?.requestId === requestId) return { from: known.from, to: known.to };
        const first = Math.max(counter.last, await highestInTickets()) + 1;
        const block = { from: first, to: first + count - 1 };
        const leases = { ...counter.leases, [deviceId]: { ...block, requestId } };
        await store.local.write([{ previous, next: recordOf(COUNTER_RECORD, { last: block.to, leases }) }]);
        return block;
      });
    },
    highest: async () => Math.max(counterOf(await store.local.get(COUNTER_RECORD)).last, await highestInTickets()),
    add: (block) =>
      changeHand((hand) =>
        block.from <= hand.highest
          ? hand
          : { ...hand, blocks: [...hand.blocks, NumberBlock.parse(block)], highest: block.to },
      ),
    want,
    get wanted() {
      const changed = store.local.changes.pipe(
        filter((records) => records.some(({ id }) => id === HAND_RECORD || id === "host-mode")),
        map(() => undefined),
      );
      return merge(of(undefined), changed).pipe(switchMap(want), distinctUntilChanged());
    },
    forget() {
      if (mode() === "server") return countAhead();
      return mode() === "solo" ? countPast() : changeHand((hand) => ({ ...hand, blocks: [] }));
    },
  };
}
